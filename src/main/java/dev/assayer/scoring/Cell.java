package dev.assayer.scoring;

import java.time.LocalDate;
import java.util.Optional;

/// One number of a plain matrix of models and benchmarks, names as somebody wrote them.
///
/// @param model with its effort, where the name says one
/// @param benchmark which column
/// @param value higher is better, 0..1
/// @param released the model's day of release, where known
public record Cell(String model, String benchmark, double value, Optional<LocalDate> released) {

    public Cell {
        if (model.isBlank() || benchmark.isBlank()) {
            throw new IllegalArgumentException(
                    "cell: '" + model + "', '" + benchmark + "' (expected: names)");
        }
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("value: " + value + " (expected: 0..1)");
        }
    }
}
