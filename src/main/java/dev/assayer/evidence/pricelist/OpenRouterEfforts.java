package dev.assayer.evidence.pricelist;

import dev.assayer.catalog.Effort;
import dev.assayer.catalog.WrittenName;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// At which effort Artificial Analysis's figures stand that OpenRouter repeats without saying so:
/// the highest that the model knows. Of 34 models of 2026-08-01 that Artificial Analysis listed at
/// several efforts on 2026-07-10, OpenRouter's figure was that of the highest for 31; the other
/// three equalled none. Confined to one thread.
final class OpenRouterEfforts {

    private final Map<String, Effort> highest = new HashMap<>();

    /// Learns what a model knows.
    void add(String where, JsonNode model) {
        Effort effort = highest(model.path("reasoning"));
        String id = model.path("id").asString("");
        String plain = OpenRouterModels.plainId(id);
        if (id.equals(plain)) {
            highest.put(id, effort);
        } else {
            highest.putIfAbsent(plain, effort); // the free twin may have thinking switched off
        }
        highest.putIfAbsent(model.path("canonical_slug").asString(""), effort);
    }

    /// The efforts that a model takes are listed from the highest down. A model that thinks unless
    /// told otherwise does so at its default.
    private static Effort highest(JsonNode reasoning) {
        for (JsonNode effort : reasoning.path("supported_efforts")) {
            for (Effort known : Effort.values()) {
                if (known.word().equals(effort.asString(""))) {
                    return known;
                }
            }
        }
        boolean isByDefault =
                reasoning.path("mandatory").asBoolean(false)
                        || reasoning.path("default_enabled").asBoolean(false);
        return reasoning.isObject() && !isByDefault ? Effort.THINKING : Effort.DEFAULT;
    }

    /// That model at its highest effort.
    ///
    /// @param id or dated slug
    WrittenName at(String id) {
        Effort effort = highest.getOrDefault(id, Effort.DEFAULT);
        WrittenName name = WrittenName.of(id);
        return effort == Effort.DEFAULT ? name : name.at(effort);
    }
}
