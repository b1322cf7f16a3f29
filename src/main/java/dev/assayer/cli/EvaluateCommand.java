package dev.assayer.cli;

import dev.assayer.app.Installation;
import dev.assayer.app.Standing;
import dev.assayer.scoring.Cell;
import dev.assayer.scoring.ForecastEvaluation;
import dev.assayer.scoring.HiddenBoard;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `assayer evaluate`: measures how good a part of Assayer is, on data that it was not shown.
@Command(
        name = "evaluate",
        description = "Measures how good a part of Assayer is, on data that it was not shown.",
        mixinStandardHelpOptions = true,
        subcommands = EvaluateCommand.Scoring.class)
final class EvaluateCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new BadUsage("evaluate: expected what, as: evaluate scoring");
    }

    /// `assayer evaluate scoring`.
    @Command(
            name = "scoring",
            description = {
                "Hides evidence and foretells it.",
                "--observations FILE hides a fifth of the file's cells at random and compares the ability model with simpler methods; the file is model,benchmark,value[,released] or Epoch's eci_benchmarks.csv.",
                "--hide-board BOARD hides a whole board of the evidence in force and compares its order of models with that of the others."
            },
            mixinStandardHelpOptions = true)
    static final class Scoring implements Callable<Integer> {

        @Mixin private ConfigurationOptions options = new ConfigurationOptions();
        @Spec private @Nullable CommandSpec spec;

        @Option(names = "--observations", paramLabel = "FILE", description = "Cells of a matrix.")
        private @Nullable Path observations;

        @Option(
                names = "--splits",
                paramLabel = "N",
                description = "How often a fifth is hidden (default: ${DEFAULT-VALUE}).")
        private int splits = 5;

        @Option(
                names = "--seed",
                paramLabel = "N",
                description = "Of what is hidden (default: ${DEFAULT-VALUE}).")
        private long seed = 1;

        @Option(
                names = "--hide-board",
                paramLabel = "BOARD",
                description = "As lmarena: every benchmark whose id begins so.")
        private @Nullable String board;

        @Option(
                names = "--target",
                paramLabel = "BENCHMARK",
                description = "One of the board's, as lmarena/coding.")
        private @Nullable String target;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            Path file = observations;
            String hidden = board;
            String foretold = target;
            if (file != null && hidden == null && foretold == null) {
                if (splits < 1) {
                    throw new BadUsage("--splits: " + splits + " (expected: 1 or more)");
                }
                report(MatrixFile.cells(file), out);
            } else if (file == null && hidden != null && foretold != null) {
                report(hidden, foretold, out);
            } else {
                throw new BadUsage(
                        "evaluate scoring: expected --observations FILE, or --hide-board BOARD and --target BENCHMARK");
            }
            out.flush();
            return 0;
        }

        private void report(List<Cell> cells, PrintWriter out) {
            long models = cells.stream().map(Cell::model).distinct().count();
            long benchmarks = cells.stream().map(Cell::benchmark).distinct().count();
            if (cells.size() < 10) {
                throw new BadUsage(
                        "--observations: " + cells.size() + " cells (expected: 10 or more)");
            }
            out.printf(
                    Locale.ROOT,
                    "%d models x %d benchmarks, %d cells; 20%% hidden at random, %d times, seed %d%n",
                    models,
                    benchmarks,
                    cells.size(),
                    splits,
                    seed);
            out.print(ForecastEvaluation.text(ForecastEvaluation.of(cells, splits, seed)));
        }

        private void report(String hidden, String foretold, PrintWriter out) {
            Standing standing = Installation.open(options.load()).standing();
            HiddenBoard result;
            try {
                result =
                        HiddenBoard.of(
                                standing.snapshot(),
                                standing.scoring(),
                                standing.asOf(),
                                hidden,
                                foretold);
            } catch (IllegalArgumentException e) {
                throw new BadUsage("evaluate scoring: " + e.getMessage());
            }
            out.printf(
                    Locale.ROOT,
                    "%d observations of %s hidden; order of %d variants on %s, foretold by %s scores from the other boards: Spearman %.3f%n",
                    result.hidden(),
                    hidden,
                    result.variants(),
                    foretold,
                    result.category().word(),
                    result.spearman());
        }
    }
}
