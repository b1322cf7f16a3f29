package dev.assayer.evidence;

import dev.assayer.catalog.WrittenName;
import java.time.LocalDate;
import java.util.Optional;

/// How fast a model answers, as a source prints it, before anybody has decided which model it is.
///
/// @param name how the source names the model
/// @param host who serves it, in the source's spelling; empty for a figure across hosts
/// @param speed the figures
/// @param date of the content
public record PerformanceRow(
        WrittenName name, Optional<String> host, Speed speed, LocalDate date) {}
