package dev.assayer.routing.policy;

/// How much quality, speed and cost count in a choice. Each is 0..1 and they sum to 1.
public record Weights(double quality, double speed, double cost) {

    private static final double TOLERANCE = 1e-6;

    public Weights {
        if (!(quality >= 0 && speed >= 0 && cost >= 0)
                || Math.abs(quality + speed + cost - 1) > TOLERANCE) {
            throw new IllegalArgumentException(
                    "weights: quality "
                            + quality
                            + ", speed "
                            + speed
                            + ", cost "
                            + cost
                            + " (expected: each 0..1, together 1)");
        }
    }
}
