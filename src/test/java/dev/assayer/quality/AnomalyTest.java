package dev.assayer.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AnomalyTest {

    /// By hand for 10 deviations: t7 = 0.385 (1 + 100/7)^-4 = 7.06e-6, errors 1 / (20 pi) / 2000 =
    /// 7.96e-6.
    @Test
    void isTheProbabilityOfAnError() {
        assertThat(Anomaly.of(10)).isCloseTo(7.96 / (7.96 + 7.06), within(0.002));
        assertThat(Anomaly.of(8.6)).isCloseTo(0.3, within(0.005));
        assertThat(Anomaly.of(0)).isLessThan(1e-4);
    }

    @Test
    void growsWithTheDistanceAndDoesNotMindTheSign() {
        double[] growing = IntStream.range(0, 300).mapToDouble(Anomaly::of).toArray();

        assertThat(growing).isSorted();
        assertThat(growing[299]).isGreaterThan(0.99);
        assertThat(Anomaly.of(-9)).isEqualTo(Anomaly.of(9));
    }

    @Test
    void aPriceTenTimesOffIsBeyondTheUsualLimit() {
        assertThat(Anomaly.price(1)).isZero();
        assertThat(Anomaly.price(9.5)).isLessThan(0.3);
        assertThat(Anomaly.price(10)).isGreaterThan(0.3);
        assertThat(Anomaly.price(Double.POSITIVE_INFINITY)).isOne();
    }

    @Test
    void aNameThatMovedToWhereItIsLikelierIsNoAnomaly() {
        assertThat(Anomaly.ofMove(-3)).isZero();
        assertThat(Anomaly.ofMove(10)).isGreaterThan(0.9);
    }
}
