package dev.assayer.gateway;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One request's place among those under way, from its head to its end. Confined to the event loop
/// that took it; the count is shared by all of them.
final class Permit {

    private final AtomicInteger underWay;
    private boolean isHeld = true;

    private Permit(AtomicInteger underWay) {
        this.underWay = underWay;
    }

    /// Takes a place; null when as many as allowed are taken.
    static @Nullable Permit take(AtomicInteger underWay, int most) {
        int before = underWay.getAndUpdate(count -> count < most ? count + 1 : count);
        return before < most ? new Permit(underWay) : null;
    }

    /// Gives the place back; nothing happens the second time. Before the answer's last byte goes
    /// out: who has read it must be let in again.
    void release() {
        if (isHeld) {
            isHeld = false;
            underWay.decrementAndGet();
        }
    }
}
