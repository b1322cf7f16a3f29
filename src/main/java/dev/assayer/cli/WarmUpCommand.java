package dev.assayer.cli;

import dev.assayer.app.WarmUp;
import java.util.concurrent.Callable;
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
        WarmUp.run();
        return 0;
    }
}
