package dev.assayer.config;

import java.time.Duration;

/// How decisions and outcomes are recorded.
///
/// @param keepText whether the texts of requests are kept too
/// @param queue records that may wait to be written; further ones are dropped and counted
/// @param flushInterval longest wait before waiting records are written
public record LedgerSettings(boolean keepText, int queue, Duration flushInterval) {

    static final Range<Integer> QUEUE = new Range<>(100, 1_000_000);
    static final Range<Duration> FLUSH_INTERVAL =
            new Range<>(Duration.ofMillis(10), Duration.ofSeconds(1));

    public static final LedgerSettings DEFAULT =
            new LedgerSettings(false, 10_000, Duration.ofMillis(50));

    public LedgerSettings {
        QUEUE.require("queue", queue);
        FLUSH_INTERVAL.require("flush-interval", flushInterval);
    }
}
