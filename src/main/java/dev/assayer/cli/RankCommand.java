package dev.assayer.cli;

import dev.assayer.app.Installation;
import dev.assayer.catalog.Offer;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Ranking;
import dev.assayer.scoring.RankingCsv;
import dev.assayer.scoring.RankingTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `assayer rank`: who is best at a category.
@Command(
        name = "rank",
        description = "Ranks models by their score in a category.",
        mixinStandardHelpOptions = true)
final class RankCommand implements Callable<Integer> {

    private static final int USUAL = 25;

    @Mixin private ConfigurationOptions options = new ConfigurationOptions();
    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "CATEGORY",
            arity = "0..1",
            description =
                    "coding, math, reasoning, research, language, empathy, creative_writing, general, question, chat or tools.")
    private @Nullable String category;

    @Option(names = "--all", description = "All categories, all rows.")
    private boolean all;

    @Option(names = "--available", description = "Only what your providers offer.")
    private boolean available;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "So many rows (default: 25; with --csv or --all, all).")
    private @Nullable Integer top;

    @Option(names = "--csv", description = "CSV instead of a table.")
    private boolean csv;

    @Override
    public Integer call() {
        String word = category;
        if ((word == null) != all) {
            throw new BadUsage("rank: expected a CATEGORY or --all");
        }
        Integer wanted = top;
        if (wanted != null && wanted < 1) {
            throw new BadUsage("--top: " + wanted + " (expected: 1 or more)");
        }
        Installation installation = Installation.open(options.load());
        List<Offer> offers = installation.table().spec().offers();
        Ranking ranking =
                Ranking.of(
                        installation.standing().snapshot(),
                        installation.standing().scores(),
                        offers,
                        word == null
                                ? Optional.<Category>empty()
                                : Optional.of(RouteCommand.named(word)));
        if (available) {
            ranking = ranking.offered();
        }
        if (wanted != null) {
            ranking = ranking.top(wanted);
        } else if (!csv && !all) {
            ranking = ranking.top(USUAL);
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (csv) {
            RankingCsv.write(ranking.rows(), out);
        } else {
            out.print(RankingTable.text(ranking.rows()));
        }
        out.flush();
        return 0;
    }
}
