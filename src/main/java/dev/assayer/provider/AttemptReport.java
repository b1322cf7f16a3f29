package dev.assayer.provider;

import dev.assayer.catalog.Offer;

/// An attempt that has ended.
///
/// @param decision id of the decision that led to it
/// @param ordinal 0 for the first candidate, 1 for its first fallback, ...
/// @param offer who was asked
/// @param outcome how it ended
/// @param startedMillis epoch milliseconds
/// @param firstByteMicros from the start to the first byte of the answer's body; -1 if none came
/// @param totalMicros from the start to the end
/// @param streamed whether the answer came as an event stream
public record AttemptReport(
        long decision,
        int ordinal,
        Offer offer,
        Outcome outcome,
        long startedMillis,
        long firstByteMicros,
        long totalMicros,
        boolean streamed) {}
