package dev.assayer.gateway;

import dev.assayer.gateway.openai.ApiError;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/// Headers and bodies that the gateway's handlers answer with.
public final class Responses {

    static final CharSequence DECISION = HttpHeaders.createOptimized("x-assayer-decision");
    static final CharSequence PROVIDER = HttpHeaders.createOptimized("x-assayer-provider");
    static final CharSequence MODEL = HttpHeaders.createOptimized("x-assayer-model");
    static final CharSequence CATEGORY = HttpHeaders.createOptimized("x-assayer-category");
    static final CharSequence POLICY = HttpHeaders.createOptimized("x-assayer-policy");
    static final CharSequence SANDBOX = HttpHeaders.createOptimized("x-assayer-sandbox");
    static final CharSequence ATTEMPTS = HttpHeaders.createOptimized("x-assayer-attempts");
    static final CharSequence TRUE = HttpHeaders.createOptimized("true");
    static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    static final CharSequence EVENT_STREAM = HttpHeaders.createOptimized("text/event-stream");

    private Responses() {}

    /// Sends an error, unless the answer has begun.
    public static void send(HttpServerResponse response, ApiError error) {
        if (response.headWritten() || response.ended()) {
            return;
        }
        json(response, error.status(), error.body());
    }

    /// Sends a JSON body.
    public static void json(HttpServerResponse response, int status, Buffer body) {
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(body);
    }

    /// Passes on those of a provider's headers that mean something to its caller: request ids, rate
    /// limits, processing times. Everything that belongs to the connection, cookies and server
    /// names stays behind.
    static void passOn(MultiMap from, HttpServerResponse to) {
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey();
            if (isPassedOn(name)) {
                to.putHeader(name, header.getValue());
            }
        }
    }

    private static boolean isPassedOn(String name) {
        return startsWith(name, "x-request-id")
                || startsWith(name, "x-ratelimit-")
                || startsWith(name, "openai-")
                || startsWith(name, "anthropic-")
                || startsWith(name, "retry-after");
    }

    private static boolean startsWith(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
