package dev.assayer.quality;

import dev.assayer.catalog.Price;
import java.util.Optional;

/// A price where factors are distances: natural logarithms of dollars per million tokens.
///
/// @param level mean of input and output
/// @param ratio output less input; 0 to 2.6 in the lists of August 2026, but for 2 in 5,800
record LogPrice(double level, double ratio) {

    static final LogPrice NONE = new LogPrice(0, 0);

    /// Empty where either part is nought.
    static Optional<LogPrice> of(Price price) {
        double input = price.inputPerMillion().doubleValue();
        double output = price.outputPerMillion().doubleValue();
        return input > 0 && output > 0
                ? Optional.of(
                        new LogPrice(
                                (StrictMath.log(input) + StrictMath.log(output)) / 2,
                                StrictMath.log(output) - StrictMath.log(input)))
                : Optional.empty();
    }

    LogPrice plus(LogPrice other) {
        return new LogPrice(level + other.level, ratio + other.ratio);
    }

    LogPrice minus(LogPrice other) {
        return new LogPrice(level - other.level, ratio - other.ratio);
    }

    /// With input and output in each other's place.
    LogPrice swapped() {
        return new LogPrice(level, -ratio);
    }

    /// In dollars per million tokens.
    double input() {
        return StrictMath.exp(level - ratio / 2);
    }

    /// In dollars per million tokens.
    double output() {
        return StrictMath.exp(level + ratio / 2);
    }
}
