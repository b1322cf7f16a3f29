package dev.assayer.scoring;

import dev.assayer.catalog.Catalog;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.Usd;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Performance;
import dev.assayer.evidence.Profile;
import dev.assayer.evidence.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What a snapshot tells of models beside figures in benchmarks: list prices, context windows,
/// speed, and what the user's own file says. Immutable.
public final class ModelFacts {

    private static final double PICOS_PER_MILLION = 1e6 / 1e12;

    private final Catalog catalog;
    private final Map<ModelId, List<ListedOffer>> listed = new HashMap<>();
    private final Map<Variant, List<Performance>> performance = new HashMap<>();
    private final Map<ModelId, Profile> profiles;

    public ModelFacts(Snapshot snapshot) {
        this.catalog = snapshot.catalog();
        this.profiles = snapshot.extras().profiles();
        for (ListedOffer line : catalog.offers()) {
            line.model()
                    .ifPresent(model ->
                            listed.computeIfAbsent(model, _ -> new ArrayList<>()).add(line));
        }
        for (Performance one : snapshot.extras().performance()) {
            performance.computeIfAbsent(one.variant(), _ -> new ArrayList<>()).add(one);
        }
    }

    public Optional<Model> model(Variant variant) {
        return catalog.model(variant.model());
    }

    public Optional<Profile> profile(ModelId model) {
        return Optional.ofNullable(profiles.get(model));
    }

    /// Every published offer of a model, in the order of the catalogue.
    public List<ListedOffer> listed(ModelId model) {
        return List.copyOf(listed.getOrDefault(model, List.of()));
    }

    /// Every figure of a variant's speed.
    public List<Performance> performance(Variant variant) {
        return List.copyOf(performance.getOrDefault(variant, List.of()));
    }

    /// The list price to show for a variant that the user has no offer of: at the lab itself, else
    /// the lowest one, and a free one only where every price is free.
    public Optional<ListedOffer> quoted(Variant variant) {
        return listed.getOrDefault(variant.model(), List.of()).stream()
                .filter(line -> line.price().isPresent())
                .min(
                        Comparator.comparing((ListedOffer line) -> !isOf(variant, line))
                                .thenComparing(line -> !isLabsOwn(line))
                                .thenComparing(line -> price(line).isFree())
                                .thenComparing(line -> threeToOne(price(line)))
                                .thenComparing(ListedOffer::provider)
                                .thenComparing(ListedOffer::upstreamModel));
    }

    /// The context window at an offer, else the model's own; empty when unknown.
    public OptionalInt contextTokens(Limits limits, Optional<Model> model) {
        int tokens =
                limits.contextTokens() > 0
                        ? limits.contextTokens()
                        : model.map(one -> one.limits().contextTokens()).orElse(0);
        return tokens > 0 ? OptionalInt.of(tokens) : OptionalInt.empty();
    }

    /// The context window where the list price holds.
    public OptionalInt contextTokens(Variant variant) {
        return contextTokens(
                quoted(variant).map(ListedOffer::limits).orElse(Limits.UNKNOWN), model(variant));
    }

    /// How fast a variant is, as one source says: at that provider, else across hosts, else, where
    /// no provider is named, at whatever host; of several the newest. Figures of other efforts
    /// never stand in.
    ///
    /// @param provider who is to serve it; empty for anybody
    public Optional<Performance> speed(Variant variant, Optional<String> provider) {
        return performance.getOrDefault(variant, List.of()).stream()
                .filter(one ->
                        one.host().isEmpty() || provider.isEmpty() || isHost(one, provider.get()))
                .min(
                        Comparator.comparing((Performance one) ->
                                        provider.isEmpty()
                                                ? one.host().isPresent()
                                                : one.host().isEmpty())
                                .thenComparing(Performance::date, Comparator.reverseOrder())
                                .thenComparing(Performance::source)
                                .thenComparing(one -> one.host().orElse("")));
    }

    private static boolean isHost(Performance one, String provider) {
        return one.host().filter(host -> letters(host).startsWith(letters(provider))).isPresent();
    }

    /// Dollars per million tokens where three of four are input.
    public static double blendedPerMillion(Price price) {
        return threeToOne(price).picos() * PICOS_PER_MILLION / 4;
    }

    private static Usd threeToOne(Price price) {
        return price.input().times(3).plus(price.output());
    }

    private static boolean isOf(Variant variant, ListedOffer line) {
        return line.variant().filter(variant::equals).isPresent();
    }

    /// `mistral` is the provider of the lab `mistralai`, `xai` that of `x-ai`.
    private static boolean isLabsOwn(ListedOffer line) {
        return line.model()
                .filter(model -> letters(model.lab()).startsWith(letters(line.provider())))
                .isPresent();
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static Price price(ListedOffer line) {
        return line.price().orElse(Price.FREE);
    }
}
