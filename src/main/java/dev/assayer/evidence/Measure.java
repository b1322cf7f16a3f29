package dev.assayer.evidence;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// A published number with what its publisher says about its precision.
///
/// @param value in the benchmark's unit; finite
/// @param low lower end of the published interval, where there is one
/// @param high upper end of the published interval, where there is one
/// @param samples votes, tasks or questions behind the number, where published
public record Measure(double value, OptionalDouble low, OptionalDouble high, OptionalLong samples) {

    public Measure {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "measure: " + value + " (expected: a finite number)");
        }
    }

    public static Measure of(double value) {
        return new Measure(
                value, OptionalDouble.empty(), OptionalDouble.empty(), OptionalLong.empty());
    }

    public static Measure of(double value, long samples) {
        return new Measure(
                value, OptionalDouble.empty(), OptionalDouble.empty(), OptionalLong.of(samples));
    }
}
