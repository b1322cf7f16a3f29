package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.catalog.Variant;
import dev.assayer.scoring.view.Known;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The fields of a row beside its score, filters, and other orders.
final class RankingFieldsTest {

    /// Coding 85 and general 88 for the worked example of the composite; others as said. The
    /// borrowed one has no evidence of its own in any category.
    private record Given(Map<String, Double> points) implements Scores {

        @Override
        public Set<Variant> variants() {
            return points.keySet().stream()
                    .map(Variant::parse)
                    .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
        }

        @Override
        public Optional<Score> score(Variant variant, Category category) {
            double more = category == Category.GENERAL ? 3 : 0;
            return Optional.ofNullable(points.get(variant.toString()))
                    .map(value ->
                            new Score(
                                    value + more,
                                    value - 5,
                                    value + 5,
                                    2,
                                    Optional.of(Known.TODAY.minusDays(9)),
                                    variant.model().name().equals("borrowed")));
        }

        @Override
        public List<Contribution> contributions(Variant variant, Category category) {
            return List.of();
        }
    }

    private static final Known KNOWN =
            new Known()
                    .model("lab/whole", 128_000)
                    .price("lab/whole", "5", "5")
                    .speed("lab/whole", 0.4, 120)
                    .model("lab/free", 32_000)
                    .price("lab/free", "0", "0")
                    .speed("lab/free", 1.2, 40)
                    .model("lab/cheap", 8_000)
                    .price("lab/cheap", "0.5", "0.5")
                    .model("lab/borrowed", 0)
                    .price("lab/borrowed", "1", "1")
                    .model("lab/bare", 0);

    private static final Scores SCORES =
            new Given(
                    Map.of(
                            "lab/whole", 85.0,
                            "lab/free", 50.0,
                            "lab/cheap", 40.0,
                            "lab/borrowed", 30.0,
                            "lab/bare", 20.0));

    private static Ranking coding() {
        return Ranking.of(KNOWN.snapshot(), SCORES, List.of(), Optional.of(Category.CODING));
    }

    private static RankingRow row(String model) {
        return coding().rows().stream()
                .filter(row -> row.contender().modelName().equals(model))
                .findFirst()
                .orElseThrow();
    }

    private static String field(String model, String name) {
        return RankingColumn.find(name).orElseThrow().text(row(model));
    }

    /// The worked example of `docs/score-views.md`; see CompositeTest for its arithmetic.
    @Test
    void everyFieldOfAWholeRow() {
        assertThat(RankingColumn.ALL)
                .extracting(column -> column.name() + "=" + column.text(row("lab/whole")))
                .containsExactly(
                        "model_id=lab/whole",
                        "model_name=Whole",
                        "provider=lab",
                        "effort=default",
                        "rank=1",
                        "category=coding",
                        "score=85.00",
                        "low=80.00",
                        "high=90.00",
                        "confidence=0.532",
                        "observations=2",
                        "source_count=0",
                        "coding_composite=85.00",
                        "overall_score=71.92",
                        "performance_score=69.92",
                        "value_score=42.20",
                        "quality_index=88.00",
                        "ttft_median=0.4",
                        "ttft_p95=",
                        "throughput_median=120",
                        "throughput_p95=",
                        "total_latency_median=",
                        "total_latency_p95=",
                        "price_per_million_input=5",
                        "price_per_million_output=5",
                        "context_length=128000",
                        "is_free=false",
                        "open_weights=false",
                        "speed_tier=fast",
                        "cost_efficiency=low",
                        "benchmark_data_updated_at=2026-08-13",
                        "performance_data_updated_at=2026-08-20",
                        "pricing_data_updated_at=2026-08-21",
                        "last_updated=2026-08-21",
                        "sources=artificialanalysis");
    }

    @Test
    void whatIsAbsentIsEmpty() {
        assertThat(
                        List.of(
                                "provider",
                                "overall_score",
                                "performance_score",
                                "value_score",
                                "ttft_median",
                                "context_length",
                                "is_free",
                                "speed_tier",
                                "cost_efficiency",
                                "performance_data_updated_at",
                                "pricing_data_updated_at"))
                .allSatisfy(name -> {
                    if (!name.equals("overall_score")) {
                        assertThat(field("lab/bare", name)).as(name).isEmpty();
                    }
                });
        // coding alone is the whole, and partial
        assertThat(field("lab/bare", "overall_score")).isEqualTo("20.00");
        assertThat(row("lab/bare").merits().composite().partial()).isTrue();
        // borrowed scores are no composite
        assertThat(field("lab/borrowed", "coding_composite")).isEmpty();
        assertThat(field("lab/borrowed", "overall_score")).isEmpty();
        assertThat(field("lab/borrowed", "quality_index")).isEmpty();
    }

