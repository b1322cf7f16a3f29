package dev.assayer.scoring;

import dev.assayer.catalog.Price;
import dev.assayer.scoring.RankingRow.Availability;
import dev.assayer.scoring.RankingRow.Quote;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Which rows of a ranking stay. What is not known of a row never passes a bound: an unknown price
/// is not cheap.
///
/// @param availableOnly only what the user can send requests to
/// @param maxPrice US dollars per million tokens, three of four of them input
/// @param minContext tokens
/// @param minQuality least quality index, 0-100
/// @param speed only that tier or a faster one
/// @param openWeightsOnly only models whose weights can be downloaded
public record RankingFilter(
        boolean availableOnly,
        OptionalDouble maxPrice,
        OptionalInt minContext,
        OptionalDouble minQuality,
        Optional<SpeedTier> speed,
        boolean openWeightsOnly) {

    public static final RankingFilter ALL =
            new RankingFilter(
                    false,
                    OptionalDouble.empty(),
                    OptionalInt.empty(),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    false);

    boolean passes(RankingRow row) {
        return (!availableOnly || row.contender().availability() != Availability.CATALOGUE)
                && (maxPrice.isEmpty() || isAtMost(row, maxPrice.getAsDouble()))
                && (minContext.isEmpty()
                        || row.contender().contextTokens().orElse(-1) >= minContext.getAsInt())
                && (minQuality.isEmpty()
                        || row.merits().qualityIndex().orElse(-1) >= minQuality.getAsDouble())
                && speed.map(slowest -> isAsFast(row, slowest)).orElse(true)
                && (!openWeightsOnly || row.contender().openWeights().orElse(false));
    }

    private static boolean isAtMost(RankingRow row, double most) {
        Optional<Price> price = row.quote().map(Quote::price);
        return price.isPresent() && ModelFacts.blendedPerMillion(price.get()) <= most + 1e-9;
    }

    private static boolean isAsFast(RankingRow row, SpeedTier slowest) {
        return row.merits().speedTier().filter(tier -> tier.compareTo(slowest) <= 0).isPresent();
    }
}
