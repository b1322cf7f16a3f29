package dev.assayer.routing;

import dev.assayer.catalog.Capability;
import dev.assayer.routing.Choice.Rule;
import dev.assayer.routing.features.Features;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Chooses offers. Pure: the same request, table and health give the same choice, which is what
/// makes a decision replayable. Stateless and thread-safe.
public final class Router {

    /// How many candidates a choice lists at most: the first and its fallbacks.
    public static final int MOST_CANDIDATES = 8;

    /// More than utilities can differ by.
    private static final double LAST_RESORT = 2;

    private Router() {}

    /// @param request what is asked
    /// @param table the offers
    /// @param health one entry per offer of the table
    public static Choice choose(RoutingRequest request, RoutingTable table, Health health) {
        return switch (request.target()) {
            case Target.Pinned pinned ->
                    pinned(request, table, health, table.named(pinned.model()));
            case Target.Auto _ -> auto(request, table, health);
        };
    }

    private static Choice pinned(
            RoutingRequest request, RoutingTable table, Health health, int[] named) {
        if (named.length <= 1) {
            return new Choice(named.length == 0 ? Rule.NOTHING_LEFT : Rule.PINNED, named);
        }
        var utility = new Utility(request, table, health);
        var best = new Best();
        for (int offer : named) {
            best.offer(
                    offer, utility.of(offer) - (health.of(offer).coolingDown() ? LAST_RESORT : 0));
        }
        return new Choice(Rule.PINNED, best.order());
    }

    private static Choice auto(RoutingRequest request, RoutingTable table, Health health) {
        var utility = new Utility(request, table, health);
        var best = new Best();
        var spared = new Best();
        boolean evidence = false;
        boolean sparedEvidence = false;
        int needs = RoutingTable.bits(request.features().needs());
        for (int offer = 0; offer < table.size(); offer++) {
            if (obstacle(request.features(), needs, table, offer) != null) {
                continue;
            }
            boolean isKnown = utility.score(offer) != null;
            if (health.of(offer).coolingDown()) {
                spared.offer(offer, utility.of(offer));
                sparedEvidence |= isKnown;
            } else {
                best.offer(offer, utility.of(offer));
                evidence |= isKnown;
            }
        }
        boolean isLastResort = best.isEmpty();
        Best left = isLastResort ? spared : best;
        if (left.isEmpty()) {
            return new Choice(Rule.NOTHING_LEFT, left.order());
        }
        return (isLastResort ? sparedEvidence : evidence)
                ? new Choice(Rule.UTILITY, left.order())
                : withoutEvidence(request, table, health, isLastResort);
    }

    /// Chooses among all candidates, not only among those of the highest utility.
    ///
    /// @param cooling whether the candidates are those that are cooling down
    private static Choice withoutEvidence(
            RoutingRequest request, RoutingTable table, Health health, boolean cooling) {
        int needs = RoutingTable.bits(request.features().needs());
        int[] candidates =
                IntStream.range(0, table.size())
                        .filter(offer -> health.of(offer).coolingDown() == cooling)
                        .filter(offer -> obstacle(request.features(), needs, table, offer) == null)
                        .toArray();
        int preferred = table.spec().settings().defaultOffer().map(table::indexOf).orElse(-1);
        for (int i = 0; i < candidates.length; i++) {
            if (candidates[i] == preferred) {
                return new Choice(Rule.DEFAULT_OFFER, from(candidates, i));
            }
        }
        return new Choice(
                Rule.ROUND_ROBIN,
                from(candidates, Math.floorMod(request.turn(), candidates.length)));
    }

    /// The candidates in turn, beginning with one of them.
    private static int[] from(int[] candidates, int first) {
        int[] turned = new int[Math.min(candidates.length, MOST_CANDIDATES)];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = candidates[(first + i) % candidates.length];
        }
        return turned;
    }

    /// Why an offer cannot take a request, whatever its merits; null if it can.
    static @Nullable Obstacle obstacle(
            Features features, int needs, RoutingTable table, int offer) {
        int missing = needs & ~table.capabilities(offer);
        if (missing != 0) {
            return new Obstacle.Missing(
                    Capability.values()[Integer.numberOfTrailingZeros(missing)]);
        }
        int context = table.contextTokens(offer);
        long needed = (long) features.inputTokens() + features.answerLimit();
        if (context > 0 && needed > context) {
            return new Obstacle.ContextTooSmall(context, needed);
        }
        return null;
    }

    /// The best few offers seen so far, by utility, then by index.
    private static final class Best {
        private final int[] offers = new int[MOST_CANDIDATES];
        private final double[] utilities = new double[MOST_CANDIDATES];
        private int count;

        void offer(int offer, double utility) {
            int at = count;
            while (at > 0 && utilities[at - 1] < utility) {
                at--;
            }
            if (at == MOST_CANDIDATES) {
                return;
            }
            int last = Math.min(count, MOST_CANDIDATES - 1);
            System.arraycopy(offers, at, offers, at + 1, last - at);
            System.arraycopy(utilities, at, utilities, at + 1, last - at);
            offers[at] = offer;
            utilities[at] = utility;
            count = last + 1;
        }

        boolean isEmpty() {
            return count == 0;
        }

        int[] order() {
            return Arrays.copyOf(offers, count);
        }
    }
}
