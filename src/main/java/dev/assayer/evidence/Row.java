package dev.assayer.evidence;

import dev.assayer.catalog.WrittenName;
import java.time.LocalDate;

/// One number as a board prints it, before anybody has decided which model it is about.
///
/// @param name how the board names the model
/// @param benchmark id of the [Benchmark]
/// @param measure in the benchmark's unit, whatever unit the board prints
/// @param date of the content
/// @param method how the number came about
public record Row(
        WrittenName name, String benchmark, Measure measure, LocalDate date, Method method) {}
