package dev.assayer.evidence.sync;

import dev.assayer.evidence.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a source's time has come: its interval after its last good answer; after failures sooner,
/// but each time twice as late as the time before, and at most after half an hour.
public final class Schedule {

    static final Duration FIRST_RETRY = Duration.ofSeconds(30);
    static final Duration LATEST_RETRY = Duration.ofMinutes(30);

    private Schedule() {}

    /// @param record how asking it went; empty for never
    /// @param interval how old its last word may be
    /// @return when to ask it; [Instant#EPOCH] for at once
    public static Instant due(Optional<SourceRecord> record, Duration interval) {
        return record.map(known ->
                        known.trouble()
                                .map(trouble ->
                                        known.attempted().plus(retryAfter(trouble.failures())))
                                .orElseGet(() ->
                                        known.succeeded()
                                                .map(at -> at.plus(interval))
                                                .orElse(Instant.EPOCH)))
                .orElse(Instant.EPOCH);
    }

    /// How long to wait after so many failures in a row.
    ///
    /// @param failures at least 1
    static Duration retryAfter(int failures) {
        Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(20, failures - 1));
        return doubled.compareTo(LATEST_RETRY) > 0 ? LATEST_RETRY : doubled;
    }
}
