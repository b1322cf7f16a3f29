package dev.assayer.config;

/// How observations become scores.
///
/// @param method name of the scoring method; `default` is whichever this version holds for best
public record ScoringSettings(String method) {

    public static final ScoringSettings DEFAULT = new ScoringSettings("default");

    public ScoringSettings {
        if (method.isBlank()) {
            throw new IllegalArgumentException(
                    "method: '' (expected: the name of a scoring method)");
        }
    }
}
