package dev.assayer.evidence;

import dev.assayer.catalog.Variant;

/// One line of a source that is kept out of the scores because it cannot be right, with the reason.
///
/// @param source id of the [Source]
/// @param subject what it is about: `observation`, `price` or `performance`
/// @param variant the model it was matched to
/// @param written the model's name as the source wrote it
/// @param what id of the benchmark or of the offer
/// @param value as the source says
/// @param anomaly how unlikely it is to be right, 0..1
/// @param reason what is wrong with it, and what was expected, for people
public record Quarantined(
        String source,
        Subject subject,
        Variant variant,
        String written,
        String what,
        double value,
        double anomaly,
        String reason) {

    /// What a line can be about.
    public enum Subject {
        OBSERVATION,
        PRICE,
        PERFORMANCE
    }
}
