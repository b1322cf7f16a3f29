package dev.assayer.routing;

import dev.assayer.catalog.Capability;
import dev.assayer.routing.Health.OfferHealth;
import dev.assayer.routing.policy.Weights;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Score;
import org.jspecify.annotations.Nullable;

/// How much an offer is worth for one request:
///
/// `(quality x wq + speed x ws + cost x wc) x (1 - recent error share)`, each part 0..1.
///
/// - quality: the score of the category / 100; with tools, the mean of that and the score for
///   `tools`. An offer without evidence counts as [#UNPROVEN_QUALITY].
/// - speed: 1 at [#FAST_SECONDS] or less for the whole answer, 0 at [#SLOW_SECONDS] or more, linear
///   in log time.
/// - cost: 1 at [#CHEAP_DOLLARS] or less for the request, 0 at [#DEAR_DOLLARS] or more, linear in
///   log money; an unknown price counts as dear.
///
/// The anchors are fixed, never taken from the offers at hand: adding an offer must not change how
/// two others compare. They are our choice: half a second to a minute and a thousandth of a cent to
/// ten cents span what chat requests cost in 2026.
final class Utility {

    static final double UNPROVEN_QUALITY = 0.25;
    static final double FAST_SECONDS = 0.5;
    static final double SLOW_SECONDS = 60;
    static final double CHEAP_DOLLARS = 0.00001;
    static final double DEAR_DOLLARS = 0.1;

    /// What is assumed of an offer's speed until it was observed: the same for all, so that it
    /// decides nothing.
    static final double ASSUMED_FIRST_BYTE_SECONDS = 1;

    static final double ASSUMED_TOKENS_PER_SECOND = 60;

    private final RoutingTable table;
    private final Health health;
    private final Category category;
    private final boolean tools;
    private final Weights weights;
    private final int inputTokens;
    private final int outputTokens;

    Utility(RoutingRequest request, RoutingTable table, Health health) {
        this.table = table;
        this.health = health;
        this.category = request.features().category().category();
        this.tools = request.features().needs().contains(Capability.TOOLS);
        this.weights = table.spec().settings().weights().weights(request.policy(), category);
        this.inputTokens = request.features().inputTokens();
        this.outputTokens = ExpectedAnswer.tokens(category, request.features().answerLimit());
    }

    double of(int offer) {
        return (weights.quality() * quality(offer)
                        + weights.speed() * speed(offer)
                        + weights.cost() * cost(offer))
                * (1 - health.of(offer).errorShare());
    }

    @Nullable Score score(int offer) {
        return table.rawScore(offer, category);
    }

    Weights weights() {
        return weights;
    }

    double quality(int offer) {
        double text = part(table.rawScore(offer, category));
        return tools ? (text + part(table.rawScore(offer, Category.TOOLS))) / 2 : text;
    }

    private static double part(@Nullable Score score) {
        return score == null ? UNPROVEN_QUALITY : score.value() / 100;
    }

    double speed(int offer) {
        return onLogScale(expectedSeconds(offer), FAST_SECONDS, SLOW_SECONDS);
    }

    double cost(int offer) {
        double dollars = expectedDollars(offer);
        return Double.isNaN(dollars) ? 0 : onLogScale(dollars, CHEAP_DOLLARS, DEAR_DOLLARS);
    }

    /// Dollars for the whole request; NaN when the price is unknown.
    double expectedDollars(int offer) {
        return inputTokens * table.inputPrice(offer) + outputTokens * table.outputPrice(offer);
    }

    /// Seconds to the end of the answer.
    double expectedSeconds(int offer) {
        OfferHealth seen = health.of(offer);
        return expectedFirstByteSeconds(offer)
                + outputTokens
                        / (seen.tokensPerSecond() > 0
                                ? (double) seen.tokensPerSecond()
                                : ASSUMED_TOKENS_PER_SECOND);
    }

    /// Seconds to the first byte of the answer.
    double expectedFirstByteSeconds(int offer) {
        int seen = health.of(offer).firstByteMillis();
        return seen > 0 ? seen / 1_000.0 : ASSUMED_FIRST_BYTE_SECONDS;
    }

    int outputTokens() {
        return outputTokens;
    }

    private static double onLogScale(double value, double best, double worst) {
        if (value <= best) {
            return 1;
        }
        return value >= worst ? 0 : 1 - Math.log(value / best) / Math.log(worst / best);
    }
}
