package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Measure;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Published numbers as log-odds, worked by hand.
final class UnitLinkTest {

    private static final Benchmark FRACTION =
            new Benchmark("a/b", "b", Benchmark.Unit.FRACTION, true);
    private static final Benchmark ERRORS =
            new Benchmark("a/e", "e", Benchmark.Unit.FRACTION, false);
    private static final Benchmark ELO = new Benchmark("a/c", "c", Benchmark.Unit.ELO, true);

    @Test
    void threeQuartersOfAHundredTasksAreAlmostThreeToOne() {
        UnitLink link = UnitLink.of(FRACTION, Measure.of(0.75, 100));

        // (75 + 1) / (100 + 2) against the 26 / 102 that are left
        assertThat(link.value()).isCloseTo(Math.log(76.0 / 26.0), within(1e-12));
        // 1 / (100 x 76/102 x 26/102)
        assertThat(link.variance()).isCloseTo(0.052652, within(1e-6));
    }

    @Test
    void withoutANumberOfTasksAHundredAreAssumed() {
        assertThat(UnitLink.of(FRACTION, Measure.of(0.75)))
                .isEqualTo(UnitLink.of(FRACTION, Measure.of(0.75, 100)));
    }

    @Test
    void nothingAndEverythingStayFiniteAndSayLittle() {
        UnitLink none = UnitLink.of(FRACTION, Measure.of(0, 1_000_000));
        UnitLink all = UnitLink.of(FRACTION, Measure.of(1, 100));
        UnitLink half = UnitLink.of(FRACTION, Measure.of(0.5, 100));

        assertThat(none.value()).isCloseTo(Math.log(0.005 / 0.995), within(1e-12));
        assertThat(all.value()).isCloseTo(Math.log(101), within(1e-12));
        assertThat(all.variance()).isGreaterThan(20 * half.variance());
    }

    @Test
    void whereLowerIsBetterTheSignTurns() {
        UnitLink few = UnitLink.of(ERRORS, Measure.of(0.1, 100));
        UnitLink many = UnitLink.of(ERRORS, Measure.of(0.4, 100));

        assertThat(few.value()).isCloseTo(Math.log(91.0 / 11.0), within(1e-12));
        assertThat(few.value()).isGreaterThan(many.value());
    }

    @Test
    void fourHundredPointsAreAFactorOfTen() {
        double low = UnitLink.of(ELO, Measure.of(1000)).value();
        double high = UnitLink.of(ELO, Measure.of(1400)).value();

        assertThat(high - low).isCloseTo(Math.log(10), within(1e-12));
    }

    @Test
    void aPublishedIntervalGivesTheVariance() {
        var measure =
                new Measure(
                        1200,
                        OptionalDouble.of(1180.4),
                        OptionalDouble.of(1219.6),
                        OptionalLong.of(7));

        // 19.6 points are 1.96 standard deviations of 10 points
        assertThat(UnitLink.of(ELO, measure).variance())
                .isCloseTo(Math.pow(10 * Math.log(10) / 400, 2), within(1e-12));
    }

    @Test
    void withoutAnIntervalVotesDo() {
        assertThat(UnitLink.of(ELO, Measure.of(1200, 100)).variance()).isEqualTo(0.04);
    }

    @Test
    void averagedOverUncertaintyAFractionMovesTowardsAHalf() {
        assertThat(UnitLink.expectedFraction(Math.log(3), 0)).isCloseTo(0.75, within(1e-12));
        assertThat(UnitLink.expectedFraction(Math.log(3), 2)).isBetween(0.5, 0.72);
    }
}
