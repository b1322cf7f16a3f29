package dev.assayer.scoring;

import dev.assayer.catalog.Price;
import dev.assayer.catalog.ShownName;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Performance;
import dev.assayer.evidence.Speed;
import dev.assayer.scoring.RankingRow.Contender;
import dev.assayer.scoring.RankingRow.Merits;
import dev.assayer.scoring.RankingRow.Quote;
import dev.assayer.scoring.RankingRow.Standing;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/// A field of a ranking row, as CSV, JSON and sorting know it.
///
/// @param name as `docs/score-views.md` has it
/// @param isHighFirst whether the highest value stands first when sorted by it
/// @param value a `String`, `Integer`, `BigDecimal`, `Boolean`, `LocalDate` or list of strings;
///   empty where it is absent, never 0
public record RankingColumn(
        String name, boolean isHighFirst, Function<RankingRow, Optional<?>> value) {

    private static final int POINT_DIGITS = 2;
    private static final int SHARE_DIGITS = 3;

    /// Every field, in its order.
    public static final List<RankingColumn> ALL =
            List.of(
                    low(
                            "model_id",
                            row -> row.contender().variant().map(one -> one.model().value())),
                    low("model_name", row -> Optional.of(shownName(row.contender()))),
                    low("provider", row -> row.contender().provider()),
                    low(
                            "effort",
                            row ->
                                    row.contender()
                                            .variant()
                                            .map(Variant::effort)
                                            .map(effort -> effort.word())),
                    low("rank", row -> boxed(row.rank())),
                    low("category", row -> Optional.of(row.category().word())),
                    high("score", row -> score(row).map(one -> points(one.value()))),
                    high("low", row -> interval(row).map(one -> points(one.low()))),
                    high("high", row -> interval(row).map(one -> points(one.high()))),
                    high(
                            "confidence",
                            row ->
                                    row.standing()
                                            .map(one -> rounded(one.confidence(), SHARE_DIGITS))),
                    high("observations", row -> score(row).map(Score::observations)),
                    high("source_count", row -> row.standing().map(one -> one.sources().size())),
                    high("coding_composite", row -> points(row.merits().composite().coding())),
                    high("overall_score", row -> points(row.merits().composite().overall())),
                    high(
                            "performance_score",
                            row -> points(row.merits().composite().performance())),
                    high("value_score", row -> points(row.merits().composite().value())),
                    high("quality_index", row -> points(row.merits().qualityIndex())),
                    low("ttft_median", row -> figure(row, speed -> speed.ttft().median())),
                    low("ttft_p95", row -> figure(row, speed -> speed.ttft().p95())),
                    high(
                            "throughput_median",
                            row -> figure(row, speed -> speed.throughput().median())),
                    high("throughput_p95", row -> figure(row, speed -> speed.throughput().p95())),
                    low(
                            "total_latency_median",
                            row -> figure(row, speed -> speed.latency().median())),
                    low("total_latency_p95", row -> figure(row, speed -> speed.latency().p95())),
                    low("price_per_million_input", row -> price(row).map(Price::inputPerMillion)),
                    low("price_per_million_output", row -> price(row).map(Price::outputPerMillion)),
                    high("context_length", row -> boxed(row.contender().contextTokens())),
                    high("is_free", row -> price(row).map(Price::isFree)),
                    high("open_weights", row -> row.contender().openWeights()),
                    low("speed_tier", row -> row.merits().speedTier().map(SpeedTier::word)),
                    high(
                            "cost_efficiency",
                            row -> row.merits().costEfficiency().map(CostEfficiency::word)),
                    high("benchmark_data_updated_at", row -> score(row).flatMap(Score::newest)),
                    high(
                            "performance_data_updated_at",
                            row -> row.merits().performance().map(Performance::date)),
                    high("pricing_data_updated_at", row -> row.quote().flatMap(Quote::updated)),
                    high("last_updated", RankingRow::lastUpdated),
                    low("sources", RankingRow::sources));

    /// The order of a ranking as it stands.
    public static final RankingColumn RANK = find("rank").orElseThrow();

    /// Reads a name back.
    public static Optional<RankingColumn> find(String name) {
        return ALL.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /// The value as text; absent ones are empty, several words are separated by `|`.
    public String text(RankingRow row) {
        return value.apply(row).map(RankingColumn::text).orElse("");
    }

    private static String text(Object value) {
        return switch (value) {
            case BigDecimal number -> number.toPlainString();
            case List<?> words -> String.join("|", words.stream().map(Object::toString).toList());
            default -> value.toString();
        };
    }

    /// Rows by this field; those without it come last either way.
    ///
    /// @param isReversed whether the other way round than [#isHighFirst] says
    Comparator<RankingRow> order(boolean isReversed) {
        Comparator<RankingRow> values = (left, right) -> compare(key(left), key(right));
        return Comparator.comparing((RankingRow row) -> key(row).isEmpty())
                .thenComparing(isHighFirst == isReversed ? values : values.reversed());
    }

    /// Tiers and terciles in their own order, words as letters stand.
    private Optional<Comparable<?>> key(RankingRow row) {
        return switch (name) {
            case "speed_tier" -> row.merits().speedTier().map(Comparable.class::cast);
            case "cost_efficiency" -> row.merits().costEfficiency().map(Comparable.class::cast);
            default ->
                    value.apply(row)
                            .map(value ->
                                    value instanceof BigDecimal
                                                    || value instanceof Integer
                                                    || value instanceof Boolean
                                                    || value instanceof LocalDate
                                            ? (Comparable<?>) value
                                            : text(value).toLowerCase(Locale.ROOT));
        };
    }

    @SuppressWarnings("unchecked") // both are of the same column, so of the same type
    private static int compare(Optional<Comparable<?>> left, Optional<Comparable<?>> right) {
        return left.isEmpty() || right.isEmpty()
                ? 0
                : ((Comparable<Object>) left.get()).compareTo(right.get());
    }

    private static RankingColumn low(String name, Function<RankingRow, Optional<?>> value) {
        return new RankingColumn(name, false, value);
    }

    private static RankingColumn high(String name, Function<RankingRow, Optional<?>> value) {
        return new RankingColumn(name, true, value);
    }

    private static String shownName(Contender contender) {
        return contender
                .variant()
                .map(variant -> ShownName.of(variant.model(), contender.modelName()))
                .orElse(contender.modelName());
    }

    private static Optional<Score> score(RankingRow row) {
        return row.standing().map(Standing::score);
    }

    /// Only of a method that states one.
    private static Optional<Score> interval(RankingRow row) {
        return row.standing().filter(one -> one.makeup().isEmpty()).map(Standing::score);
    }

    private static Optional<Price> price(RankingRow row) {
        return row.quote().map(Quote::price);
    }

    private static Optional<BigDecimal> figure(
            RankingRow row, Function<Speed, OptionalDouble> figure) {
        OptionalDouble value =
                Optional.of(row.merits())
                        .flatMap(Merits::performance)
                        .map(one -> figure.apply(one.speed()))
                        .orElse(OptionalDouble.empty());
        if (value.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal exact =
                new BigDecimal(Double.toString(value.getAsDouble()))
                        .setScale(SHARE_DIGITS, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros();
        return Optional.of(exact.setScale(Math.max(0, exact.scale())));
    }

    private static Optional<Integer> boxed(OptionalInt value) {
        return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }

    private static Optional<BigDecimal> points(OptionalDouble value) {
        return value.isPresent() ? Optional.of(points(value.getAsDouble())) : Optional.empty();
    }

    private static BigDecimal points(double value) {
        return rounded(value, POINT_DIGITS);
    }

    private static BigDecimal rounded(double value, int digits) {
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_UP);
    }
}
