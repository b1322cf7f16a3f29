package dev.assayer.app;

import dev.assayer.provider.Endpoint;
import dev.assayer.provider.Upstream;
import java.util.LinkedHashMap;

/// Makes the endpoint of a provider: the one place where keys are revealed.
final class Endpoints {

    private Endpoints() {}

    static Endpoint of(Upstream upstream) {
        var headers = new LinkedHashMap<String, String>();
        upstream.apiKey().ifPresent(key -> headers.put("authorization", "Bearer " + key.reveal()));
        upstream.headers().forEach((name, value) -> headers.put(name, value.reveal()));
        return Endpoint.of(upstream.id(), upstream.provider().baseUrl().uri(), headers);
    }
}
