package dev.assayer.cli;

import dev.assayer.scoring.ModelFacts;
import dev.assayer.scoring.Ranking;
import dev.assayer.scoring.RankingFilter;
import dev.assayer.scoring.RankingRow;
import dev.assayer.scoring.RankingRow.Quote;
import dev.assayer.scoring.SpeedTier;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Why the filters of `rank` leave nothing, for people: the filter that nothing passes with the
/// best there is, else what each of them keeps out.
final class EmptyRanking {

    private EmptyRanking() {}

    /// One filter of several.
    ///
    /// @param written as on the command line
    /// @param added puts it upon others
    /// @param best what the best of some rows has; empty where nothing is known of any
    private record Bound(
            String written,
            UnaryOperator<RankingFilter> added,
            Function<List<RankingRow>, Optional<String>> best) {}

    /// A line for each filter in force that matters, each ended by LF; empty without filters.
    ///
    /// @param whole before any filter
    static String why(Ranking whole, RankingFilter filter) {
        List<Bound> bounds = bounds(filter);
        var text = new StringBuilder();
        for (Bound bound : bounds) {
            if (passing(whole, List.of(bound)).isEmpty()) {
                line(
                        text,
                        "no row passes " + bound.written() + ": ",
                        bound.best().apply(whole.rows()).orElse("it is known of none"));
            }
        }
        if (!text.isEmpty()) {
            return text.toString();
        }
        for (Bound bound : bounds) {
            List<Bound> others = new ArrayList<>(bounds);
            others.remove(bound);
            List<RankingRow> rest = passing(whole, others);
            line(
                    text,
                    "no row passes all filters; without " + bound.written() + ": ",
                    rest.size()
                            + (rest.size() == 1 ? " row" : " rows")
                            + bound.best().apply(rest).map(best -> ", " + best).orElse(""));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String start, String end) {
        text.append("rank: ").append(start).append(end).append('\n');
    }

    private static List<RankingRow> passing(Ranking whole, List<Bound> bounds) {
        RankingFilter filter = RankingFilter.ALL;
        for (Bound bound : bounds) {
            filter = bound.added().apply(filter);
        }
        return whole.filtered(filter).rows();
    }

    private static List<Bound> bounds(RankingFilter filter) {
        var bounds = new ArrayList<Bound>();
        if (filter.availableOnly()) {
            bounds.add(
                    new Bound(
                            "--available",
                            to ->
                                    new RankingFilter(
                                            true,
                                            to.maxPrice(),
                                            to.minContext(),
                                            to.minQuality(),
                                            to.speed(),
                                            to.openWeightsOnly()),
                            _ -> Optional.empty()));
        }
        if (filter.maxPrice().isPresent()) {
            double most = filter.maxPrice().getAsDouble();
            bounds.add(
                    new Bound(
                            "--max-price " + number(most),
                            to ->
                                    new RankingFilter(
                                            to.availableOnly(),
                                            filter.maxPrice(),
                                            to.minContext(),
                                            to.minQuality(),
                                            to.speed(),
                                            to.openWeightsOnly()),
                            EmptyRanking::cheapest));
        }
        if (filter.minContext().isPresent()) {
            bounds.add(
                    new Bound(
                            "--min-context " + filter.minContext().getAsInt(),
                            to ->
                                    new RankingFilter(
                                            to.availableOnly(),
                                            to.maxPrice(),
                                            filter.minContext(),
                                            to.minQuality(),
                                            to.speed(),
                                            to.openWeightsOnly()),
                            EmptyRanking::longest));
        }
        if (filter.minQuality().isPresent()) {
            bounds.add(
                    new Bound(
                            "--min-quality " + number(filter.minQuality().getAsDouble()),
                            to ->
                                    new RankingFilter(
                                            to.availableOnly(),
                                            to.maxPrice(),
                                            to.minContext(),
                                            filter.minQuality(),
                                            to.speed(),
                                            to.openWeightsOnly()),
                            EmptyRanking::ablest));
        }
        if (filter.speed().isPresent()) {
            bounds.add(
                    new Bound(
                            "--speed " + filter.speed().get().word(),
                            to ->
                                    new RankingFilter(
                                            to.availableOnly(),
                                            to.maxPrice(),
                                            to.minContext(),
                                            to.minQuality(),
                                            filter.speed(),
                                            to.openWeightsOnly()),
                            EmptyRanking::fastest));
        }
        if (filter.openWeightsOnly()) {
            bounds.add(
                    new Bound(
                            "--open-weights",
                            to ->
                                    new RankingFilter(
                                            to.availableOnly(),
                                            to.maxPrice(),
                                            to.minContext(),
                                            to.minQuality(),
                                            to.speed(),
                                            true),
                            _ -> Optional.empty()));
        }
        return bounds;
    }

    private static Optional<String> cheapest(List<RankingRow> rows) {
        OptionalDouble least =
                rows.stream()
                        .flatMap(row -> row.quote().map(Quote::price).stream())
                        .mapToDouble(ModelFacts::blendedPerMillion)
                        .min();
        return least.isPresent()
                ? Optional.of("the least is $" + number(least.getAsDouble()))
                : Optional.empty();
    }

    private static Optional<String> longest(List<RankingRow> rows) {
        OptionalInt most =
                rows.stream().flatMapToInt(row -> row.contender().contextTokens().stream()).max();
        return most.isPresent() ? Optional.of("the most is " + most.getAsInt()) : Optional.empty();
    }

    private static Optional<String> ablest(List<RankingRow> rows) {
        OptionalDouble most =
                rows.stream().flatMapToDouble(row -> row.merits().qualityIndex().stream()).max();
        return most.isPresent()
                ? Optional.of("the highest is " + number(most.getAsDouble()))
                : Optional.empty();
    }

    private static Optional<String> fastest(List<RankingRow> rows) {
        return rows.stream()
                .flatMap(row -> row.merits().speedTier().stream())
                .min(Comparator.naturalOrder())
                .map(SpeedTier::word)
                .map(word -> "the fastest is " + word);
    }

    /// Four digits at most, without noughts at the end.
    private static String number(double value) {
        return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
    }
}
