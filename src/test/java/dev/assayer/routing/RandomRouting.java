package dev.assayer.routing;

import dev.assayer.Dice;
import dev.assayer.catalog.Capability;
import dev.assayer.routing.Health.OfferHealth;
import dev.assayer.routing.features.CategoryEstimate;
import dev.assayer.routing.features.CategoryEstimate.Basis;
import dev.assayer.routing.features.Features;
import dev.assayer.routing.policy.Policy;
import dev.assayer.routing.policy.PolicyWeights;
import dev.assayer.routing.policy.Weights;
import dev.assayer.scoring.Category;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Any case of routing: offers with and without evidence, price and limits, in any health; requests
/// of all kinds.
///
/// @param offers made anew on every call, so that one of them can be changed
public record RandomRouting(
        Function<Integer, SampleOffer> offers,
        int count,
        RoutingSettings settings,
        Health health,
        RoutingRequest request) {

    public RoutingTable table() {
        return SampleOffer.table(settings, all().toArray(SampleOffer[]::new));
    }

    List<SampleOffer> all() {
        var all = new ArrayList<SampleOffer>();
        for (int i = 0; i < count; i++) {
            all.add(offers.apply(i));
        }
        return all;
    }

    @Override
    public String toString() {
        return request
                + "\n"
                + RoutingJson.write(table().spec())
                + "\n"
                + RoutingJson.write(health);
    }

    static RandomRouting of(Dice dice) {
        int count = dice.below(14);
        boolean evidence = !dice.oneIn(3);
        List<Function<Integer, SampleOffer>> made = new ArrayList<>();
        List<OfferHealth> health = new ArrayList<>();
        int coolOneIn = dice.pick(1, 2, 6);
        for (int i = 0; i < count; i++) {
            made.add(offer(dice, evidence));
            health.add(health(dice, coolOneIn));
        }
        return new RandomRouting(
                i -> made.get(i).apply(i),
                count,
                new RoutingSettings(
                        weights(dice), dice.maybe(() -> "p" + dice.below(14) + "/model")),
                new Health(health),
                request(dice));
    }

    /// Values of few digits, so that ties and equal offers happen.
    private static Function<Integer, SampleOffer> offer(Dice dice, boolean evidence) {
        Optional<Integer> score =
                evidence && !dice.oneIn(4) ? Optional.of(dice.below(11) * 10) : Optional.empty();
        Optional<Integer> tools = dice.maybe(() -> dice.below(11) * 10);
        Optional<double[]> price =
                dice.maybe(() -> new double[] {dice.below(4), dice.below(30) / 2.0});
        int context = dice.pick(0, 0, 2_000, 100_000);
        Set<Capability> can = capabilities(dice, 2);
        int variant = dice.below(5);
        return i -> {
            SampleOffer offer = SampleOffer.of("p" + i + "/model");
            if (score.isPresent()) {
                offer.as("lab/m" + i + (variant == 0 ? "@high" : ""));
                offer.score(score.get());
                tools.ifPresent(value -> offer.score(Category.TOOLS, value));
            }
            price.ifPresent(two -> offer.price(two[0], two[1]));
            return offer.takes(context, can.toArray(Capability[]::new));
        };
    }

    private static Set<Capability> capabilities(Dice dice, int oneIn) {
        Set<Capability> some = EnumSet.noneOf(Capability.class);
        for (Capability capability : Capability.values()) {
            if (dice.oneIn(oneIn)) {
                some.add(capability);
            }
        }
        return some;
    }

    static OfferHealth health(Dice dice, int coolOneIn) {
        return new OfferHealth(
                dice.oneIn(coolOneIn),
                dice.oneIn(2) ? 0 : dice.share(),
                dice.oneIn(2) ? 0 : dice.between(1, 20_000),
                dice.oneIn(2) ? 0 : dice.between(1, 500));
    }

    static PolicyWeights weights(Dice dice) {
        if (dice.oneIn(2)) {
            return PolicyWeights.DEFAULT;
        }
        Map<Policy, Weights> general = new EnumMap<>(Policy.class);
        Map<Policy, Map<Category, Weights>> exceptions = new EnumMap<>(Policy.class);
        for (Policy policy : Policy.values()) {
            general.put(policy, three(dice));
            Map<Category, Weights> some = new EnumMap<>(Category.class);
            for (Category category : Category.values()) {
                if (dice.oneIn(4)) {
                    some.put(category, three(dice));
                }
            }
            exceptions.put(policy, some);
        }
        return new PolicyWeights(general, exceptions);
    }

    private static Weights three(Dice dice) {
        double quality = dice.share();
        double speed = (1 - quality) * dice.share();
        return new Weights(quality, speed, Math.max(0, 1 - quality - speed));
    }

    static RoutingRequest request(Dice dice) {
        return new RoutingRequest(
                dice.oneIn(4)
                        ? new Target.Pinned(
                                dice.pick("model", "p1/model", "p2//model", "lab/m3", "nobody"))
                        : new Target.Auto(),
                dice.pick(Policy.values()),
                new Features(
                        estimate(dice),
                        dice.pick(0, 10, 1_900, 50_000, Integer.MAX_VALUE),
                        dice.pick(0, 0, 100, 4_000, Integer.MAX_VALUE),
                        dice.oneIn(2) ? Set.of() : capabilities(dice, 4)),
                dice.anyLong());
    }

    static CategoryEstimate estimate(Dice dice) {
        Category category = dice.pick(Category.ofText());
        Basis basis = dice.pick(Basis.values());
        if (basis != Basis.TEXT && basis != Basis.UNSURE) {
            return CategoryEstimate.certain(category, basis);
        }
        float[] probabilities = new float[Category.ofText().size()];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = dice.below(1_001) / 1_000f;
        }
        return CategoryEstimate.of(category, basis, probabilities);
    }
}
