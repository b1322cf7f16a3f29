package dev.assayer.routing;

import dev.assayer.catalog.Offer;
import dev.assayer.routing.Health.OfferHealth;
import dev.assayer.routing.policy.Weights;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/// Why a choice fell as it did: every offer with what spoke for and against it. Made from the same
/// inputs by the same arithmetic as the choice itself, hence only when somebody asks.
///
/// @param request what was asked
/// @param choice what came out
/// @param weights how quality, speed and cost counted
/// @param answerTokens expected length of the answer
/// @param candidates every offer of the table, the chosen one first, then by utility, those ruled
///   out last
public record Explanation(
        RoutingRequest request,
        Choice choice,
        Weights weights,
        int answerTokens,
        List<Candidate> candidates) {

    /// @param offer the offer
    /// @param score its score in the request's category; empty without evidence
    /// @param toolsScore its score for tools, where the request carries tools
    /// @param health what live traffic showed
    /// @param expected cost and time of this request
    /// @param merit the parts of its utility
    /// @param verdict why it was chosen, or why not, for people
    /// @param constraint the constraint that ruled it out, if one did; without one it was a
    ///   candidate
    public record Candidate(
            Offer offer,
            Optional<Score> score,
            Optional<Score> toolsScore,
            OfferHealth health,
            Expected expected,
            Merit merit,
            String verdict,
            Optional<String> constraint) {}

    /// @param dollars for the whole request; NaN when the price is unknown
    /// @param firstByteSeconds to the first byte
    /// @param totalSeconds to the end of the answer
    /// @param isObserved whether the times rest on live traffic, rather than on the same assumption
    ///   for all
    public record Expected(
            double dollars, double firstByteSeconds, double totalSeconds, boolean isObserved) {}

    /// Each part 0..1, before weighting; `utility` is the weighted sum, lessened by recent errors.
    public record Merit(double quality, double speed, double cost, double utility) {}

    /// Explains what [Router#choose] does with the same arguments.
    public static Explanation of(RoutingRequest request, RoutingTable table, Health health) {
        Choice choice = Router.choose(request, table, health);
        var utility = new Utility(request, table, health);
        var candidates = new ArrayList<Candidate>();
        int chosen = choice.isEmpty() ? -1 : choice.order()[0];
        for (int i = 0; i < table.size(); i++) {
            candidates.add(candidate(request, table, health, utility, choice, chosen, i));
        }
        String winner = chosen < 0 ? "" : table.offer(chosen).id();
        candidates.sort(
                Comparator.<Candidate, Boolean>comparing(c -> !c.offer().id().equals(winner))
                        .thenComparing(c -> c.constraint().isPresent())
                        .thenComparing(
                                Comparator.comparingDouble((Candidate c) -> c.merit().utility())
                                        .reversed()));
        return new Explanation(
                request,
                choice,
                utility.weights(),
                utility.outputTokens(),
                List.copyOf(candidates));
    }

    private static Candidate candidate(
            RoutingRequest request,
            RoutingTable table,
            Health health,
            Utility utility,
            Choice choice,
            int chosen,
            int i) {
        OfferHealth seen = health.of(i);
        boolean tools = request.features().needs().contains(dev.assayer.catalog.Capability.TOOLS);
        Optional<String> constraint = Optional.empty();
        String verdict;
        Obstacle obstacle =
                request.target() instanceof Target.Auto
                        ? Router.obstacle(
                                request.features(),
                                RoutingTable.bits(request.features().needs()),
                                table,
                                i)
                        : null;
        if (i == chosen) {
            verdict = chosenBecause(choice.rule());
        } else if (request.target() instanceof Target.Pinned pinned
                && !contains(table.named(pinned.model()), i)) {
            constraint = Optional.of("model");
            verdict = "is not what the request named: " + pinned.model();
        } else if (obstacle != null) {
            constraint = Optional.of(obstacle.constraint());
            verdict = obstacle.sentence();
        } else if (seen.coolingDown() && chosen >= 0 && !health.of(chosen).coolingDown()) {
            boolean isNamed = request.target() instanceof Target.Pinned;
            constraint = isNamed ? Optional.empty() : Optional.of("cooldown");
            verdict =
                    isNamed
                            ? "failed lately and is asked behind those that did not"
                            : "failed lately and is spared while others can answer";
        } else if (chosen >= 0) {
            verdict = lostBecause(utility, table, choice.rule(), chosen, i);
        } else {
            verdict = "no offer was chosen";
        }
        return new Candidate(
                table.offer(i),
                table.score(i, request.features().category().category()),
                tools ? table.score(i, Category.TOOLS) : Optional.empty(),
                seen,
                new Expected(
                        utility.expectedDollars(i),
                        utility.expectedFirstByteSeconds(i),
                        utility.expectedSeconds(i),
                        seen.firstByteMillis() > 0 || seen.tokensPerSecond() > 0),
                new Merit(utility.quality(i), utility.speed(i), utility.cost(i), utility.of(i)),
                verdict,
                constraint);
    }

    private static boolean contains(int[] indexes, int index) {
        for (int each : indexes) {
            if (each == index) {
                return true;
            }
        }
        return false;
    }

    private static String chosenBecause(Choice.Rule rule) {
        return switch (rule) {
            case UTILITY -> "chosen: highest utility under the policy";
            case PINNED -> "chosen: the request named it";
            case DEFAULT_OFFER ->
                    "chosen: no candidate has evidence, and it is routing.default-offer";
            case ROUND_ROBIN -> "chosen: no candidate has evidence, and it was its turn";
            case NOTHING_LEFT -> "nothing left";
        };
    }

    private static String lostBecause(
            Utility utility, RoutingTable table, Choice.Rule rule, int chosen, int i) {
        if (rule == Choice.Rule.DEFAULT_OFFER || rule == Choice.Rule.ROUND_ROBIN) {
            return "no evidence tells it from the others";
        }
        Weights weights = utility.weights();
        double quality = weights.quality() * (utility.quality(i) - utility.quality(chosen));
        double speed = weights.speed() * (utility.speed(i) - utility.speed(chosen));
        double cost = weights.cost() * (utility.cost(i) - utility.cost(chosen));
        double behind = utility.of(chosen) - utility.of(i);
        double errors = -behind - quality - speed - cost;
        if (behind <= 0) {
            return "as good as " + table.offer(chosen).id() + ", which stands before it";
        }
        double worst = Math.min(Math.min(quality, errors), Math.min(speed, cost));
        String where =
                worst == quality
                        ? "quality"
                        : worst == cost ? "cost" : worst == speed ? "speed" : "recent errors";
        var parts = new StringJoiner(", ");
        part("quality", quality, parts);
        part("speed", speed, parts);
        part("cost", cost, parts);
        part("recent errors", errors, parts);
        return String.format(
                Locale.ROOT,
                "utility %.3f behind %s; most of it in %s%s",
                behind,
                table.offer(chosen).id(),
                where,
                parts.length() == 0 ? "" : " (" + parts + ")");
    }

    /// Adds a part of the difference, unless it rounds to nothing.
    private static void part(String name, double difference, StringJoiner into) {
        if (Math.abs(difference) >= 0.000_5) {
            into.add(String.format(Locale.ROOT, "%s %+.3f", name, difference));
        }
    }
}
