package dev.assayer.admin;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What operators and their machines ask of a running Assayer: `/health`, `/ready`, `/metrics`,
/// `/openapi.json`.
public final class Operations {

    private final BooleanSupplier isReady;
    private final Supplier<String> metrics;
    private final Buffer openApi;

    /// @param isReady whether requests are taken
    /// @param metrics the metrics in Prometheus's text format
    /// @param openApi the API's description
    public Operations(BooleanSupplier isReady, Supplier<String> metrics, byte[] openApi) {
        this.isReady = isReady;
        this.metrics = metrics;
        this.openApi = Buffer.buffer(openApi);
    }

    /// Alive: answers as long as the process does.
    public void health(HttpServerRequest http) {
        json(http.response(), 200, "{\"status\":\"ok\"}");
    }

    /// Whether to send traffic here: 503 while starting and while shutting down.
    public void ready(HttpServerRequest http) {
        if (isReady.getAsBoolean()) {
            json(http.response(), 200, "{\"status\":\"ready\"}");
        } else {
            json(http.response(), 503, "{\"status\":\"not ready\"}");
        }
    }

    public void metrics(HttpServerRequest http) {
        http.response()
                .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                .end(metrics.get());
    }

    public void openApi(HttpServerRequest http) {
        http.response().putHeader("content-type", "application/json").end(openApi);
    }

    private static void json(HttpServerResponse response, int status, String body) {
        response.setStatusCode(status).putHeader("content-type", "application/json").end(body);
    }
}
