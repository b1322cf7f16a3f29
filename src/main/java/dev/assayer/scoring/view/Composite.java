package dev.assayer.scoring.view;

import dev.assayer.catalog.Price;
import dev.assayer.evidence.Speed;
import dev.assayer.scoring.Makeup.Part;
import dev.assayer.scoring.ModelFacts;
import dev.assayer.scoring.view.CompositeWeights.Overall;
import dev.assayer.scoring.view.CompositeWeights.Performance;
import dev.assayer.scoring.view.CompositeWeights.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// One number for ability, speed and money: `overall = 50% coding + 30% performance + 20% value` by
/// default. Section 3 of `docs/score-views.md` has the formulas.
///
/// @param coding 0-100; without it there is no overall
/// @param performance 0-100; empty without figures of speed
/// @param value 0-100; empty without price, context or, unless it is free, coding
/// @param overall 0-100, parts that are missing reweighted over those present; empty without coding
/// @param partial whether a part, or a part of a part, is missing
/// @param parts what overall is made of
public record Composite(
        OptionalDouble coding,
        OptionalDouble performance,
        OptionalDouble value,
        OptionalDouble overall,
        boolean partial,
        List<Part> parts) {

    /// Name of the part that speeds give.
    public static final String PERFORMANCE = "performance";

    /// What is known of an offer, or of a variant at its list price.
    ///
    /// @param ability 0-100, that for coding
    /// @param quality index, 0-100
    /// @param speed of answers
    /// @param price list price or the user's own
    /// @param contextTokens context window
    public record Known(
            OptionalDouble ability,
            OptionalDouble quality,
            Optional<Speed> speed,
            Optional<Price> price,
            OptionalInt contextTokens) {}

    public Composite {
        parts = List.copyOf(parts);
    }

    /// What it would be had nobody measured its speed. Were overall left as it is, one could work
    /// out from it the performance that is taken away.
    public Composite withoutPerformance() {
        var whole = new Mean();
        for (Part part : parts) {
            boolean isLeftOut = part.name().equals(PERFORMANCE);
            whole.add(
                    part.name(),
                    isLeftOut ? OptionalDouble.empty() : part.points(),
                    part.weight(),
                    part.how());
        }
        return new Composite(
                coding,
                OptionalDouble.empty(),
                value,
                overall.isPresent() ? whole.points() : OptionalDouble.empty(),
                partial || whole.isPartial(),
                whole.parts());
    }

    /// Nothing of it.
    public Composite withoutAnything() {
        return new Composite(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                true,
                List.of());
    }

    /// Works it out.
    public static Composite of(Known known, CompositeWeights weights) {
        Mean performance = performance(known, weights.performance());
        Mean value = value(known, weights.value());
        Overall overall = weights.overall();
        var whole = new Mean();
        whole.add("coding", known.ability(), overall.coding(), "");
        whole.add(PERFORMANCE, performance.points(), overall.performance(), performance.how());
        whole.add("value", value.points(), overall.value(), value.how());
        return new Composite(
                known.ability(),
                performance.points(),
                value.points(),
                known.ability().isPresent() ? whole.points() : OptionalDouble.empty(),
                whole.isPartial() || performance.isPartial() || value.isPartial(),
                whole.parts());
    }

    // ---- speed

    private static Mean performance(Known known, Performance weights) {
        var mean = new Mean();
        OptionalDouble throughput =
                known.speed().map(one -> one.throughput().median()).orElse(OptionalDouble.empty());
        OptionalDouble ttft =
                known.speed().map(one -> one.ttft().median()).orElse(OptionalDouble.empty());
        if (throughput.isEmpty() && ttft.isEmpty()) {
            return mean;
        }
        mean.add(
                "throughput",
                throughput.isPresent()
                        ? OptionalDouble.of(throughput(throughput.getAsDouble(), weights))
                        : throughput,
                weights.throughput(),
                "");
        mean.add(
                "TTFT",
                ttft.isPresent() ? OptionalDouble.of(ttft(ttft.getAsDouble(), weights)) : ttft,
                weights.ttft(),
                "");
        mean.add("quality index", known.quality(), weights.quality(), "");
        return mean;
    }

    private static double throughput(double tokensPerSecond, Performance weights) {
        return Math.clamp(100 * tokensPerSecond / weights.fullThroughput(), 0, 100);
    }

    /// Linear in the logarithm of time.
    private static double ttft(double seconds, Performance weights) {
        double share =
                StrictMath.log(weights.noTtft() / seconds)
                        / StrictMath.log(weights.noTtft() / weights.fullTtft());
        return Math.clamp(100 * share, 0, 100);
    }

    // ---- money

    /// Price efficiency rests on coding. Without it there is no value: the context window alone
    /// would put the dearest model first.
    private static Mean value(Known known, Value weights) {
        var mean = new Mean();
        OptionalDouble efficiency =
                known.price()
                        .map(price -> priceEfficiency(price, known.ability(), weights))
                        .orElse(OptionalDouble.empty());
        if (efficiency.isEmpty() || known.contextTokens().isEmpty()) {
            return mean;
        }
        mean.add("price efficiency", efficiency, weights.price(), "");
        mean.add(
                "context",
                OptionalDouble.of(context(known.contextTokens().getAsInt(), weights)),
                weights.context(),
                "");
        return mean;
    }

    private static OptionalDouble priceEfficiency(
            Price price, OptionalDouble ability, Value weights) {
        double blended = ModelFacts.blendedPerMillion(price);
        if (blended == 0) {
            return OptionalDouble.of(100);
        }
        return ability.isPresent()
                ? OptionalDouble.of(
                        Math.min(100, ability.getAsDouble() / blended * weights.priceScale()))
                : OptionalDouble.empty();
    }

    /// Linear in the binary logarithm between the anchors.
    private static double context(int tokens, Value weights) {
        Map.Entry<Integer, Double> below = null;
        for (Map.Entry<Integer, Double> anchor : weights.contextPoints().entrySet()) {
            if (tokens <= anchor.getKey()) {
                return below == null ? anchor.getValue() : between(below, anchor, tokens);
            }
            below = anchor;
        }
        return below == null ? 0 : below.getValue();
    }

    private static double between(
            Map.Entry<Integer, Double> below, Map.Entry<Integer, Double> above, int tokens) {
        double share =
                StrictMath.log((double) tokens / below.getKey())
                        / StrictMath.log((double) above.getKey() / below.getKey());
        return below.getValue() + share * (above.getValue() - below.getValue());
    }

    /// A weighted mean over the parts that are there.
    private static final class Mean {

        private final List<Part> parts = new ArrayList<>();
        private double sum;
        private double weight;

        void add(String name, OptionalDouble points, double share, String how) {
            parts.add(new Part(name, points, share, points.isEmpty() ? "missing" : how));
            if (points.isPresent()) {
                sum += share * points.getAsDouble();
                weight += share;
            }
        }

        OptionalDouble points() {
            return weight > 0
                    ? OptionalDouble.of(Math.clamp(sum / weight, 0, 100))
                    : OptionalDouble.empty();
        }

        boolean isPartial() {
            return parts.stream().anyMatch(part -> part.points().isEmpty() && part.weight() > 0);
        }

        List<Part> parts() {
            return parts;
        }

        /// `throughput 60.0 x 0.5, TTFT 74.4 x 0.3, quality index missing`
        String how() {
            return String.join(
                    ", ",
                    parts.stream()
                            .map(part ->
                                    part.points().isPresent()
                                            ? String.format(
                                                    Locale.ROOT,
                                                    "%s %.1f x %s",
                                                    part.name(),
                                                    part.points().getAsDouble(),
                                                    part.weight())
                                            : part.name() + " missing")
                            .toList());
        }
    }
}
