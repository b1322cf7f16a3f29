package dev.assayer.app;

import dev.assayer.gateway.ChatCompletions;
import dev.assayer.gateway.GatewayParts;
import dev.assayer.gateway.Responses;
import dev.assayer.gateway.openai.ApiError;
import dev.assayer.provider.AnswerLimits;
import dev.assayer.provider.Deadlines;
import dev.assayer.provider.UpstreamClient;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/// One event loop's HTTP server: sends each path to its handler.
final class HttpFront extends VerticleBase {

    private final GatewayParts parts;
    private final HttpServerOptions options;
    private @org.jspecify.annotations.Nullable ChatCompletions chat;

    HttpFront(GatewayParts parts, HttpServerOptions options) {
        this.parts = parts;
        this.options = options;
    }

    @Override
    public Future<?> start() {
        chat =
                new ChatCompletions(
                        parts,
                        UpstreamClient.start(vertx, Deadlines.DEFAULT, AnswerLimits.DEFAULT));
        HttpServer server = vertx.createHttpServer(options);
        return server.requestHandler(this::handle).listen();
    }

    private void handle(HttpServerRequest request) {
        if (HttpMethod.POST.equals(request.method())
                && "/v1/chat/completions".equals(request.path())) {
            java.util.Objects.requireNonNull(chat).handle(request);
            return;
        }
        Responses.send(
                request.response(),
                new ApiError(
                        404, "not_found", null, "There is nothing at " + request.path() + "."));
    }
}
