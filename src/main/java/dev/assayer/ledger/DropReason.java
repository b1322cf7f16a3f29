package dev.assayer.ledger;

import java.util.Locale;

/// Why a record was not written.
public enum DropReason {
    /// Records came faster than the store took them.
    QUEUE_FULL,
    /// The store refused to write for longer than the queue could hold.
    STORE_UNAVAILABLE,
    /// The store took its neighbours and never this one.
    REJECTED,
    /// It was handed in after the ledger was closed.
    CLOSED;

    /// The lower-case word used in logs and metrics, e.g. `queue_full`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
