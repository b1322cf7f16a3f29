package dev.assayer.ledger;

import java.time.Duration;

/// Lets something happen at once and then not again before some time has passed. Not thread-safe.
final class Seldom {

    private final long gapNanos;
    private long next;
    private boolean happened;

    Seldom(Duration gap) {
        this.gapNanos = gap.toNanos();
    }

    /// Whether it may happen now; if so, the gap starts anew.
    ///
    /// @param nanos the ticker's reading
    boolean mayNow(long nanos) {
        if (happened && nanos - next < 0) {
            return false;
        }
        happened = true;
        next = nanos + gapNanos;
        return true;
    }
}
