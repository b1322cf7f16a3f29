package dev.assayer.scoring;

import dev.assayer.catalog.Effort;

/// What thinking more or less is worth before a model's own evidence speaks, in standard deviations
/// of ability, against the effort a provider chooses by default.
///
/// Estimated by the same model on the bundled evidence of August 2026 (68 models with several
/// efforts; mean effort deviations iterated to a fixed point: none -0.10, low -0.01, medium 0.07,
/// high 0.08, xhigh 0.23, max 0.31, unstated thinking 0.01), rounded so that more thinking never
/// lowers it.
final class EffortGain {

    /// Variance of one effort around its gain: 0.2 standard deviations of ability; 0.21 at that
    /// fixed point.
    static final double VARIANCE = 0.2 * 0.2;

    private EffortGain() {}

    static double of(Effort effort) {
        return switch (effort) {
            case NONE, MINIMAL -> -0.1;
            case LOW, DEFAULT -> 0;
            case MEDIUM, THINKING -> 0.05;
            case HIGH -> 0.1;
            case XHIGH -> 0.2;
            case MAX -> 0.3;
        };
    }
}
