package dev.assayer.scoring;

import dev.assayer.scoring.view.CompositeWeights;

/// By what a ranking judges beside the scores themselves.
///
/// @param composite weights of the overall score
/// @param speed limits of the speed tiers
public record RankingTerms(CompositeWeights composite, SpeedTier.Limits speed) {

    public static final RankingTerms DEFAULT =
            new RankingTerms(CompositeWeights.DEFAULT, SpeedTier.Limits.DEFAULT);
}
