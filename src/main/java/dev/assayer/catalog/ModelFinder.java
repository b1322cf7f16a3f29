package dev.assayer.catalog;

import java.util.Map;
import java.util.Optional;

/// Finds the model that a person means: by its id, at an effort behind `@` or not, else by whatever
/// [NameMatcher] takes the name for. Immutable.
public final class ModelFinder {

    /// No model's name is longer; what is would only cost time.
    private static final int LONGEST = 200;

    private final Map<ModelId, Model> models;

    public ModelFinder(Catalog catalog) {
        this.models = catalog.models();
    }

    /// The variant that a name means; empty when it means none, or leaves open which.
    public Optional<Variant> find(String name) {
        if (name.isBlank() || name.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<Variant> byId =
                parsed(name).filter(variant -> models.containsKey(variant.model()));
        return byId.or(() -> matched(name));
    }

    private Optional<Variant> matched(String name) {
        int at = name.lastIndexOf('@');
        Optional<Effort> effort = at < 0 ? Optional.empty() : effort(name.substring(at + 1));
        WrittenName written = WrittenName.of(effort.isEmpty() ? name : name.substring(0, at));
        return new NameMatcher(models.values(), ReviewedAliases.bundled())
                .match(effort.map(written::at).orElse(written))
                .map(NameMatch::variant);
    }

    private static Optional<Variant> parsed(String name) {
        try {
            return Optional.of(Variant.parse(name));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Effort> effort(String word) {
        try {
            return Optional.of(Effort.parse(word));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// ` (did you mean lab/a, lab/b, lab/c?)`; empty where no id is near.
    public String suggestions(String name) {
        return name.isBlank() || name.length() > LONGEST
                ? ""
                : Suggestions.text(name, models.keySet().stream().map(ModelId::value).toList());
    }
}
