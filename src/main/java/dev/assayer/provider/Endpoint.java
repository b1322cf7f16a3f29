package dev.assayer.provider;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Map;

/// Where and how a provider is called: base address and headers, ready for the HTTP client.
public final class Endpoint {

    private final String provider;
    private final RequestOptions chatCompletions;
    private final RequestOptions models;

    private Endpoint(String provider, RequestOptions chatCompletions, RequestOptions models) {
        this.provider = provider;
        this.chatCompletions = chatCompletions;
        this.models = models;
    }

    /// @param provider id of the provider
    /// @param base base URL such as `https://api.openai.com/v1`, without a trailing slash
    /// @param headers sent with every request, authorization among them
    public static Endpoint of(String provider, URI base, Map<String, String> headers) {
        boolean tls = "https".equals(base.getScheme());
        MultiMap all = MultiMap.caseInsensitiveMultiMap();
        all.add(HttpHeaders.CONTENT_TYPE, "application/json");
        headers.forEach(all::set);
        var options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost(base.getHost())
                        .setPort(base.getPort() > 0 ? base.getPort() : tls ? 443 : 80)
                        .setSsl(tls)
                        .setURI(base.getRawPath() + "/chat/completions")
                        .setHeaders(all);
        return new Endpoint(
                provider,
                options,
                new RequestOptions(options)
                        .setMethod(HttpMethod.GET)
                        .setURI(base.getRawPath() + "/models"));
    }

    public String provider() {
        return provider;
    }

    /// Options of a chat request. Shared: must not be changed.
    RequestOptions chatCompletions() {
        return chatCompletions;
    }

    /// Options of the request for the provider's models. Shared: must not be changed.
    RequestOptions models() {
        return models;
    }

    @Override
    public String toString() {
        return provider + " at " + chatCompletions.getHost() + ":" + chatCompletions.getPort();
    }
}
