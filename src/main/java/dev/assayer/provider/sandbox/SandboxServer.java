package dev.assayer.provider.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One sandbox provider: an HTTP server on a free port of 127.0.0.1.
public final class SandboxServer {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Vertx vertx;
    private final String name;
    private final List<String> models;
    private final Function<SandboxRequest, Script> script;
    private final InstantSource clock;
    private final HttpServer server;

    private SandboxServer(
            Vertx vertx,
            String name,
            List<String> models,
            Function<SandboxRequest, Script> script,
            InstantSource clock) {
        this.vertx = vertx;
        this.name = name;
        this.models = List.copyOf(models);
        this.script = script;
        this.clock = clock;
        this.server = vertx.createHttpServer();
    }

    /// Starts a provider.
    ///
    /// @param name its id, named in every answer
    /// @param models the models it has; requests for others are answered 404
    /// @param script what to do with each request
    /// @param clock dates its answers
    public static Future<SandboxServer> start(
            Vertx vertx,
            String name,
            List<String> models,
            Function<SandboxRequest, Script> script,
            InstantSource clock) {
        var sandbox = new SandboxServer(vertx, name, models, script, clock);
        return sandbox.server
                .requestHandler(sandbox::handle)
                .listen(0, "127.0.0.1")
                .map(_ -> sandbox);
    }

    /// Where it can be called.
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
    }

    public Future<Void> close() {
        return server.close();
    }

    private void handle(HttpServerRequest http) {
        if (HttpMethod.GET.equals(http.method()) && "/v1/models".equals(http.path())) {
            sendModels(http.response());
        } else if (HttpMethod.POST.equals(http.method())
                && "/v1/chat/completions".equals(http.path())) {
            http.body().onSuccess(body -> chat(http, body));
        } else {
            sendError(http.response(), 404, "no such path: " + http.path());
        }
    }

    private void sendModels(HttpServerResponse response) {
        ObjectNode root = MAPPER.createObjectNode().put("object", "list");
        var data = root.putArray("data");
        models.forEach(model ->
                data.addObject().put("id", model).put("object", "model").put("owned_by", name));
        response.putHeader("content-type", "application/json")
                .end(Buffer.buffer(MAPPER.writeValueAsBytes(root)));
    }

    private void chat(HttpServerRequest http, Buffer body) {
        JsonNode json;
        try {
            json = MAPPER.readTree(body.getBytes());
        } catch (JacksonException e) {
            sendError(http.response(), 400, "the body is not JSON");
            return;
        }
        Map<String, String> headers = new HashMap<>();
        http.headers()
                .forEach(entry ->
                        headers.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()));
        var request =
                new SandboxRequest(
                        json.path("model").asString(""),
                        json.path("stream").asBoolean(false),
                        body.toString(),
                        headers);
        if (!models.contains(request.model())) {
            sendError(http.response(), 404, "the model '" + request.model() + "' does not exist");
            return;
        }
        var answer = CannedAnswer.to(name, request.model(), json, clock.millis() / 1_000);
        play(script.apply(request), http, request, answer);
    }

    private void play(
            Script act, HttpServerRequest http, SandboxRequest request, CannedAnswer answer) {
        HttpServerResponse response = http.response();
        switch (act) {
            case Script.Answer pace -> {
                if (request.isStreamed()) {
                    stream(response, answer.events(), pace, answer.events().size(), Ending.PROPER);
                } else {
                    long millis =
                            pace.firstByte().toMillis()
                                    + answer.tokens() * 1_000L / pace.tokensPerSecond();
                    later(millis, () -> sendJson(response, 200, answer.whole()));
                }
            }
            case Script.Status status -> {
                status.retryAfterSeconds()
                        .ifPresent(seconds ->
                                response.putHeader("retry-after", Integer.toString(seconds)));
                sendError(response, status.status(), "scripted failure");
            }
            case Script.Silence _ -> {}
            case Script.Hangup _ -> http.connection().close();
            case Script.Html _ ->
                    response.putHeader("content-type", "text/html")
                            .end("<!doctype html><title>502</title><h1>Bad gateway</h1>");
            case Script.HalfBody _ -> {
                Buffer whole = answer.whole();
                response.putHeader("content-type", "application/json")
                        .putHeader("content-length", Integer.toString(whole.length()));
                response.write(whole.slice(0, whole.length() / 2))
                        .onComplete(_ -> http.connection().close());
            }
            case Script.CutStream cut ->
                    stream(response, answer.events(), AT_ONCE, cut.events(), Ending.CUT);
            case Script.EndedStream ended ->
                    stream(response, answer.events(), AT_ONCE, ended.events(), Ending.EARLY);
            case Script.StalledStream stalled ->
                    stream(response, answer.events(), AT_ONCE, stalled.events(), Ending.NEVER);
            case Script.Bytes bytes ->
                    response.setStatusCode(bytes.status())
                            .putHeader("content-type", bytes.contentType())
                            .end(bytes.body());
        }
    }

    private static final Script.Answer AT_ONCE = new Script.Answer(java.time.Duration.ZERO, 1_000);

    private enum Ending {
        PROPER,
        EARLY,
        CUT,
        NEVER
    }

    private void stream(
            HttpServerResponse response,
            List<Buffer> events,
            Script.Answer pace,
            int count,
            Ending ending) {
        response.putHeader("content-type", "text/event-stream").setChunked(true);
        later(
                pace.firstByte().toMillis(),
                () ->
                        send(
                                response,
                                events,
                                0,
                                count,
                                Math.max(1, 1_000 / pace.tokensPerSecond()),
                                ending));
    }

    private void send(
            HttpServerResponse response,
            List<Buffer> events,
            int index,
            int count,
            long gapMillis,
            Ending ending) {
        if (response.closed()) {
            return;
        }
        if (index < count) {
            response.write(events.get(index));
            later(gapMillis, () -> send(response, events, index + 1, count, gapMillis, ending));
            return;
        }
        switch (ending) {
            case PROPER, EARLY -> response.end();
            case CUT -> response.reset();
            case NEVER -> {}
        }
    }

    private void later(long millis, Runnable action) {
        if (millis <= 0) {
            action.run();
        } else {
            vertx.setTimer(millis, _ -> action.run());
        }
    }

    private static void sendError(HttpServerResponse response, int status, String message) {
        ObjectNode root = MAPPER.createObjectNode();
        root.putObject("error")
                .put("message", "sandbox: " + message)
                .put("type", status < 500 ? "invalid_request_error" : "server_error")
                .putNull("param")
                .putNull("code");
        sendJson(response, status, Buffer.buffer(MAPPER.writeValueAsBytes(root)));
    }

    private static void sendJson(HttpServerResponse response, int status, Buffer body) {
        if (!response.closed()) {
            response.setStatusCode(status).putHeader("content-type", "application/json").end(body);
        }
    }
}
