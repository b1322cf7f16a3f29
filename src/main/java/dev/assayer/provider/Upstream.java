package dev.assayer.provider;

import dev.assayer.catalog.Provider;
import dev.assayer.config.DeclaredModel;
import dev.assayer.config.Origin;
import dev.assayer.config.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A provider that requests can be sent to, with what it takes to be let in. Its text form masks
/// every secret.
///
/// @param provider who and where
/// @param apiKey sent as bearer token; empty where the provider wants none
/// @param headers sent with every call, by name
/// @param models what the user declared of its models; empty when its own list is to decide
/// @param origin which variable or file named it
public record Upstream(
        Provider provider,
        Optional<Secret> apiKey,
        Map<String, Secret> headers,
        List<DeclaredModel> models,
        Origin origin) {

    public Upstream {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        models = List.copyOf(models);
    }

    public String id() {
        return provider.id();
    }
}
