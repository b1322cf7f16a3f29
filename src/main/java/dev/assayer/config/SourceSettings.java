package dev.assayer.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// What is set for one source of evidence.
///
/// @param from where to read it instead of its usual address
/// @param interval how old its last word may be; empty for the general one
/// @param dailyRequests most requests a day (UTC); empty for what its terms allow
/// @param enabled whether it is asked at all; what it said before counts either way
public record SourceSettings(
        Optional<SourceLocation> from,
        Optional<Duration> interval,
        OptionalInt dailyRequests,
        boolean enabled) {

    public static final SourceSettings DEFAULT =
            new SourceSettings(Optional.empty(), Optional.empty(), OptionalInt.empty(), true);
}
