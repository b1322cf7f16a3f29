package dev.assayer.quality;

import dev.assayer.evidence.Quarantined;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What evidence is examined for. A [Quarantined#reason()] begins with the word of the check that
/// the line failed.
public enum Check {
    /// A value outside of what its unit allows.
    RANGE,
    /// A day in the future, or before there was anything to measure.
    DATE,
    /// An interval that does not hold its value.
    INTERVAL,
    /// A count of samples below one.
    SAMPLES,
    /// A percentage that was taken for a fraction.
    UNIT,
    /// Columns that changed places.
    COLUMNS,
    /// A benchmark of which a source has lost most lines.
    SHRUNK,
    /// Content from before what is in force of its source.
    OLDER,
    /// A name that now stands for another model.
    RE_POINTED,
    /// A value that everything else known of the model speaks against.
    SURPRISE,
    /// A model whose values contradict one another.
    MODEL,
    /// A price far from what the same or other hosts ask.
    PRICE,
    /// A speed that no host reaches.
    SPEED;

    /// The lower-case word, with dashes.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The check that a quarantined line failed; empty for one of another version.
    public static Optional<Check> of(Quarantined line) {
        return of(line.reason());
    }

    /// The check that a reason names, of a line or of a source.
    public static Optional<Check> of(String reason) {
        return Arrays.stream(values())
                .filter(check -> reason.startsWith(check.word() + ": "))
                .findFirst();
    }

    /// A reason in the form that [#of] reads.
    String reason(String text) {
        return word() + ": " + text;
    }

    /// Whether a single line says it by itself, without being compared to anything.
    boolean isFormal() {
        return switch (this) {
            case RANGE, DATE, INTERVAL, SAMPLES, SPEED -> true;
            case UNIT, COLUMNS, SHRUNK, OLDER, RE_POINTED, SURPRISE, MODEL, PRICE -> false;
        };
    }
}
