package dev.assayer.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `assayer`: the root of all commands.
@Command(
        name = "assayer",
        description = "An LLM gateway that routes on evidence.",
        mixinStandardHelpOptions = true,
        version = "0.1.0-SNAPSHOT",
        subcommands = {
            ServeCommand.class,
            RouteCommand.class,
            ReplayCommand.class,
            RankCommand.class,
            ModelsCommand.class,
            DoctorCommand.class,
            ClassifyCommand.class,
            SyncCommand.class,
            PackCommand.class,
            WarmUpCommand.class
        })
public final class AssayerCommand {

    private AssayerCommand() {}

    /// Runs one command line.
    ///
    /// @return the exit code: 0 done, 1 failed, 2 bad usage
    public static int run(String... args) {
        return new CommandLine(new AssayerCommand())
                .setExecutionExceptionHandler(new Failures())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }
}
