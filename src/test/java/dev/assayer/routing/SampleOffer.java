package dev.assayer.routing;

import dev.assayer.catalog.Capability;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.Offer;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.Variant;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Contribution;
import dev.assayer.scoring.Score;
import dev.assayer.scoring.Scores;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An offer for tests, with the scores of its model, and tables made of such offers.
public final class SampleOffer {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

    private final String provider;
    private final String model;
    private Optional<Variant> variant = Optional.empty();
    private Optional<Price> price = Optional.empty();
    private Limits limits = Limits.UNKNOWN;
    private final Map<Category, Score> scores = new EnumMap<>(Category.class);

    private SampleOffer(String provider, String model) {
        this.provider = provider;
        this.model = model;
    }

    /// An offer without evidence, price and limits.
    ///
    /// @param id `provider/model`
    public static SampleOffer of(String id) {
        int slash = id.indexOf('/');
        return new SampleOffer(id.substring(0, slash), id.substring(slash + 1));
    }

    public SampleOffer as(String written) {
        variant = Optional.of(Variant.parse(written));
        return this;
    }

    /// Dollars per million tokens.
    public SampleOffer price(double input, double output) {
        price =
                Optional.of(
                        Price.perMillion(BigDecimal.valueOf(input), BigDecimal.valueOf(output)));
        return this;
    }

    public SampleOffer takes(int contextTokens, Capability... capabilities) {
        limits = new Limits(contextTokens, 0, Set.of(capabilities));
        return this;
    }

    /// A score in every category.
    public SampleOffer score(double value) {
        for (Category category : Category.values()) {
            score(category, value);
        }
        return this;
    }

    public SampleOffer score(Category category, double value) {
        if (variant.isEmpty()) {
            as("lab/" + provider + "-" + model.replace('/', '-'));
        }
        scores.put(category, new Score(value, value - 5, value + 5, 3, Optional.of(DAY), false));
        return this;
    }

    public Offer offer() {
        return new Offer(provider, model, variant, price, limits, false);
    }

    public static RoutingTable table(SampleOffer... offers) {
        return table(RoutingSettings.DEFAULT, offers);
    }

    public static RoutingTable table(RoutingSettings settings, SampleOffer... offers) {
        var known = new HashMap<Variant, Map<Category, Score>>();
        for (SampleOffer each : offers) {
            each.variant.ifPresent(
                    of -> known.computeIfAbsent(of, _ -> new HashMap<>()).putAll(each.scores));
        }
        return RoutingTable.of(
                new TableSpec(
                        "0123456789abcdef",
                        "fixed",
                        DAY,
                        settings,
                        Arrays.stream(offers).map(SampleOffer::offer).toList()),
                new FixedScores(known));
    }

    private record FixedScores(Map<Variant, Map<Category, Score>> known) implements Scores {

        @Override
        public Set<Variant> variants() {
            return known.keySet();
        }

        @Override
        public Optional<Score> score(Variant variant, Category category) {
            return Optional.ofNullable(known.getOrDefault(variant, Map.of()).get(category));
        }

        @Override
        public List<Contribution> contributions(Variant variant, Category category) {
            return List.of();
        }
    }
}
