package dev.assayer.evidence;

import java.time.LocalDate;

/// What a snapshot holds from one source.
///
/// @param source the source
/// @param contentDate newest date inside the content
/// @param rows rows read
/// @param observations rows that became observations or listed offers
/// @param unmatched distinct names that matched no model and were left out
public record SourceState(
        Source source, LocalDate contentDate, int rows, int observations, int unmatched) {}