    /// Points per dollar: 85 / 5 = 17, 30 / 1 = 30, 40 / 0.5 = 80, free without limit; the middles
    /// of the four quarters lie at 1/8, 3/8, 5/8 and 7/8.
    @Test
    void costEfficiencyByTerciles() {
        assertThat(field("lab/whole", "cost_efficiency")).isEqualTo("low");
        assertThat(field("lab/borrowed", "cost_efficiency")).isEqualTo("medium");
        assertThat(field("lab/cheap", "cost_efficiency")).isEqualTo("medium");
        assertThat(field("lab/free", "cost_efficiency")).isEqualTo("high");
    }

    @Test
    void speedTiersByTheirLimits() {
        SpeedTier.Limits usual = SpeedTier.Limits.DEFAULT;
        assertThat(usual.tier(0.4999)).isEqualTo(SpeedTier.FAST);
        assertThat(usual.tier(0.5)).isEqualTo(SpeedTier.MEDIUM);
        assertThat(usual.tier(1.4999)).isEqualTo(SpeedTier.MEDIUM);
        assertThat(usual.tier(1.5)).isEqualTo(SpeedTier.SLOW);
        var strict = new SpeedTier.Limits(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(strict.tier(0.4)).isEqualTo(SpeedTier.SLOW);
    }

    @Test
    void filtersKeepWhatPassesAndRankItAnew() {
        assertThat(names(filter -> max(filter, 1)))
                .containsExactly("1 free", "2 cheap", "3 borrowed");
        assertThat(names(filter -> max(filter, 0))).containsExactly("1 free");
        assertThat(names(filter -> context(filter, 32_000))).containsExactly("1 whole", "2 free");
        assertThat(names(filter -> quality(filter, 43)))
                .containsExactly("1 whole", "2 free", "3 cheap");
        assertThat(names(filter -> speed(filter, SpeedTier.FAST))).containsExactly("1 whole");
        assertThat(names(filter -> speed(filter, SpeedTier.SLOW)))
                .containsExactly("1 whole", "2 free");
        assertThat(coding().offered().rows()).isEmpty();
        assertThat(
                        coding().filtered(
                                        new RankingFilter(
                                                false,
                                                OptionalDouble.empty(),
                                                OptionalInt.empty(),
                                                OptionalDouble.empty(),
                                                Optional.empty(),
                                                true))
                                .rows())
                .isEmpty();
    }

    private static RankingFilter max(RankingFilter all, double price) {
        return new RankingFilter(
                false,
                OptionalDouble.of(price),
                all.minContext(),
                all.minQuality(),
                all.speed(),
                false);
    }

    private static RankingFilter context(RankingFilter all, int tokens) {
        return new RankingFilter(
                false,
                all.maxPrice(),
                OptionalInt.of(tokens),
                all.minQuality(),
                all.speed(),
                false);
    }

    private static RankingFilter quality(RankingFilter all, double least) {
        return new RankingFilter(
                false,
                all.maxPrice(),
                all.minContext(),
                OptionalDouble.of(least),
                all.speed(),
                false);
    }

    private static RankingFilter speed(RankingFilter all, SpeedTier tier) {
        return new RankingFilter(
                false,
                all.maxPrice(),
                all.minContext(),
                all.minQuality(),
                Optional.of(tier),
                false);
    }

    private static List<String> names(UnaryOperator<RankingFilter> filter) {
        return named(coding().filtered(filter.apply(RankingFilter.ALL)));
    }

    private static List<String> named(Ranking ranking) {
        return ranking.rows().stream()
                .map(row -> row.rank().orElse(0) + " " + row.contender().modelName().substring(4))
                .toList();
    }

    @Test
    void byAnyColumnWithAbsentOnesLastAndRanksKept() {
        assertThat(by("price_per_million_input", false))
                .containsExactly("2 free", "3 cheap", "4 borrowed", "1 whole", "5 bare");
        assertThat(by("price_per_million_input", true))
                .containsExactly("1 whole", "4 borrowed", "3 cheap", "2 free", "5 bare");
        assertThat(by("throughput_median", false))
                .containsExactly("1 whole", "2 free", "3 cheap", "4 borrowed", "5 bare");
        assertThat(by("cost_efficiency", false))
                .containsExactly("2 free", "3 cheap", "4 borrowed", "1 whole", "5 bare");
        assertThat(by("model_id", false))
                .containsExactly("5 bare", "4 borrowed", "3 cheap", "2 free", "1 whole");
        for (RankingColumn column : RankingColumn.ALL) {
            assertThat(coding().sorted(column, false).rows())
                    .as(column.name())
                    .containsExactlyInAnyOrderElementsOf(coding().rows());
        }
    }

    private static List<String> by(String column, boolean isReversed) {
        return named(coding().sorted(RankingColumn.find(column).orElseThrow(), isReversed));
    }
}
