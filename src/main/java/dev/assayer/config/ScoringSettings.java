package dev.assayer.config;

import dev.assayer.scoring.SpeedTier;
import dev.assayer.scoring.view.ViewWeights;

/// How observations become scores.
///
/// @param method name of the scoring method; `default` is whichever this version holds for best
/// @param views weights of the methods whose arithmetic one can do by hand
/// @param speedTiers limits of fast and medium
public record ScoringSettings(String method, ViewWeights views, SpeedTier.Limits speedTiers) {

    public static final ScoringSettings DEFAULT = new ScoringSettings("default");

    public ScoringSettings {
        if (method.isBlank()) {
            throw new IllegalArgumentException(
                    "method: '' (expected: the name of a scoring method)");
        }
    }

    /// A method under the usual weights.
    public ScoringSettings(String method) {
        this(method, ViewWeights.DEFAULT, SpeedTier.Limits.DEFAULT);
    }
}
