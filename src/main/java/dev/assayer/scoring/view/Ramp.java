package dev.assayer.scoring.view;

/// A bonus, boost or penalty that grows evenly between two anchors, and not beyond them.
///
/// @param from where it begins
/// @param to where it is whole; may lie below `from`
/// @param most its whole size, at most [#LARGEST]
public record Ramp(double from, double to, double most) {

    /// A tenth: no single circumstance shall turn an order that figures made.
    public static final double LARGEST = 0.1;

    public Ramp {
        if (from == to) {
            throw new IllegalArgumentException("to: " + to + " (expected: another than from)");
        }
        if (!(most >= 0 && most <= LARGEST)) {
            throw new IllegalArgumentException("most: " + most + " (expected: 0.." + LARGEST + ")");
        }
    }

    /// Its size at some point, 0..most.
    public double at(double x) {
        return most * Math.clamp((x - from) / (to - from), 0, 1);
    }
}
