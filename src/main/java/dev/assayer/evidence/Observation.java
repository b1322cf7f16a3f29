package dev.assayer.evidence;

import dev.assayer.catalog.Variant;
import java.time.LocalDate;

/// One published number about one model: the atom of all evidence.
///
/// @param variant which model at which effort, after matching
/// @param writtenName the model's name as the source wrote it
/// @param benchmark id of the [Benchmark]
/// @param measure the number
/// @param date of the content, not of the fetch
/// @param source id of the [Source]
/// @param method how the number came about
public record Observation(
        Variant variant,
        String writtenName,
        String benchmark,
        Measure measure,
        LocalDate date,
        String source,
        Method method) {}
