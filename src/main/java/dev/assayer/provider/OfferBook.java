package dev.assayer.provider;

import dev.assayer.catalog.Catalog;
import dev.assayer.catalog.Effort;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.NameMatcher;
import dev.assayer.catalog.Offer;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.Variant;
import dev.assayer.catalog.WrittenName;
import dev.assayer.config.DeclaredModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Turns the user's providers into offers: what each provider serves, which catalogue model that
/// is, what it costs. The user's own word comes first, then the provider's line in the price
/// catalogues, then the matcher. Pure; for one thread at a time.
public final class OfferBook {

    /// The provider that sells a lab's models under its own name, where the two are called
    /// differently.
    private static final Map<String, String> OWN_PROVIDER =
            Map.of("x-ai", "xai", "mistralai", "mistral");

    private final Catalog catalog;
    private final Supplier<NameMatcher> matchers;
    private @Nullable NameMatcher matcher;
    private final Map<String, Map<String, ListedOffer>> listed = new HashMap<>();

    /// @param catalog models and list prices
    /// @param matchers makes the matcher for names that no price catalogue lists; asked once, at
    ///   the first such name
    public OfferBook(Catalog catalog, Supplier<NameMatcher> matchers) {
        this.catalog = catalog;
        this.matchers = matchers;
        for (ListedOffer offer : catalog.offers()) {
            listed.computeIfAbsent(offer.provider(), _ -> new HashMap<>())
                    .put(offer.upstreamModel(), offer);
        }
    }

    /// Whether only the provider itself can say which models it has.
    public boolean needsListing(Upstream upstream) {
        return upstream.models().isEmpty() && !listed.containsKey(upstream.id());
    }

    /// The offers of all providers.
    ///
    /// @param upstreams the user's providers
    /// @param told models that providers listed themselves, by provider id
    public List<Offer> offers(List<Upstream> upstreams, Map<String, List<String>> told) {
        var offers = new ArrayList<Offer>();
        for (Upstream upstream : upstreams) {
            var seen = new HashSet<String>();
            for (DeclaredModel model : models(upstream, told)) {
                if (seen.add(model.id())) {
                    offers.add(offer(upstream, model));
                }
            }
        }
        return List.copyOf(offers);
    }

    private List<DeclaredModel> models(Upstream upstream, Map<String, List<String>> told) {
        if (!upstream.models().isEmpty()) {
            return upstream.models();
        }
        List<String> own = told.get(upstream.id());
        return (own != null
                        ? own.stream()
                        : listed.getOrDefault(upstream.id(), Map.of()).keySet().stream().sorted())
                .map(DeclaredModel::of)
                .toList();
    }

    private Offer offer(Upstream upstream, DeclaredModel declared) {
        Optional<ListedOffer> line =
                Optional.ofNullable(
                        listed.getOrDefault(upstream.id(), Map.of()).get(declared.id()));
        Optional<Variant> variant =
                declared.as()
                        .map(id -> new Variant(id, declared.effort()))
                        .or(() ->
                                line.flatMap(ListedOffer::variant)
                                        .map(known -> at(declared, known)))
                        .or(() ->
                                matcher()
                                        .match(WrittenName.of(declared.id()))
                                        .map(match -> at(declared, match.variant())));
        Optional<Price> price = declared.price().or(() -> line.flatMap(ListedOffer::price));
        if (price.isEmpty() && upstream.provider().sandbox()) {
            price = variant.flatMap(known -> listPrice(known.model()));
        }
        return new Offer(
                upstream.id(),
                declared.id(),
                variant,
                price,
                limits(declared, line, variant),
                upstream.provider().sandbox());
    }

    private NameMatcher matcher() {
        if (matcher == null) {
            matcher = matchers.get();
        }
        return matcher;
    }

    /// A known variant at the effort that the user declared, if one was.
    private static Variant at(DeclaredModel declared, Variant known) {
        return declared.effort() == Effort.DEFAULT
                ? known
                : new Variant(known.model(), declared.effort());
    }

    private Limits limits(
            DeclaredModel declared, Optional<ListedOffer> line, Optional<Variant> variant) {
        if (!declared.limits().equals(Limits.UNKNOWN)) {
            return declared.limits();
        }
        return line.map(ListedOffer::limits)
                .filter(limits -> !limits.equals(Limits.UNKNOWN))
                .or(() -> variant.flatMap(known -> catalog.model(known.model())).map(Model::limits))
                .orElse(Limits.UNKNOWN);
    }

    /// What the model's own lab asks for it; else the median of what others ask.
    private Optional<Price> listPrice(ModelId model) {
        String own = OWN_PROVIDER.getOrDefault(model.lab(), model.lab());
        List<ListedOffer> priced =
                catalog.offers().stream()
                        .filter(offer -> offer.model().filter(model::equals).isPresent())
                        .filter(offer -> offer.price().filter(price -> !price.isFree()).isPresent())
                        .toList();
        Optional<Price> asked =
                priced.stream()
                        .filter(offer -> offer.provider().equals(own))
                        .findFirst()
                        .flatMap(ListedOffer::price);
        List<Price> prices =
                priced.stream()
                        .flatMap(offer -> offer.price().stream())
                        .sorted(Comparator.comparing(Price::output).thenComparing(Price::input))
                        .toList();
        return asked.or(() ->
                prices.isEmpty() ? Optional.empty() : Optional.of(prices.get(prices.size() / 2)));
    }
}
