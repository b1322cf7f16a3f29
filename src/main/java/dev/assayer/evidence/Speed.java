package dev.assayer.evidence;

import java.util.OptionalDouble;

/// How fast answers come. What was not measured is empty, never 0.
///
/// @param ttft time to first token, seconds
/// @param throughput output tokens per second while an answer runs
/// @param latency time to the whole answer, seconds
public record Speed(Spread ttft, Spread throughput, Spread latency) {

    /// Whether it says anything at all.
    public boolean isKnown() {
        return ttft.isKnown() || throughput.isKnown() || latency.isKnown();
    }

    /// The middle and the slow end of many measurements.
    ///
    /// @param median above zero
    /// @param p95 the value that 19 of 20 measurements do not exceed (for throughput: do not fall
    ///   below); above zero
    public record Spread(OptionalDouble median, OptionalDouble p95) {

        public static final Spread UNKNOWN =
                new Spread(OptionalDouble.empty(), OptionalDouble.empty());

        public Spread {
            requirePositive("median", median);
            requirePositive("p95", p95);
        }

        public static Spread ofMedian(double median) {
            return new Spread(OptionalDouble.of(median), OptionalDouble.empty());
        }

        public boolean isKnown() {
            return median.isPresent() || p95.isPresent();
        }

        private static void requirePositive(String what, OptionalDouble value) {
            if (value.isPresent()
                    && !(value.getAsDouble() > 0 && Double.isFinite(value.getAsDouble()))) {
                throw new IllegalArgumentException(
                        what + ": " + value.getAsDouble() + " (expected: above zero)");
            }
        }
    }
}
