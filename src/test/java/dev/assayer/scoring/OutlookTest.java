package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// What a benchmark is expected to publish.
final class OutlookTest {

    private static Link link(boolean isElo, double noise, double floor, double ceiling) {
        return new Link(
                isElo,
                new double[Links.SIZE],
                new double[Links.SIZE * Links.SIZE],
                noise,
                floor,
                ceiling);
    }

    /// By hand: variance 0.3^2 + 0.4^2 = 0.5^2, and 1.6449 x 0.5 = 0.8224.
    @Test
    void aRatingIsNormal() {
        Outlook outlook = Outlook.of(link(true, 0.16, 0, 1), 2, 0.09, 0);

        assertThat(outlook.mean()).isCloseTo(2, within(1e-12));
        assertThat(outlook.variance()).isCloseTo(0.25, within(1e-9));
        assertThat(outlook.low()).isCloseTo(2 - 0.8224, within(2e-3));
        assertThat(outlook.high()).isCloseTo(2 + 0.8224, within(2e-3));
    }

    /// By hand: log-odds 0 are half of the way from 0.2 to 1; the noise is 0.03^2 + 0.6 x 0.4 /
    /// 600.
    @Test
    void aShareLiesBetweenFloorAndCeiling() {
        Outlook outlook = Outlook.of(link(false, 0.0009, 0.2, 1), 0, 0, 600);
        double half = 1.6449 * Math.sqrt(0.0009 + 0.24 / 600);

        assertThat(outlook.mean()).isCloseTo(0.6, within(1e-12));
        assertThat(outlook.low()).isCloseTo(0.6 - half, within(1e-5));
        assertThat(outlook.high()).isCloseTo(0.6 + half, within(1e-5));
    }

    /// E[1 / (1 + e^-x)] of x ~ N(2, 1.5^2) is 0.80995 by numerical integration.
    @Test
    void averagedOverUncertaintyAShareMovesTowardsAHalf() {
        Outlook outlook = Outlook.of(link(false, 1e-4, 0, 1), 2, 2.25, 1e6);

        assertThat(outlook.mean()).isCloseTo(0.80995, within(1e-4));
        assertThat(outlook.mean() - outlook.low()).isGreaterThan(outlook.high() - outlook.mean());
    }

    @Test
    void anIntervalOfSharesStaysWithinZeroAndOne() {
        Outlook outlook = Outlook.of(link(false, 0.01, 0, 1), -6, 1, 100);

        assertThat(outlook.low()).isZero();
        assertThat(outlook.high()).isBetween(outlook.mean(), 0.3);
    }
}
