package dev.assayer.scoring;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How soon answers begin, by the median time to the first token.
public enum SpeedTier {
    FAST,
    MEDIUM,
    SLOW;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads [#word()] back; empty for anything else.
    public static Optional<SpeedTier> find(String word) {
        return Arrays.stream(values()).filter(tier -> tier.word().equals(word)).findFirst();
    }

    /// Where one tier ends and the next begins.
    ///
    /// @param fast below it is [#FAST]
    /// @param medium below it is [#MEDIUM], else [#SLOW]
    public record Limits(Duration fast, Duration medium) {

        public static final Limits DEFAULT =
                new Limits(Duration.ofMillis(500), Duration.ofMillis(1_500));

        public Limits {
            if (fast.isNegative() || medium.compareTo(fast) < 0) {
                throw new IllegalArgumentException(
                        "medium-below: "
                                + medium.toMillis()
                                + " ms (expected: no less than fast-below, "
                                + fast.toMillis()
                                + " ms)");
            }
        }

        /// @param ttft median time to the first token, seconds
        public SpeedTier tier(double ttft) {
            double millis = ttft * 1_000;
            return millis < fast.toMillis() ? FAST : millis < medium.toMillis() ? MEDIUM : SLOW;
        }
    }
}
