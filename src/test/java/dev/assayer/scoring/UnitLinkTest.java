package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Measure;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Published numbers as they enter the model, worked by hand.
final class UnitLinkTest {

    private static final Benchmark FRACTION =
            new Benchmark("a/b", "b", Benchmark.Unit.FRACTION, true);
    private static final Benchmark ERRORS =
            new Benchmark("a/e", "e", Benchmark.Unit.FRACTION, false);
    private static final Benchmark ELO = new Benchmark("a/c", "c", Benchmark.Unit.ELO, true);
    private static final Benchmark RANKS = new Benchmark("a/r", "r", Benchmark.Unit.ELO, false);

    @Test
    void aShareStaysAShareOfItsTasks() {
        assertThat(UnitLink.of(FRACTION, Measure.of(0.75, 80))).isEqualTo(new UnitLink(0.75, 80));
        assertThat(UnitLink.of(FRACTION, Measure.of(1.2, 0))).isEqualTo(new UnitLink(1, 1));
        assertThat(UnitLink.of(FRACTION, Measure.of(0.75)))
                .isEqualTo(new UnitLink(0.75, UnitLink.USUAL_TASKS));
    }

    /// 0.098 either side are 1.96 standard deviations of 0.05, and 0.5 x 0.5 / 0.05^2 = 100.
    @Test
    void aPublishedIntervalSaysHowManyTasksAShareIsWorth() {
        var measure =
                new Measure(
                        0.5,
                        OptionalDouble.of(0.402),
                        OptionalDouble.of(0.598),
                        OptionalLong.of(7));

        assertThat(UnitLink.of(FRACTION, measure).sampling()).isCloseTo(100, within(1e-9));
    }

    @Test
    void whereLowerIsBetterTheRestCounts() {
        assertThat(UnitLink.of(ERRORS, Measure.of(0.1, 100)).value()).isCloseTo(0.9, within(1e-12));
        assertThat(UnitLink.of(RANKS, Measure.of(1200)).value())
                .isEqualTo(-UnitLink.of(ELO, Measure.of(1200)).value());
    }

    @Test
    void fourHundredPointsAreAFactorOfTen() {
        double low = UnitLink.of(ELO, Measure.of(1000)).value();
        double high = UnitLink.of(ELO, Measure.of(1400)).value();

        assertThat(high - low).isCloseTo(Math.log(10), within(1e-12));
    }

    @Test
    void aPublishedIntervalGivesARatingsVariance() {
        var measure =
                new Measure(
                        1200,
                        OptionalDouble.of(1180.4),
                        OptionalDouble.of(1219.6),
                        OptionalLong.of(7));

        // 19.6 points are 1.96 standard deviations of 10 points
        assertThat(UnitLink.of(ELO, measure).sampling())
                .isCloseTo(Math.pow(10 * Math.log(10) / 400, 2), within(1e-12));
    }

    @Test
    void withoutAnIntervalVotesDo() {
        assertThat(UnitLink.of(ELO, Measure.of(1200, 100)).sampling()).isEqualTo(0.04);
    }

    @Test
    void logOddsOfNothingAndEverythingAreFinite() {
        assertThat(UnitLink.logOdds(0.75)).isCloseTo(Math.log(3), within(1e-12));
        assertThat(UnitLink.logOdds(0)).isCloseTo(Math.log(0.005 / 0.995), within(1e-12));
        assertThat(UnitLink.logOdds(1)).isEqualTo(-UnitLink.logOdds(0), within(1e-12));
    }

    @Test
    void whatIsPublishedComesBack() {
        for (Benchmark benchmark : new Benchmark[] {FRACTION, ERRORS, ELO, RANKS}) {
            double number = benchmark.unit() == Benchmark.Unit.ELO ? 1234 : 0.3;
            double value = UnitLink.of(benchmark, Measure.of(number)).value();

            assertThat(UnitLink.published(benchmark, value)).isCloseTo(number, within(1e-9));
        }
    }
}
