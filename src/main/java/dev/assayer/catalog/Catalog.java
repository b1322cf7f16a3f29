package dev.assayer.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All known models and all published list prices; immutable. Part of an evidence snapshot.
public final class Catalog {

    private final SortedMap<ModelId, Model> models;
    private final List<ListedOffer> offers;

    public Catalog(Collection<Model> models, Collection<ListedOffer> offers) {
        var byId = new TreeMap<ModelId, Model>();
        for (Model model : models) {
            if (byId.put(model.id(), model) != null) {
                throw new IllegalArgumentException(
                        "catalogue: model " + model.id() + " stands twice");
            }
        }
        this.models = Collections.unmodifiableSortedMap(byId);
        this.offers = List.copyOf(offers);
    }

    /// Every model by id, in the order of ids.
    public Map<ModelId, Model> models() {
        return models;
    }

    public Optional<Model> model(ModelId id) {
        return Optional.ofNullable(models.get(id));
    }

    /// Every line of the price catalogues, in the order given.
    public List<ListedOffer> offers() {
        return offers;
    }
}
