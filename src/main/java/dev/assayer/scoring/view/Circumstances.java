package dev.assayer.scoring.view;

import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Profile;
import dev.assayer.evidence.Speed;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Makeup.Factor;
import dev.assayer.scoring.ModelFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What is known of a variant that raises or lowers its layered scores: the user's own file, else
/// list price, catalogue and measured speed. What is not known changes nothing, and is said.
final class Circumstances {

    private static final double THOUSAND = 1_000;

    private final LayeredWeights.Conditions conditions;
    private final LayeredWeights.Factors factors;
    private final Optional<Profile> profile;
    private final OptionalDouble context;
    private final OptionalDouble costPer1k;
    private final OptionalDouble latencyMillis;

    Circumstances(ModelFacts facts, Variant variant, LayeredWeights weights) {
        this.conditions = weights.conditions();
        this.factors = weights.factors();
        this.profile = facts.profile(variant.model());
        this.context = context(facts, variant);
        this.costPer1k = cost(facts, variant);
        this.latencyMillis = latency(facts, variant);
    }

    private OptionalDouble context(ModelFacts facts, Variant variant) {
        OptionalInt own = profile.map(Profile::contextTokens).orElse(OptionalInt.empty());
        OptionalInt tokens = own.isPresent() ? own : facts.contextTokens(variant);
        return tokens.isPresent() ? OptionalDouble.of(tokens.getAsInt()) : OptionalDouble.empty();
    }

    /// Three of four tokens are input.
    private OptionalDouble cost(ModelFacts facts, Variant variant) {
        Optional<Profile.Costs> own = profile.flatMap(Profile::costs);
        if (own.isPresent()) {
            return OptionalDouble.of(
                    (3 * own.get().inPer1k().doubleValue() + own.get().outPer1k().doubleValue())
                            / 4);
        }
        Optional<Price> price = facts.quoted(variant).flatMap(ListedOffer::price);
        return price.isPresent()
                ? OptionalDouble.of(ModelFacts.blendedPerMillion(price.get()) / THOUSAND)
                : OptionalDouble.empty();
    }

    private OptionalDouble latency(ModelFacts facts, Variant variant) {
        OptionalDouble own = profile.map(Profile::latencyMillis).orElse(OptionalDouble.empty());
        if (own.isPresent()) {
            return own;
        }
        OptionalDouble seconds =
                facts.speed(variant, Optional.empty())
                        .map(one -> one.speed().latency())
                        .map(Speed.Spread::median)
                        .orElse(OptionalDouble.empty());
        return seconds.isPresent()
                ? OptionalDouble.of(seconds.getAsDouble() * THOUSAND)
                : OptionalDouble.empty();
    }

    /// What changes a category's result, beside confidence and recency.
    List<Factor> factors(Category category) {
        var all = new ArrayList<Factor>();
        switch (category) {
            case CODING ->
                    all.add(
                            applies(
                                    profile.map(this::isForCode),
                                    "api_alias contains '"
                                            + conditions.codingAlias()
                                            + "' or tags contain '"
                                            + conditions.codingTag()
                                            + "'"));
            case MATH -> all.add(able("math", conditions.math()));
            case REASONING -> {
                all.add(more("context", context, conditions.reasoningContext(), "tokens"));
                all.add(able("reasoning", conditions.reasoning()));
                all.add(raised("context boost", context, factors.reasoningContext(), "tokens"));
            }
            case CREATIVE_WRITING -> {
                OptionalDouble perToken = times(costPer1k, 1 / THOUSAND);
                all.add(more("context", context, conditions.creativeContext(), "tokens"));
                all.add(less("cost per token", perToken, conditions.creativeCostPerToken(), "USD"));
                all.add(bonuses());
            }
            case QUESTION -> {
                all.add(
                        less(
                                "average latency",
                                latencyMillis,
                                millis(conditions.questionLatency()),
                                "ms"));
                all.add(lowered("latency penalty", latencyMillis, factors.questionLatency()));
            }
            case CHAT -> {
                all.add(less("cost per 1k", costPer1k, conditions.chatCostPer1k(), "USD"));
                all.add(
                        less(
                                "average latency",
                                latencyMillis,
                                millis(conditions.chatLatency()),
                                "ms"));
                all.add(raised("cost efficiency", costPer1k, factors.chatCost(), "USD per 1k"));
                all.add(raised("speed bonus", latencyMillis, factors.chatSpeed(), "ms"));
            }
            case GENERAL, RESEARCH, LANGUAGE, EMPATHY, TOOLS -> {}
        }
        return all;
    }

