package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Snapshot;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Boards with other populations and other units under one model.
final class AbilityModelTest {

    private static final String WIDE = "epoch/gso_bench";
    private static final String STRONG = "epoch/weirdml";

    /// Models of ability -2.00, -1.98, ... 2.00. The wide board rates all of them, 1000 + 100 x
    /// ability. The strong board rates those from 0 up, 1500 + 50 x ability, and one more that
    /// nobody else saw.
    private static Evidence twoBoards() {
        var evidence = new Evidence();
        for (int i = 0; i <= 200; i++) {
            double ability = -2 + 0.02 * i;
            evidence.elo(WIDE, "a/m" + i, 1000 + 100 * ability);
            if (i >= 100) {
                evidence.elo(STRONG, "a/m" + i, 1500 + 50 * ability);
            }
        }
        return evidence.elo(STRONG, "b/stranger", 1500);
    }

    private static AbilityModel fit(Readings readings) {
        return AbilityModel.fit(readings, BenchmarkWeights.bundled(), Categories.bundled());
    }

    private static SnapshotReadings readings(Snapshot snapshot) {
        return new SnapshotReadings(snapshot, BenchmarkWeights.bundled());
    }

    /// By hand: ability = (wide - 1000) / 100 = (strong - 1500) / 50, so the wide board's
    /// discrimination is twice the other's, and 1000 there is 1500 here.
    @Test
    void sharedModelsTieTwoBoardsTogether() {
        Readings readings = readings(twoBoards().snapshot()).readings;
        Links links = fit(readings).links();
        int wide = readings.benchmarks.indexOf(WIDE);
        int strong = readings.benchmarks.indexOf(STRONG);
        double perPoint = Math.log(10) / 400;

        assertThat(links.mean(wide, 1) / links.mean(strong, 1)).isCloseTo(2, within(0.15));
        double wideAt1000 = (1000 * perPoint - links.mean(wide, 0)) / links.mean(wide, 1);
        double strongAt1500 = (1500 * perPoint - links.mean(strong, 0)) / links.mean(strong, 1);
        assertThat(wideAt1000).isCloseTo(strongAt1500, within(0.15));
    }

    /// On its own board the stranger is last of a hundred, and 1500 is more than any rating of the
    /// wide board. On the common scale it is as good as the average model.
    @Test
    void aModelOfAStrongBoardIsJudgedByTheCompany() {
        Scores scores = twoBoards().scores();

        double stranger = value(scores, "b/stranger");
        assertThat(stranger).isCloseTo(value(scores, "a/m100"), within(2.5));
        assertThat(stranger).isGreaterThan(value(scores, "a/m80"));
        assertThat(stranger).isLessThan(value(scores, "a/m120"));
    }

    @Test
    void fiftyIsTheAverageReferenceModelAndFifteenTheirStandardDeviation() {
        var random = new Random(7);
        var evidence = new Evidence();
        for (int i = 0; i < 200; i++) {
            double ability = random.nextGaussian();
            evidence.elo(WIDE, "a/m" + i, 1000 + 100 * ability);
            evidence.elo(STRONG, "a/m" + i, 1500 + 50 * ability);
        }
        Scores scores = evidence.scores();

        double[] values =
                scores.variants().stream()
                        .mapToDouble(variant -> value(scores, variant.toString()))
                        .toArray();
        double mean = Arrays.stream(values).average().orElse(0);
        double variance =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length;
        assertThat(mean).isCloseTo(50, within(0.5));
        assertThat(Math.sqrt(variance)).isCloseTo(15, within(1.0));
    }

    /// Everybody does well on the easy board. The newcomer has nothing but a perfect result there.
    @Test
    void aPerfectResultOnAnEasyBoardDoesNotOutrankGoodOnesOnAHardOne() {
        var evidence = new Evidence();
        for (int i = 0; i <= 20; i++) {
            double ability = -2 + 0.2 * i;
            evidence.fraction("epoch/gso_bench", "a/m" + i, logistic(-2 + 1.5 * ability), 200);
            evidence.fraction("epoch/gsm8k", "a/m" + i, logistic(3.5 + ability), 200);
        }
        evidence.fraction("epoch/gsm8k", "b/newcomer", 1, 200);
        Scores scores = evidence.scores();

        for (int strong = 17; strong <= 20; strong++) {
            assertThat(value(scores, "b/newcomer")).isLessThan(value(scores, "a/m" + strong));
        }
        assertThat(value(scores, "b/newcomer")).isGreaterThan(value(scores, "a/m5"));
    }

    @Test
    void oneReadingFarOffBendsNoLink() {
        Evidence clean = twoBoards();
        Evidence spoilt = twoBoards().elo(WIDE, "c/liar", 1200).elo(STRONG, "c/liar", 1000);
        double before = discrimination(clean.snapshot());
        double after = discrimination(spoilt.snapshot());

        assertThat(after / before).isBetween(0.9, 1.1);
        assertThat(value(spoilt.scores(), "a/m150"))
                .isCloseTo(value(clean.scores(), "a/m150"), within(1.0));
    }

    private static double discrimination(Snapshot snapshot) {
        Readings readings = readings(snapshot).readings;
        return fit(readings).links().mean(readings.benchmarks.indexOf(STRONG), 1);
    }

    @Test
    void oneObservationIsEnoughAndNoneIsNoScore() {
        Scores scores = new Evidence().fraction(WIDE, "a/only", 0.5, 100).scores();

        assertThat(value(scores, "a/only")).isCloseTo(50, within(1.0));
        assertThat(scores.score(Variant.parse("a/other"), Category.CODING)).isEmpty();
        assertThat(new Evidence().scores().variants()).isEmpty();
    }

    /// By hand: two years are one half-life, four are two, eight would be a sixteenth but stop at a
    /// quarter; half of that for a secondary benchmark.
    @Test
    void trustHalvesEveryTwoYears() {
        LocalDate now = LocalDate.of(2026, 8, 1);
        SnapshotReadings evidence =
                readings(
                        new Evidence()
                                .on(now)
                                .elo("lmarena/coding", "a/a0", 1)
                                .on(now.minusDays(730))
                                .elo("lmarena/coding", "a/a1", 1)
                                .on(now.minusDays(1460))
                                .elo("lmarena/coding", "a/a2", 1)
                                .on(now.minusDays(2920))
                                .elo("lmarena/coding", "a/a3", 1)
                                .elo("evalplus/mbpp_plus", "a/a4", 1)
                                .snapshot());

        assertThat(evidence.readings.trust).containsExactly(1, 0.5, 0.25, 0.25, 0.125);
    }

    /// The board was published today, but its newest model is two years older than the newest model
    /// known.
    @Test
    void aBoardIsAsOldAsTheNewestModelOnIt() {
        LocalDate now = LocalDate.of(2026, 8, 1);
        SnapshotReadings evidence =
                readings(
                        new Evidence()
                                .on(now)
                                .released("a/old", now.minusDays(900))
                                .released("b/newer", now.minusDays(730))
                                .released("c/newest", now)
                                .elo("lmarena/coding", "c/newest", 1)
                                .elo("epoch/weirdml", "a/old", 1)
                                .elo("epoch/weirdml", "b/newer", 1)
                                .snapshot());

        assertThat(evidence.readings.trust).containsExactly(0.5, 0.5, 1);
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double value(Scores scores, String variant) {
        return scores.score(Variant.parse(variant), Category.CODING).orElseThrow().value();
    }
}
