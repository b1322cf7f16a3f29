package dev.assayer.catalog;

/// Which variant a written name means, and how that was found out.
///
/// @param variant the model at the effort that the name carries
/// @param how what decided
/// @param confidence how often a match of this kind is right, 0..1; estimated on hand-judged names
///   of twelve sources
public record NameMatch(Variant variant, How how, double confidence) {

    /// What decided, the surest first.
    public enum How {
        /// The name is the model's canonical id or one of its owner's own aliases.
        ID(1.0),
        /// An identifier beside the name belongs to the model.
        ANCHOR(0.99),
        /// A person reviewed this very name.
        REVIEWED(0.99),
        /// Lab, family, version, size and snapshot are equal.
        PARSED(0.98),
        /// As [#PARSED], and a dated name fits the day of release of the one model without a date.
        DATED(0.96),
        /// As [#PARSED], after a word for a speed tier was taken off.
        TIER(0.95);

        private final double confidence;

        How(double confidence) {
            this.confidence = confidence;
        }

        double confidence() {
            return confidence;
        }
    }

    static NameMatch of(ModelId model, Effort effort, How how) {
        return new NameMatch(new Variant(model, effort), how, how.confidence());
    }
}
