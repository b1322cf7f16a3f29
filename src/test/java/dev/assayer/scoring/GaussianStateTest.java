package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assayer.scoring.GaussianState.Loads;
import org.junit.jupiter.api.Test;

/// One noisy observation after the other, worked by hand.
final class GaussianStateTest {

    private static GaussianState pair() {
        var state = new GaussianState(2);
        state.begin(2);
        state.setCovariance(0, 0, 1);
        state.setCovariance(1, 1, 1);
        state.setCovariance(0, 1, 0.5);
        return state;
    }

    private static Loads one(int index) {
        return new Loads(2).begin().add(index, 1);
    }

    @Test
    void anObservationAsGoodAsThePriorMovesHalfWay() {
        GaussianState state = pair();

        double[] gain = state.observe(one(0), 2, 1);

        assertThat(gain[0]).isEqualTo(0.5);
        assertThat(gain[1]).isEqualTo(0.25);
        assertThat(state.mean(0)).isEqualTo(1);
        assertThat(state.mean(1)).isEqualTo(0.5);
        assertThat(state.covariance(0, 0)).isEqualTo(0.5);
        assertThat(state.covariance(0, 1)).isEqualTo(0.25);
        assertThat(state.covariance(1, 1)).isEqualTo(0.875);
    }

    @Test
    void aSumIsLearntAsASum() {
        GaussianState state = pair();
        Loads mean = new Loads(2).begin().add(0, 0.5).add(1, 0.5);

        // variance of the mean: (1 + 1 + 2 x 0.5) / 4 = 0.75
        assertThat(state.variance(mean)).isEqualTo(0.75);
        state.observe(mean, 1, 0.25);

        // 0.75 / (0.75 + 0.25) of the way
        assertThat(state.mean(mean)).isCloseTo(0.75, within(1e-15));
        assertThat(state.variance(mean)).isCloseTo(0.1875, within(1e-15));
    }

    @Test
    void whichComesFirstDoesNotMatter() {
        GaussianState forth = pair();
        forth.observe(one(0), 2, 1);
        forth.observe(one(1), -1, 0.5);
        GaussianState back = pair();
        back.observe(one(1), -1, 0.5);
        back.observe(one(0), 2, 1);

        for (int i = 0; i < 2; i++) {
            assertThat(forth.mean(i)).isCloseTo(back.mean(i), within(1e-12));
            assertThat(forth.covariance(i, 1)).isCloseTo(back.covariance(i, 1), within(1e-12));
        }
    }

    @Test
    void beginForgets() {
        GaussianState state = pair();
        state.observe(one(0), 2, 1);

        state.begin(2);

        assertThat(state.mean(0)).isZero();
        assertThat(state.covariance(0, 1)).isZero();
    }
}
