package dev.assayer.scoring.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.assayer.catalog.Variant;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Contribution;
import dev.assayer.scoring.Makeup;
import dev.assayer.scoring.Makeup.Factor;
import dev.assayer.scoring.Scores;
import dev.assayer.scoring.view.LayeredWeights.LayerTerms;
import dev.assayer.scoring.view.LayeredWeights.Layers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// Section 1 of `docs/score-views.md`, each figure worked out by hand.
final class LayeredTest {

    private static final Variant M = Variant.parse("lab/m");

    private static Scores scores(Known known) {
        return new Layered(Families.DEFAULT, LayeredWeights.DEFAULT)
                .score(known.snapshot(), Known.TODAY);
    }

    private static void assertScore(Known known, Category category, double expected) {
        assertThat(scores(known).score(M, category).orElseThrow().value())
                .isCloseTo(expected, within(1e-4));
    }

    private static Makeup makeup(Known known, Category category) {
        return scores(known).makeup(M, category).orElseThrow();
    }

    /// 100 / (1 + 10^((1000 - 1400) / 400)) = 100 / 1.1
    @Test
    void aRatingCountsFromTheOneThatWasSet() {
        Known known = new Known().rating("lab/m", "dump/gsm8k", 1_400);
        var lower = new Layered(Families.DEFAULT, LayeredWeights.DEFAULT, 1_000);

        assertThat(scores(known).contributions(M, Category.MATH).getFirst().scaled())
                .isCloseTo(50, within(1e-9));
        assertThat(
                        lower.score(known.snapshot(), Known.TODAY)
                                .contributions(M, Category.MATH)
                                .getFirst()
                                .scaled())
                .isCloseTo(90.90909, within(1e-4));
        assertThat(lower.id()).startsWith("layered/1#");
    }

    /// static (90 x 1.0 + 60 x 0.8) / 1.8 = 76.6667, recency 1, quality 1, weight 0.3: 23.0 scraped
    /// 80, a half-life old: recency 0.5, quality 0.85, weight 0.4: 13.6 live 70, recency 1, quality
    /// 0.92, weight 0.3: 19.32 sum 55.92 / (0.3 + 0.4 + 0.3) = 55.92; confidence 1; recency 0.3 +
    /// 0.2 + 0.3 = 0.8 55.92 x 1 x 0.8 = 44.736; data quality 0.3 x 1 + 0.4 x 0.85 + 0.3 x 0.92 =
    /// 0.916
    @Test
    void codingOfThreeLayers() {
        var known =
                new Known()
                        .figure("lab/m", "static/humaneval", 90, 0)
                        .figure("lab/m", "static/livecodebench", 60, 0)
                        .figure("lab/m", "dump/humaneval", 80, 365)
                        .figure("lab/m", "artificialanalysis/coding_index", 70, 0)
                        .profile("lab/m", "m-code", 0, List.of(), 0, Map.of());

        assertScore(known, Category.CODING, 44.736);
        Makeup makeup = makeup(known, Category.CODING);
        assertThat(makeup.partial()).isFalse();
        assertThat(makeup.confidence()).isEqualTo(1, within(1e-9));
        assertThat(makeup.dataQuality().orElseThrow()).isEqualTo(0.916, within(1e-9));
        assertThat(makeup.parts())
                .extracting(Makeup.Part::name)
                .containsExactly("static", "scraped", "live");
        assertThat(makeup.parts().getFirst().how())
                .isEqualTo(
                        "humaneval 90.00 x 1.0 (static/humaneval of 2026-08-22 at default), livecodebench 60.00 x 0.8 (static/livecodebench of 2026-08-22 at default); recency 1.000, quality 1.0");
        assertThat(makeup.factors())
                .extracting(Factor::name)
                .containsExactly("confidence", "recency", "applies fully");
        assertThat(scores(known).contributions(M, Category.CODING))
                .extracting(one -> one.observation().benchmark())
                .containsExactly(
                        "dump/humaneval",
                        "artificialanalysis/coding_index",
                        "static/humaneval",
                        "static/livecodebench");
        assertThat(
                        scores(known).contributions(M, Category.CODING).stream()
                                .mapToDouble(Contribution::weight)
                                .sum())
                .isEqualTo(1, within(1e-9));
    }

