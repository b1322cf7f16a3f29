package dev.assayer.config;

import dev.assayer.catalog.BaseUrl;
import dev.assayer.catalog.Dialect;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How a declared provider is reached.
///
/// @param dialect what it speaks
/// @param baseUrl where its paths begin; empty for a provider whose address we know by its id
/// @param apiKey sent as bearer token; empty where none was declared
/// @param headers sent with every call, by name
public record Connection(
        Dialect dialect,
        Optional<BaseUrl> baseUrl,
        Optional<Secret> apiKey,
        Map<String, Secret> headers) {

    public Connection {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
