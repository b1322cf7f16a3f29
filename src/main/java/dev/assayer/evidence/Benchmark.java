package dev.assayer.evidence;

import java.util.Locale;

/// One column of evidence: what was measured, in which unit. Values of one benchmark are comparable
/// among themselves and with nothing else until `scoring` puts them on a common scale.
///
/// @param id stable key, `board/task` in lower case, e.g. `lmarena/coding`, `epoch/gpqa_diamond`;
///   the same benchmark republished by another source has the same id
/// @param name for people
/// @param unit of the values
/// @param higherIsBetter false for error and hallucination rates
public record Benchmark(String id, String name, Unit unit, boolean higherIsBetter) {

    /// Passes if figures of the other one can stand beside those of this one.
    ///
    /// @param where file, line, field
    /// @throws UnexpectedContent if unit or direction differ
    public void requireSameScale(String where, Benchmark other) {
        if (unit != other.unit || higherIsBetter != other.higherIsBetter) {
            throw new UnexpectedContent(where, other.scale(), id + " in " + scale());
        }
    }

    private String scale() {
        return unit.name().toLowerCase(Locale.ROOT)
                + (higherIsBetter ? ", higher is better" : ", lower is better");
    }

    /// Units a board publishes in.
    public enum Unit {
        /// A share between 0 and 1.
        FRACTION,
        /// A rating on a logistic scale, 400 points to a factor of ten in odds.
        ELO
    }
}