    /// Scraped alone: 80 x 1 x 0.85 x 0.4 / 0.4 = 68; confidence 0.4, recency 1: 68 x 0.4 = 27.2.
    @Test
    void aMissingLayerIsLeftOutOfTheSumAndLowersConfidence() {
        var known = new Known().figure("lab/m", "dump/humaneval", 80, 0);

        assertScore(known, Category.CODING, 27.2);
        Makeup makeup = makeup(known, Category.CODING);
        assertThat(makeup.partial()).isTrue();
        assertThat(makeup.confidence()).isEqualTo(0.4);
        assertThat(makeup.parts().getFirst().points()).isEmpty();
        assertThat(makeup.factors().getLast().value()).isEmpty();
        assertThat(makeup.factors().getLast().how()).endsWith(": unknown");
    }

    /// Ten years are 10 half-lives, 2^-10 = 0.001, held at 0.5: 80 x 0.5 x 0.85 = 34, x confidence
    /// 0.4 x recency 0.5 = 6.8. 100 days: 2^(-100/365) = 0.827037; 80 x 0.827037 x 0.85 = 56.23852,
    /// times 0.4 x 0.827037 is 18.6046.
    @Test
    void recencyHalvesInAYearAndNeverFallsBelowAHalf() {
        assertScore(new Known().figure("lab/m", "dump/humaneval", 80, 3650), Category.CODING, 6.8);
        assertScore(
                new Known().figure("lab/m", "dump/humaneval", 80, 100), Category.CODING, 18.6046);
        assertScore(new Known().figure("lab/m", "dump/humaneval", 80, -30), Category.CODING, 27.2);
    }

    /// 90 x confidence 0.3 = 27; capabilities.math 0.4 is not above 0.5, so a tenth off: 24.3.
    @Test
    void mathTimesConfidenceAndATenthOffWhereItDoesNotApply() {
        var known =
                new Known()
                        .figure("lab/m", "static/gsm8k", 90, 0)
                        .profile("lab/m", "", 0, List.of(), 0, Map.of("math", 0.4));

        assertScore(known, Category.MATH, 24.3);
        assertThat(makeup(known, Category.MATH).factors().getLast())
                .isEqualTo(
                        new Factor(
                                "applies fully",
                                OptionalDouble.of(0.9),
                                "capabilities.math > 0.5: not so"));
    }

    /// static (80 x 1.0 + 70 x 0.8) / 1.8 = 75.5556; live 60 x 0.92 (75.5556 x 0.3 + 60 x 0.92 x
    /// 0.3) / 0.6 = (22.6667 + 16.56) / 0.6 = 65.3778 context 68,000: (68,000 - 8,000) / 120,000 =
    /// half of 10%: x 1.05 = 68.6467
    @Test
    void reasoningWithContextBoost() {
        var known =
                new Known()
                        .figure("lab/m", "static/mmlu", 80, 0)
                        .figure("lab/m", "static/arc_challenge", 70, 0)
                        .figure("lab/m", "artificialanalysis/intelligence_index", 60, 0)
                        .profile("lab/m", "", 68_000, List.of(), 0, Map.of("reasoning", 0.7));

        assertScore(known, Category.REASONING, 68.6467);
        assertThat(makeup(known, Category.REASONING).partial()).isTrue(); // no scraped layer
    }

    /// Of what is scraped only arc_challenge and winogrande are reasoning: (70 x 0.8 + 79 x 1.0) /
    /// 1.8 = 75 x 0.85 = 63.75.
    @Test
    void scrapedGroups() {
        var known =
                new Known()
                        .figure("lab/m", "dump/arc_challenge", 70, 0)
                        .figure("lab/m", "dump/winogrande", 79, 0)
                        .figure("lab/m", "dump/mmlu", 10, 0)
                        .figure("lab/m", "dump/gpqa", 10, 0);

        assertScore(known, Category.REASONING, 63.75);
        assertThat(scores(known).score(M, Category.LANGUAGE)).isEmpty();
    }

    /// (80 x 0.6 + 60 x 0.4) / 1 = 72; context 66,000: (66,000 - 4,000) / 124,000 x 10% = 5%; cost
    /// (3 x 0.004 + 0.008) / 4 = 0.005 per 1k: half way to free, 5%; 72 x 1.10 = 79.2.
    @Test
    void creativeWritingWithItsTwoBonuses() {
        assertScore(
                new Known()
                        .figure("lab/m", "static/hellaswag", 80, 0)
                        .figure("lab/m", "static/truthfulqa", 60, 0)
                        .profile("lab/m", "", 66_000, List.of("0.004", "0.008"), 0, Map.of()),
                Category.CREATIVE_WRITING,
                79.2);
    }

