package dev.assayer.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `assayer`: the root of all commands.
@Command(
        name = "assayer",
        description = "An LLM gateway that routes on evidence.",
        mixinStandardHelpOptions = true,
        version = "0.1.0-SNAPSHOT")
public final class AssayerCommand {

    private static final List<Class<?>> COMMANDS =
            List.of(
                    ServeCommand.class,
                    RouteCommand.class,
                    ReplayCommand.class,
                    RankCommand.class,
                    ModelsCommand.class,
                    MatchCommand.class,
                    DoctorCommand.class,
                    ClassifyCommand.class,
                    PredictCommand.class,
                    EvaluateCommand.class,
                    SyncCommand.class,
                    SourcesCommand.class,
                    DiffCommand.class,
                    QualityCommand.class,
                    PackCommand.class,
                    WarmUpCommand.class);

    private AssayerCommand() {}

    /// Runs one command line.
    ///
    /// @return the exit code: 0 done, 1 failed, 2 bad usage
    public static int run(String... args) {
        var line = new CommandLine(new AssayerCommand());
        needed(args).forEach(line::addSubcommand);
        return line.setExecutionExceptionHandler(new Failures())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    /// The command that is called, if one is, else all: picocli takes milliseconds to read each.
    private static List<Class<?>> needed(String... args) {
        return COMMANDS.stream()
                .filter(command -> args.length > 0 && args[0].equals(name(command)))
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElse(COMMANDS);
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }
}
