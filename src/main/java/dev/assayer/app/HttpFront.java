package dev.assayer.app;

import dev.assayer.admin.Decisions;
import dev.assayer.admin.Ingest;
import dev.assayer.admin.ModelEvidence;
import dev.assayer.admin.Operations;
import dev.assayer.config.CallDeadlines;
import dev.assayer.gateway.ChatCompletions;
import dev.assayer.gateway.GatewayParts;
import dev.assayer.gateway.ModelList;
import dev.assayer.gateway.Responses;
import dev.assayer.gateway.RouteDryRun;
import dev.assayer.gateway.openai.ApiError;
import dev.assayer.provider.AnswerLimits;
import dev.assayer.provider.UpstreamClient;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// One event loop's HTTP server: sends each path to its handler.
final class HttpFront extends VerticleBase {

    private static final String CHAT = "/v1/chat/completions";

    /// What all event loops share.
    ///
    /// @param gateway for the requests of applications
    /// @param decisions what was decided
    /// @param operations health, metrics, description
    /// @param ingest how evidence comes in
    /// @param models what the evidence says of models
    /// @param deadlines of upstream calls
    /// @param answers limits of upstream answers
    /// @param http where to listen and how much to read
    /// @param grace how long open requests may go on after the order to stop
    /// @param listening told the port
    record Parts(
            GatewayParts gateway,
            Decisions decisions,
            Operations operations,
            Ingest ingest,
            ModelEvidence models,
            CallDeadlines deadlines,
            AnswerLimits answers,
            HttpServerOptions http,
            Duration grace,
            IntConsumer listening) {}

    private static final long LOOK_WHETHER_DRAINED_MILLIS = 20;

    private final Parts parts;
    private @Nullable HttpServer server;
    private @Nullable ChatCompletions chat;

    HttpFront(Parts parts) {
        this.parts = parts;
    }

    @Override
    public Future<?> start() {
        chat =
                new ChatCompletions(
                        parts.gateway(),
                        UpstreamClient.start(vertx, parts.deadlines(), parts.answers()));
        var routes =
                new Routes(
                        chat,
                        new RouteDryRun(parts.gateway()),
                        new ModelList(parts.gateway().lineup()));
        HttpServer opening = vertx.createHttpServer(parts.http());
        server = opening;
        return opening.requestHandler(routes::handle)
                .invalidRequestHandler(HttpFront::refuse)
                .listen()
                .onSuccess(open -> parts.listening().accept(open.actualPort()));
    }

    /// Goes on listening while answers are under way, so that who looks at `/ready` sees 503 and
    /// who asks is told why not; then closes.
    @Override
    public Future<?> stop() {
        HttpServer open = server;
        ChatCompletions draining = chat;
        if (open == null || draining == null) {
            return Future.succeededFuture();
        }
        long until = System.nanoTime() + parts.grace().toNanos();
        draining.turnAway();
        Promise<Void> drained = Promise.promise();
        lookWhetherDrained(draining, until, drained);
        return drained.future()
                .compose(_ ->
                        open.shutdown(
                                Math.max(1, (until - System.nanoTime()) / 1_000_000),
                                TimeUnit.MILLISECONDS));
    }

    private void lookWhetherDrained(ChatCompletions draining, long until, Promise<Void> drained) {
        if (draining.isIdle() || System.nanoTime() - until >= 0) {
            drained.complete();
        } else {
            vertx.setTimer(
                    LOOK_WHETHER_DRAINED_MILLIS, _ -> lookWhetherDrained(draining, until, drained));
        }
    }

    /// Answers what is no HTTP: headers or a request line too long, or garbage.
    private static void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        String what = cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
        boolean tooLong = cause instanceof TooLongFrameException;
        String setting =
                cause instanceof TooLongHttpHeaderException ? " (server.limits.header-size)" : "";
        request.response().putHeader("connection", "close");
        Responses.send(
                request.response(),
                new ApiError(
                        tooLong ? 431 : 400,
                        tooLong ? "headers_too_large" : "malformed_http",
                        null,
                        "The request's head cannot be read" + what + setting));
        request.connection().close();
    }

    private final class Routes {

        private final ChatCompletions chat;
        private final RouteDryRun dryRun;
        private final ModelList models;
        private final int mostHeaders = parts.gateway().settings().limits().headerCount();

        Routes(ChatCompletions chat, RouteDryRun dryRun, ModelList models) {
            this.chat = chat;
            this.dryRun = dryRun;
            this.models = models;
        }

        void handle(HttpServerRequest http) {
            String path = http.path();
            if (http.headers().size() > mostHeaders) {
                Responses.send(
                        http.response(),
                        new ApiError(
                                431,
                                "too_many_headers",
                                null,
                                "The request has more than "
                                        + mostHeaders
                                        + " headers (server.limits.header-count)."));
            } else if (CHAT.equals(path)) {
                only(HttpMethod.POST, http, () -> chat.handle(http));
            } else if (path == null) {
                Responses.send(http.response(), notFound(""));
            } else {
                handleOther(http, path);
            }
        }

        private void handleOther(HttpServerRequest http, String path) {
            switch (path) {
                case "/v1/route" -> only(HttpMethod.POST, http, () -> dryRun.handle(http));
                case "/health" -> only(HttpMethod.GET, http, () -> parts.operations().health(http));
                case "/ready" -> only(HttpMethod.GET, http, () -> parts.operations().ready(http));
                case "/metrics" ->
                        only(HttpMethod.GET, http, () -> parts.operations().metrics(http));
                case "/openapi.json" ->
                        only(HttpMethod.GET, http, () -> parts.operations().openApi(http));
                default -> {
                    if (isAtOrUnder(path, ModelList.PATH)) {
                        only(HttpMethod.GET, http, () -> models.handle(http, path));
                    } else if (isAtOrUnder(path, Decisions.PATH)) {
                        only(HttpMethod.GET, http, () -> parts.decisions().handle(http, path));
                    } else if (!isEvidence(http, path)) {
                        Responses.send(http.response(), notFound(path));
                    }
                }
            }
        }

        /// Answers a request about evidence.
        ///
        /// @return whether it is one
        private boolean isEvidence(HttpServerRequest http, String path) {
            return (isAtOrUnder(path, Ingest.PATH) && parts.ingest().handle(http, path))
                    || (isAtOrUnder(path, ModelEvidence.PATH) && parts.models().handle(http, path));
        }

        private static boolean isAtOrUnder(String path, String place) {
            return path.startsWith(place)
                    && (path.length() == place.length() || path.charAt(place.length()) == '/');
        }

        private static ApiError notFound(String path) {
            return new ApiError(
                    404,
                    "not_found",
                    null,
                    "There is nothing at '"
                            + path
                            + "'. "
                            + (path.endsWith(CHAT.substring("/v1".length()))
                                    ? "Chat is at " + CHAT + ": a client's base URL ends in /v1."
                                    : "GET /openapi.json says what there is."));
        }

        private static void only(HttpMethod method, HttpServerRequest http, Runnable handler) {
            if (method.equals(http.method())) {
                handler.run();
                return;
            }
            http.response().putHeader("allow", method.name());
            Responses.send(
                    http.response(),
                    new ApiError(
                            405,
                            "method_not_allowed",
                            null,
                            "The method is " + http.method() + " (expected: " + method + ")."));
        }
    }
}
