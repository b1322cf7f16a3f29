package dev.assayer.ledger;

import java.time.Duration;

/// How much the ledger holds back and how often it writes.
///
/// @param capacity most records that wait or are being written
/// @param chars most characters of request texts among them, and again as many of bases (see
///   [UnwrittenBases])
/// @param batch most records in one transaction
/// @param interval from one look at the queue to the next
/// @param firstRetry wait after the store's first failure; it doubles with each further one
/// @param longestRetry where that doubling ends
/// @param reportEvery least time between two warnings of one kind
record Pace(
        int capacity,
        int chars,
        int batch,
        Duration interval,
        Duration firstRetry,
        Duration longestRetry,
        Duration reportEvery) {

    /// 10,000 records and a look every 50 ms keep what docs/ledger.md promises: at most 10,000
    /// records or one second behind. Above 1,000 records a transaction's fixed cost no longer shows
    /// in the cost of one (`LedgerAppendBench`).
    static final Pace USUAL =
            new Pace(
                    10_000,
                    32_000_000,
                    1_000,
                    Duration.ofMillis(50),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10));

    Pace with(int otherCapacity, Duration otherInterval) {
        return new Pace(
                otherCapacity, chars, batch, otherInterval, firstRetry, longestRetry, reportEvery);
    }

    /// Queue length at which the writer is woken before its time.
    int highWater() {
        return Math.max(1, capacity / 4);
    }
}
