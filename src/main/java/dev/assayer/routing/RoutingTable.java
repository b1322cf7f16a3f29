package dev.assayer.routing;

import dev.assayer.catalog.Capability;
import dev.assayer.catalog.Offer;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Score;
import dev.assayer.scoring.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Everything about the offers that a decision needs, laid out for speed: one array slot per offer.
/// Immutable; event loops share it behind one volatile reference.
public final class RoutingTable {

    private static final int[] NONE = {};

    private final TableSpec spec;
    private final String hash;
    private final Offer[] offers;

    /// By category, then offer; null where nothing is known.
    private final @Nullable Score[][] scores;

    /// Dollars per token; NaN where unknown.
    private final double[] inputPrice;

    private final double[] outputPrice;

    /// Bit per [Capability]; all bits where the offer's capabilities are unknown.
    private final int[] capabilities;

    private final int[] contextTokens;
    private final Map<String, int[]> byName;

    private RoutingTable(TableSpec spec, Scores evidence) {
        this.spec = spec;
        this.hash = RoutingJson.hash(RoutingJson.write(spec));
        this.offers = spec.offers().toArray(Offer[]::new);
        int count = offers.length;
        this.scores = new @Nullable Score[Category.values().length][count];
        this.inputPrice = new double[count];
        this.outputPrice = new double[count];
        this.capabilities = new int[count];
        this.contextTokens = new int[count];
        for (int i = 0; i < count; i++) {
            Offer offer = offers[i];
            for (Category category : Category.values()) {
                scores[category.ordinal()][i] =
                        offer.variant()
                                .flatMap(variant -> evidence.score(variant, category))
                                .orElse(null);
            }
            inputPrice[i] =
                    offer.price().map(price -> price.input().picos() * 1e-12).orElse(Double.NaN);
            outputPrice[i] =
                    offer.price().map(price -> price.output().picos() * 1e-12).orElse(Double.NaN);
            boolean known =
                    offer.limits().contextTokens() > 0 || !offer.limits().capabilities().isEmpty();
            capabilities[i] = known ? bits(offer.limits().capabilities()) : -1;
            contextTokens[i] = offer.limits().contextTokens();
        }
        this.byName = index();
    }

    /// Builds the table.
    ///
    /// @param spec what it consists of
    /// @param evidence the scores that `spec` names
    public static RoutingTable of(TableSpec spec, Scores evidence) {
        return new RoutingTable(spec, evidence);
    }

    /// Every name by which an offer can be asked for. A name fits all offers of the strongest kind
    /// that has it: `provider//model` and `provider/model` before the provider's own model name,
    /// before the catalogue's model id.
    private Map<String, int[]> index() {
        var names = new HashMap<String, int[]>();
        List<Function<Offer, Optional<String>>> kinds =
                List.of(
                        offer -> Optional.of(offer.provider() + "//" + offer.upstreamModel()),
                        offer -> Optional.of(offer.id()),
                        offer -> Optional.of(offer.upstreamModel()),
                        offer -> offer.variant().map(Object::toString),
                        offer -> offer.variant().map(variant -> variant.model().value()),
                        offer -> offer.variant().map(variant -> variant.model().name()));
        for (var kind : kinds) {
            var found = new HashMap<String, List<Integer>>();
            for (int i = 0; i < offers.length; i++) {
                int offer = i;
                kind.apply(offers[i])
                        .ifPresent(name ->
                                found.computeIfAbsent(name, _ -> new ArrayList<>()).add(offer));
            }
            found.forEach((name, list) ->
                    names.putIfAbsent(name, list.stream().mapToInt(Integer::intValue).toArray()));
        }
        return names;
    }

    static int bits(Set<Capability> set) {
        int bits = 0;
        for (Capability capability : set) {
            bits |= 1 << capability.ordinal();
        }
        return bits;
    }

    public TableSpec spec() {
        return spec;
    }

    /// SHA-256 of the specification's JSON: names this table in the ledger.
    public String hash() {
        return hash;
    }

    public int size() {
        return offers.length;
    }

    public Offer offer(int index) {
        return offers[index];
    }

    /// Where an offer stands in this table; -1 if it does not.
    public int indexOf(String offerId) {
        for (int i = 0; i < offers.length; i++) {
            if (offers[i].id().equals(offerId)) {
                return i;
            }
        }
        return -1;
    }

    public Optional<Score> score(int index, Category category) {
        return Optional.ofNullable(scores[category.ordinal()][index]);
    }

    /// The offers that a name fits; empty for an unknown name. Callers must not change the array.
    int[] named(String name) {
        return byName.getOrDefault(name, NONE);
    }

    /// The first offer that a name fits.
    public Optional<Offer> offer(String name) {
        int[] named = named(name);
        return named.length == 0 ? Optional.empty() : Optional.of(offers[named[0]]);
    }

    /// Whether any offer goes by this name.
    public boolean knows(String name) {
        return byName.containsKey(name);
    }

    /// Every name that an offer can be asked for by.
    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    @Nullable Score rawScore(int index, Category category) {
        return scores[category.ordinal()][index];
    }

    double inputPrice(int index) {
        return inputPrice[index];
    }

    double outputPrice(int index) {
        return outputPrice[index];
    }

    int capabilities(int index) {
        return capabilities[index];
    }

    int contextTokens(int index) {
        return contextTokens[index];
    }

    @Override
    public String toString() {
        return "RoutingTable " + hash.substring(0, 12) + " " + Arrays.toString(offers);
    }
}
