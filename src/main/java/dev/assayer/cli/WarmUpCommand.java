package dev.assayer.cli;

import dev.assayer.app.Assayer;
import dev.assayer.app.WarmUp;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `assayer warm-up`: what the launcher runs once after a build to fill the cache that makes later
/// starts fast.
@Command(
        name = "warm-up",
        hidden = true,
        description = "Starts, answers a few requests of its own, and stops.")
final class WarmUpCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        WarmUp.run(WarmUpCommand::serve);
        return 0;
    }

    /// Starts as `assayer serve` does, so that the cache holds all that this takes.
    private static Assayer serve(Path home, Path config) {
        var serve = new ServeCommand();
        new CommandLine(serve)
                .parseArgs(
                        "--home",
                        home.toString(),
                        "--config",
                        config.toString(),
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "0");
        Assayer assayer = serve.start();
        serve.greet(assayer);
        return assayer;
    }
}
