package dev.assayer.scoring.view;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Every weight and anchor of the composite view, with the defaults of `docs/score-views.md`.
///
/// @param overall what the whole is made of
/// @param performance what its part for speed is made of
/// @param value what its part for money is made of
public record CompositeWeights(Overall overall, Performance performance, Value value) {

    public static final CompositeWeights DEFAULT =
            new CompositeWeights(Overall.DEFAULT, Performance.DEFAULT, Value.DEFAULT);

    /// Weights of the three parts; those present are reweighted to 1.
    public record Overall(double coding, double performance, double value) {

        public static final Overall DEFAULT = new Overall(0.5, 0.3, 0.2);

        public Overall {
            requireOne(coding, performance, value);
        }
    }

    /// @param throughput weight of output tokens per second
    /// @param ttft weight of the time to the first token
    /// @param quality weight of the quality index
    /// @param fullThroughput tokens per second that count 100 points; none count 0
    /// @param fullTtft seconds, up to which the time to the first token counts 100 points
    /// @param noTtft seconds, from which it counts 0
    public record Performance(
            double throughput,
            double ttft,
            double quality,
            double fullThroughput,
            double fullTtft,
            double noTtft) {

        public static final Performance DEFAULT = new Performance(0.5, 0.3, 0.2, 200, 0.2, 3);

        public Performance {
            requireOne(throughput, ttft, quality);
            if (!(fullThroughput > 0)) {
                throw new IllegalArgumentException(
                        "throughput-full: " + fullThroughput + " (expected: above 0)");
            }
            if (!(fullTtft > 0 && noTtft > fullTtft)) {
                throw new IllegalArgumentException(
                        "ttft-none: " + noTtft + " s (expected: more than ttft-full)");
            }
        }
    }

    /// @param price weight of price efficiency
    /// @param context weight of the context window
    /// @param priceScale points that one point of coding counts at one dollar per million tokens
    /// @param contextPoints points by context window in tokens, linear in log2 between, clamped
    ///   beyond; at least two
    public record Value(
            double price, double context, double priceScale, Map<Integer, Double> contextPoints) {

        public static final Value DEFAULT =
                new Value(
                        0.6,
                        0.4,
                        1,
                        Map.of(4_000, 30.0, 32_000, 60.0, 128_000, 80.0, 1_000_000, 100.0));

        public Value {
            requireOne(price, context, 0);
            if (contextPoints.size() < 2) {
                throw new IllegalArgumentException(
                        "context-points: " + contextPoints + " (expected: two or more)");
            }
            contextPoints = Collections.unmodifiableMap(new TreeMap<>(contextPoints));
        }
    }

    private static void requireOne(double first, double second, double third) {
        if (Math.abs(first + second + third - 1) > 1e-9) {
            throw new IllegalArgumentException(
                    "weights sum to " + (first + second + third) + " (expected: 1)");
        }
    }
}
