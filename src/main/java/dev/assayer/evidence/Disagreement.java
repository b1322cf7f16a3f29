package dev.assayer.evidence;

/// Two sources give a figure for the same variant in the same benchmark, and one of them counts.
///
/// @param counted the one that counts
/// @param other the one that gave way
public record Disagreement(Observation counted, Observation other) {

    /// Fractions that lie no further apart than this agree: harnesses, prompts and rounding differ
    /// by as much where the same benchmark is run twice.
    public static final double FRACTION_TOLERANCE = 0.05;

    /// The same for ratings, in points.
    public static final double ELO_TOLERANCE = 50;

    /// How far apart they are.
    public double distance() {
        return Math.abs(counted.measure().value() - other.measure().value());
    }

    /// Whether they are further apart than two runs of one benchmark ever should be.
    public boolean isLarge(Benchmark.Unit unit) {
        return distance()
                > switch (unit) {
                    case FRACTION -> FRACTION_TOLERANCE;
                    case ELO -> ELO_TOLERANCE;
                };
    }
}
