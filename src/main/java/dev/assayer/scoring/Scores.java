package dev.assayer.scoring;

import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Observation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The scores of one snapshot on one day; immutable and safe to share.
public interface Scores {

    /// Share of a score's weight from which on a source is named.
    double LEAST_WEIGHT = 0.01;

    /// Every variant that has at least one usable observation.
    Set<Variant> variants();

    /// The score of a variant. An effort without evidence of its own answers with the model's
    /// evidence at other efforts, under a wider interval. Empty when nothing at all is known of the
    /// model.
    Optional<Score> score(Variant variant, Category category);

    /// What a score is made of, heaviest first; the remaining weight is the prior's. Empty for an
    /// unknown variant.
    List<Contribution> contributions(Variant variant, Category category);

    /// Ids of the sources that carry at least [#LEAST_WEIGHT] of a score's weight, sorted.
    default List<String> sources(Variant variant, Category category) {
        return contributions(variant, category).stream()
                .filter(one -> one.weight() >= LEAST_WEIGHT)
                .map(one -> one.observation().source())
                .distinct()
                .sorted()
                .toList();
    }

    /// What a variant is expected to show on a benchmark, whether or not it has been seen there.
    /// Empty for a model or a benchmark that the evidence does not know, and where the method
    /// foretells nothing.
    default Optional<Prediction> predict(Variant variant, String benchmark) {
        return Optional.empty();
    }

    /// How far an observation departs from what the model's other observations foretell: what the
    /// variant shows at this benchmark is left out, whichever source says so. It need not be part
    /// of the evidence. Empty as for [#predict].
    default Optional<Surprise> surprise(Observation observation) {
        return Optional.empty();
    }

    /// What a score is made of, for a method whose arithmetic one can do by hand; such a method
    /// states no interval, so both ends of its scores are their value. Empty for a method of
    /// another kind, and where there is no score.
    default Optional<Makeup> makeup(Variant variant, Category category) {
        return Optional.empty();
    }

    /// The scores of ability that these build on; themselves, where they build on none.
    default Scores underlying() {
        return this;
    }
}
