package dev.assayer.evidence;

import dev.assayer.catalog.Variant;
import java.time.LocalDate;
import java.util.Optional;

/// How fast a model answers, after matching.
///
/// @param variant which model at which effort
/// @param host who serves it, as the source spells it; empty for a figure across hosts
/// @param speed the figures
/// @param source id of the [Source]
/// @param date of the content
public record Performance(
        Variant variant, Optional<String> host, Speed speed, String source, LocalDate date) {}