    private boolean isForCode(Profile one) {
        return one.apiAlias()
                        .filter(alias ->
                                alias.toLowerCase(Locale.ROOT).contains(conditions.codingAlias()))
                        .isPresent()
                || one.tags().contains(conditions.codingTag());
    }

    // ---- conditions

    private Factor able(String capability, double least) {
        return applies(
                profile.flatMap(one -> Optional.ofNullable(one.capabilities().get(capability)))
                        .map(value -> value > least),
                "capabilities." + capability + " > " + least);
    }

    private Factor more(String what, OptionalDouble value, double least, String unit) {
        return applies(
                held(value, value.orElse(0) > least),
                what + " > " + plain(least) + " " + unit + said(value));
    }

    private Factor less(String what, OptionalDouble value, double most, String unit) {
        return applies(
                held(value, value.orElse(0) < most),
                what + " < " + plain(most) + " " + unit + said(value));
    }

    private static Optional<Boolean> held(OptionalDouble value, boolean holds) {
        return value.isPresent() ? Optional.of(holds) : Optional.empty();
    }

    private Factor applies(Optional<Boolean> holds, String condition) {
        return holds.map(met ->
                        new Factor(
                                "applies fully",
                                OptionalDouble.of(met ? 1 : 1 - factors.unmet()),
                                condition + (met ? "" : ": not so")))
                .orElseGet(() ->
                        new Factor(
                                "applies fully", OptionalDouble.empty(), condition + ": unknown"));
    }

    // ---- bonuses and penalties

    private static Factor raised(String name, OptionalDouble value, Ramp ramp, String unit) {
        return new Factor(name, changed(value, ramp, 1), how(value, ramp, unit));
    }

    private static Factor lowered(String name, OptionalDouble value, Ramp ramp) {
        return new Factor(name, changed(value, ramp, -1), how(value, ramp, "ms"));
    }

    /// Both are shares of the score before them, so they are added up before it is raised.
    private Factor bonuses() {
        OptionalDouble both =
                context.isEmpty() && costPer1k.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(
                                1
                                        + bonus(context, factors.creativeContext())
                                        + bonus(costPer1k, factors.creativeCost()));
        return new Factor(
                "context bonus + cost-efficiency bonus",
                both,
                how(context, factors.creativeContext(), "tokens")
                        + "; "
                        + how(costPer1k, factors.creativeCost(), "USD per 1k"));
    }

    private static double bonus(OptionalDouble value, Ramp ramp) {
        return value.isPresent() ? ramp.at(value.getAsDouble()) : 0;
    }

    private static OptionalDouble changed(OptionalDouble value, Ramp ramp, int sign) {
        return value.isPresent()
                ? OptionalDouble.of(1 + sign * ramp.at(value.getAsDouble()))
                : OptionalDouble.empty();
    }

    private static String how(OptionalDouble value, Ramp ramp, String unit) {
        return (value.isPresent() ? plain(value.getAsDouble()) : "unknown")
                + " "
                + unit
                + ", from "
                + plain(ramp.from())
                + " to "
                + plain(ramp.to())
                + " by at most "
                + plain(100 * ramp.most())
                + "%";
    }

    private static OptionalDouble times(OptionalDouble value, double factor) {
        return value.isPresent()
                ? OptionalDouble.of(value.getAsDouble() * factor)
                : OptionalDouble.empty();
    }

    private static double millis(Duration duration) {
        return duration.toMillis();
    }

    private static String said(OptionalDouble value) {
        return value.isPresent() ? " (" + plain(value.getAsDouble()) + ")" : "";
    }

    private static String plain(double value) {
        return new java.math.BigDecimal(value)
                .round(new java.math.MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}