    /// (80 x 0.8 + 60 x 0.9) / 1.7 = 69.4118; latency 1,750 ms: (1,750 - 500) / 2,500 x 10% = 5%
    /// off: 65.9412. At 4,000 ms: 10% off, and a tenth more because it is not below 3,000 ms:
    /// 69.4118 x 0.9 x 0.9 = 56.2235.
    @Test
    void questionWithLatencyPenalty() {
        var known =
                new Known()
                        .figure("lab/m", "static/mmlu", 80, 0)
                        .figure("lab/m", "static/truthfulqa", 60, 0);

        assertScore(
                known.profile("lab/m", "", 0, List.of(), 1750, Map.of()),
                Category.QUESTION,
                65.9412);
        assertScore(
                known.profile("lab/m", "", 0, List.of(), 4000, Map.of()),
                Category.QUESTION,
                56.2235);
    }

    /// (80 x 0.7 + 60 x 0.6) / 1.3 = 70.7692; cost 0.0025 per 1k is half way from 0.005 to free: x
    /// 1.05; latency 1,100 ms half way from 2,000 to 200: x 1.05; 78.0231. The cost comes from the
    /// list price, 2.5 dollars per million.
    @Test
    void chatWithCostEfficiencyAndSpeedBonus() {
        assertScore(
                new Known()
                        .figure("lab/m", "static/hellaswag", 80, 0)
                        .figure("lab/m", "static/truthfulqa", 60, 0)
                        .price("lab/m", "2.5", "2.5")
                        .profile("lab/m", "", 0, List.of(), 1100, Map.of()),
                Category.CHAT,
                78.0231);
    }

    /// mmlu 80 alone gives reasoning 80, question 80 and general's own 80: mean 80, three of seven
    /// categories: x (1 - 10% x 4/7) = 0.942857: 75.4286.
    @Test
    void generalIsTheMeanOfAllTimesAvailability() {
        var known = new Known().figure("lab/m", "static/mmlu", 80, 0);

        assertScore(known, Category.GENERAL, 75.4286);
        assertThat(makeup(known, Category.GENERAL).parts()).hasSize(7);
        assertThat(makeup(known, Category.GENERAL).partial()).isTrue();
    }

    /// Its own figure first, then the one at default effort; of one layer the newest board counts.
    @Test
    void anEffortTakesItsOwnFigureThenTheDefaultOnes() {
        Scores scores =
                scores(
                        new Known()
                                .figure("lab/m", "dump/gsm8k", 50, 0)
                                .figure("lab/m@high", "dump/gsm8k", 80, 0)
                                .figure("lab/m", "epoch/math_level_5", 60, 1)
                                .figure("lab/m", "dump/math", 40, 9)
                                .figure("lab/m@low", "lmarena/coding", 40, 0));

        // high: (80 x 1.0 + 60 x 0.7) / 1.7 = 71.7647 x recency of the newer, 1, x 0.85 x 0.4
        assertThat(scores.score(Variant.parse("lab/m@high"), Category.MATH).orElseThrow().value())
                .isCloseTo(24.4, within(1e-4));
        // default: (50 + 42) / 1.7 = 54.1176 x 0.85 x 0.4
        assertThat(scores.score(M, Category.MATH).orElseThrow().value())
                .isCloseTo(18.4, within(1e-4));
        assertThat(scores.variants()).containsExactly(M, Variant.parse("lab/m@high"));
    }

    @Test
    void newerBoardsJoinByConfiguration() {
        var known = new Known().figure("lab/m", "house/code_review", 80, 0);
        assertThat(scores(known).variants()).isEmpty();

        Scores joined =
                new Layered(
                                Families.DEFAULT.with(
                                        Map.of("humaneval", List.of("house/code_review"))),
                                LayeredWeights.DEFAULT)
                        .score(known.snapshot(), Known.TODAY);

        assertThat(joined.score(M, Category.CODING).orElseThrow().value())
                .isCloseTo(27.2, within(1e-4));
    }

    @Test
    void otherWeightsAreAnotherMethod() {
        LayeredWeights usual = LayeredWeights.DEFAULT;
        var other =
                new LayeredWeights(
                        new Layers(
                                new LayerTerms(0.3, 1, Duration.ofDays(365)),
                                new LayerTerms(0.4, 0.9, Duration.ofDays(365)),
                                new LayerTerms(0.3, 0.92, Duration.ofDays(365)),
                                0.5),
                        usual.benchmarks(),
                        usual.conditions(),
                        usual.factors());

        assertThat(new Layered(Families.DEFAULT, usual).id()).isEqualTo("layered/1");
        assertThat(new Layered(Families.DEFAULT, other).id()).matches("layered/1#[0-9a-f]{8}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ramp(0, 1, 0.11))
                .withMessage("most: 0.11 (expected: 0..0.1)");
    }
}
