package dev.assayer.scoring;

import dev.assayer.catalog.Variant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The scores of one snapshot on one day; immutable and safe to share.
public interface Scores {

    /// Every variant that has at least one usable observation.
    Set<Variant> variants();

    /// The score of a variant. An effort without evidence of its own answers with the model's
    /// evidence at other efforts, under a wider interval. Empty when nothing at all is known of the
    /// model.
    Optional<Score> score(Variant variant, Category category);

    /// What a score is made of, heaviest first; the remaining weight is the prior's. Empty for an
    /// unknown variant.
    List<Contribution> contributions(Variant variant, Category category);
}
