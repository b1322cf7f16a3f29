package dev.assayer.routing;

import dev.assayer.catalog.Capability;
import dev.assayer.routing.Choice.Rule;
import dev.assayer.routing.features.Features;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Chooses offers. Pure: the same request, table and health give the same choice, which is what
/// makes a decision replayable. Stateless and thread-safe.
public final class Router {

    /// How many candidates a choice lists at most: the first and its fallbacks.
    public static final int MOST_CANDIDATES = 8;

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
            best.offer(offer, utility.of(offer) - (health.of(offer).coolingDown() ? 1 : 0));
        }
        return new Choice(Rule.PINNED, best.order());
    }

    private static Choice auto(RoutingRequest request, RoutingTable table, Health health) {
        var utility = new Utility(request, table, health);
        var best = new Best();
        var spared = new Best();
        boolean evidence = false;
        int needs = RoutingTable.bits(request.features().needs());
        for (int offer = 0; offer < table.size(); offer++) {
            if (obstacle(request.features(), needs, table, offer) != null) {
                continue;
            }
            if (health.of(offer).coolingDown()) {
                spared.offer(offer, utility.of(offer));
            } else {
                evidence |= utility.score(offer) != null;
                best.offer(offer, utility.of(offer));
            }
        }
        if (best.isEmpty()) {
            return spared.isEmpty()
                    ? new Choice(Rule.NOTHING_LEFT, new int[0])
                    : new Choice(Rule.UTILITY, spared.order());
        }
        int[] order = best.order();
        return evidence ? new Choice(Rule.UTILITY, order) : withoutEvidence(request, table, order);
    }

    private static Choice withoutEvidence(RoutingRequest request, RoutingTable table, int[] order) {
        int preferred = table.spec().settings().defaultOffer().map(table::indexOf).orElse(-1);
        for (int i = 0; i < order.length; i++) {
            if (order[i] == preferred) {
                return new Choice(Rule.DEFAULT_OFFER, rotated(order, i));
            }
        }
        Arrays.sort(order);
        return new Choice(
                Rule.ROUND_ROBIN,
                rotated(order, (int) Math.floorMod(request.turn(), (long) order.length)));
    }

    private static int[] rotated(int[] order, int first) {
        int[] turned = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            turned[i] = order[(first + i) % order.length];
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
        if (context > 0 && features.inputTokens() + features.answerLimit() > context) {
            return new Obstacle.ContextTooSmall(
                    context, features.inputTokens() + features.answerLimit());
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
