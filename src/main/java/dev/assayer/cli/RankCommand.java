package dev.assayer.cli;

import dev.assayer.admin.RankingJson;
import dev.assayer.app.Installation;
import dev.assayer.app.Standing;
import dev.assayer.config.Configuration;
import dev.assayer.config.ScoringSettings;
import dev.assayer.evidence.Credits;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Ranking;
import dev.assayer.scoring.RankingColumn;
import dev.assayer.scoring.RankingCsv;
import dev.assayer.scoring.RankingFilter;
import dev.assayer.scoring.RankingRow;
import dev.assayer.scoring.RankingTable;
import dev.assayer.scoring.RankingTerms;
import dev.assayer.scoring.SpeedTier;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
            description = "So many rows (default: 25; with --csv, --json or --all, all).")
    private @Nullable Integer top;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description =
                    "Another scoring method than the configured one: default, layered, merged or composite.")
    private @Nullable String method;

    @Option(
            names = "--max-price",
            paramLabel = "USD",
            description = "Most dollars per million tokens, three of four of them input.")
    private @Nullable Double maxPrice;

    @Option(names = "--min-context", paramLabel = "TOKENS", description = "Least context window.")
    private @Nullable Integer minContext;

    @Option(
            names = "--min-quality",
            paramLabel = "POINTS",
            description = "Least quality index (general ability), 0-100.")
    private @Nullable Double minQuality;

    @Option(
            names = "--speed",
            paramLabel = "TIER",
            description = "Only that speed tier or a faster one: fast, medium or slow.")
    private @Nullable String speed;

    @Option(names = "--open-weights", description = "Only models whose weights are public.")
    private boolean openWeights;

    @Option(
            names = "--sort",
            paramLabel = "COLUMN",
            description =
                    "By another column of the CSV: best first for scores and speed, least first for prices and times.")
    private @Nullable String sort;

    @Option(names = "--reverse", description = "The other way round: worst first, or of --sort.")
    private boolean reverse;

    @Option(names = "--csv", description = "CSV instead of a table.")
    private boolean csv;

    @Option(names = "--json", description = "JSON instead of a table.")
    private boolean json;

    @Override
    public Integer call() {
        String word = category;
        if ((word == null) != all) {
            throw new BadUsage("rank: expected a CATEGORY or --all" + (all ? ", not both" : ""));
        }
        if (csv && json) {
            throw new BadUsage("rank: expected --csv or --json, not both");
        }
        Integer wanted = top;
        if (wanted != null && wanted < 1) {
            throw new BadUsage("--top: " + wanted + " (expected: 1 or more)");
        }
        RankingFilter filter = filter();
        Optional<RankingColumn> column = column();
        Optional<Category> ranked =
                word == null ? Optional.empty() : Optional.of(RouteCommand.named(word));
        Installation installation = installation();
        Standing standing = installation.standing();
        Ranking whole =
                Ranking.of(
                        standing.snapshot(),
                        standing.scores(),
                        installation.table().spec().offers(),
                        ranked,
                        terms(installation));
        Ranking ranking = whole.filtered(filter);
        if (ranking.rows().isEmpty()) {
            PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
            err.print(EmptyRanking.why(whole, filter));
            err.flush();
        }
        if (column.isPresent() || reverse) {
            ranking = ranking.sorted(column.orElse(RankingColumn.RANK), reverse);
        }
        if (wanted != null) {
            ranking = ranking.top(wanted);
        } else if (!csv && !json && !all) {
            ranking = ranking.top(USUAL);
        }
        print(ranking, standing, filter, unscored(whole, standing));
        return 0;
    }

    /// The categories that nothing has a score in, each told on standard error: some methods have
    /// no scores in some categories.
    private Set<Category> unscored(Ranking whole, Standing standing) {
        Set<Category> unscored = EnumSet.noneOf(Category.class);
        Set<Category> scored = EnumSet.noneOf(Category.class);
        whole.rows()
                .forEach(row ->
                        (row.standing().isPresent() ? scored : unscored).add(row.category()));
        unscored.removeAll(scored);
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        unscored.forEach(each ->
                err.println(
                        "rank: "
                                + standing.scoring().id()
                                + " has no scores in "
                                + each.word()
                                + " (docs/views.md says in which); --method default has"));
        err.flush();
        return unscored;
    }

    static RankingTerms terms(Installation installation) {
        ScoringSettings scoring = installation.configuration().settings().scoring();
        return new RankingTerms(scoring.views().composite(), scoring.speedTiers());
    }

    private Installation installation() {
        Configuration configuration = options.load();
        ScoringSettings settings = configuration.settings().scoring();
        return method == null
                ? Installation.open(configuration)
                : Installation.open(
                        configuration,
                        new ScoringSettings(method, settings.views(), settings.speedTiers()));
    }

    private RankingFilter filter() {
        requireBound("--max-price", maxPrice);
        requireBound("--min-quality", minQuality);
        requireBound("--min-context", minContext);
        return new RankingFilter(
                available,
                maxPrice == null ? OptionalDouble.empty() : OptionalDouble.of(maxPrice),
                minContext == null ? OptionalInt.empty() : OptionalInt.of(minContext),
                minQuality == null ? OptionalDouble.empty() : OptionalDouble.of(minQuality),
                Optional.ofNullable(speed)
                        .map(word ->
                                SpeedTier.find(word)
                                        .orElseThrow(() ->
                                                new BadUsage(
                                                        "--speed: '"
                                                                + word
                                                                + "' (expected: fast, medium or slow)"))),
                openWeights);
    }

    private static void requireBound(String option, @Nullable Number bound) {
        if (bound != null && !(bound.doubleValue() >= 0 && Double.isFinite(bound.doubleValue()))) {
            throw new BadUsage(option + ": " + bound + " (expected: a number, 0 or more)");
        }
    }

    private Optional<RankingColumn> column() {
        return Optional.ofNullable(sort)
                .map(name ->
                        RankingColumn.find(name)
                                .orElseThrow(() ->
                                        new BadUsage(
                                                "--sort: '"
                                                        + name
                                                        + "' (expected: one of "
                                                        + RankingColumn.ALL.stream()
                                                                .map(RankingColumn::name)
                                                                .collect(Collectors.joining(", "))
                                                        + ")")));
    }

    private void print(
            Ranking ranking, Standing standing, RankingFilter filter, Set<Category> unscored) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(
                    RankingJson.of(
                                    ranking.rows(),
                                    standing.snapshot(),
                                    standing.scoring().id(),
                                    standing.asOf(),
                                    filter)
                            .toPrettyString());
        } else if (csv) {
            Credits credits = RankingCsv.write(ranking.rows(), standing.snapshot(), out);
            PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
            err.print(credits.text());
            err.flush();
        } else {
            List<RankingRow> rows =
                    ranking.rows().stream()
                            .filter(row -> !unscored.contains(row.category()))
                            .toList();
            out.print(RankingTable.text(rows, standing.snapshot()));
        }
        out.flush();
    }
}
