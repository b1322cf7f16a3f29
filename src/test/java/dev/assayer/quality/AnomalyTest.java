package dev.assayer.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AnomalyTest {

    /// By hand for 6 deviations: t15 = 0.39235 (1 + 36/15)^-8 = 2.20e-5, errors 1 / (10 pi 1.36) /
    /// 1000 = 2.34e-5.
    @Test
    void isTheProbabilityOfAnError() {
        assertThat(Anomaly.of(6)).isCloseTo(2.34 / (2.34 + 2.20), within(0.002));
        assertThat(Anomaly.of(5.50)).isCloseTo(0.3, within(0.01));
        assertThat(Anomaly.of(0)).isLessThan(1e-4);
    }

    @Test
    void aNoisyBenchmarkIsJudgedByItsOwnSpread() {
        assertThat(Anomaly.spread(new double[0])).isOne();
        assertThat(Anomaly.spread(new double[] {0.1, -0.1, 0.1})).isOne();
        // 40 of a median of 0.6745 x 1.5: sqrt((40 x 2.25 + 10) / 50)
        double[] noisy = new double[40];
        Arrays.fill(noisy, -0.6745 * 1.5);
        assertThat(Anomaly.spread(noisy)).isCloseTo(Math.sqrt(2), within(1e-9));
    }

    @Test
    void growsWithTheDistanceAndDoesNotMindTheSign() {
        double[] growing = IntStream.range(0, 30).mapToDouble(Anomaly::of).toArray();

        assertThat(growing).isSorted();
        assertThat(growing[29]).isGreaterThan(0.99);
        assertThat(Anomaly.of(3000)).isGreaterThan(0.99);
        assertThat(Anomaly.of(-9)).isEqualTo(Anomaly.of(9));
    }

    @Test
    void aPriceTenTimesOffIsWellBeyondTheUsualLimit() {
        assertThat(Anomaly.price(1)).isZero();
        assertThat(Anomaly.price(2)).isLessThan(0.1);
        assertThat(Anomaly.price(5)).isLessThan(0.3);
        assertThat(Anomaly.price(10)).isCloseTo(99 / 159.0, within(1e-9));
        assertThat(Anomaly.disagreement(6)).isLessThan(0.2);
        assertThat(Anomaly.disagreement(10)).isCloseTo(99 / 249.0, within(1e-9));
        assertThat(Anomaly.price(Double.POSITIVE_INFINITY)).isOne();
    }

    @Test
    void aNameThatMovedToWhereItIsLikelierIsNoAnomaly() {
        assertThat(Anomaly.ofMove(-3)).isZero();
        assertThat(Anomaly.ofMove(10)).isGreaterThan(0.9);
    }
}
