package dev.assayer.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assayer.config.CallDeadlines;
import dev.assayer.ledger.DecisionIds;
import dev.assayer.ledger.LedgerRecord;
import dev.assayer.provider.AnswerLimits;
import dev.assayer.provider.AttemptReport;
import dev.assayer.provider.Endpoint;
import dev.assayer.provider.Outcome;
import dev.assayer.provider.UpstreamClient;
import dev.assayer.provider.sandbox.SandboxRequest;
import dev.assayer.provider.sandbox.SandboxServer;
import dev.assayer.provider.sandbox.Script;
import dev.assayer.routing.Choice;
import dev.assayer.routing.Health;
import dev.assayer.routing.Router;
import dev.assayer.routing.RoutingJson;
import dev.assayer.routing.RoutingTable;
import dev.assayer.routing.SampleOffer;
import dev.assayer.routing.features.FeatureExtractor;
import dev.assayer.routing.policy.Policy;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Requests through the gateway to two providers that follow a script, over real sockets.
@Timeout(60)
class ChatCompletionsTest {

    private static final Script ANSWER = new Script.Answer(Duration.ZERO, 1_000);
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));

    private final Vertx vertx = Vertx.vertx();
    private HttpClient client = client(HttpClient.Version.HTTP_1_1);
    private final List<LedgerRecord> ledger = new CopyOnWriteArrayList<>();
    private final List<AttemptReport> attempts = new CopyOnWriteArrayList<>();

    private static HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().version(version).build();
    }

    @AfterEach
    void close() throws Exception {
        client.shutdownNow();
        got(vertx.close());
    }

    private static <T> T got(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private URI provider(Function<SandboxRequest, Script> script) throws Exception {
        return got(SandboxServer.start(vertx, "p", List.of("m"), script, CLOCK)).baseUrl();
    }

    private URI provider(Script script) throws Exception {
        return provider(_ -> script);
    }

    /// A gateway before providers `p0`, `p1`, ..., which all have `lab/model`, the first one the
    /// cheapest.
    private URI gateway(RequestLimits limits, URI... providers) throws Exception {
        SampleOffer[] offers = new SampleOffer[providers.length];
        Map<String, Endpoint> endpoints = new HashMap<>();
        for (int i = 0; i < providers.length; i++) {
            offers[i] =
                    SampleOffer.of("p" + i + "/m").as("lab/model").score(80).price(i + 1, i + 1);
            endpoints.put("p" + i, Endpoint.of("p" + i, providers[i], Map.of()));
        }
        RoutingTable table = SampleOffer.table(offers);
        Lineup lineup = Lineup.of(table, Health.unknown(table.size()), endpoints);
        var parts =
                new GatewayParts(
                        () -> lineup,
                        FeatureExtractor.load(0.5),
                        DecisionIds.after(0, CLOCK, 0),
                        ledger::add,
                        attempts::add,
                        CLOCK,
                        new AtomicInteger(),
                        new GatewayParts.Settings(
                                limits,
                                CallDeadlines.DEFAULT.total().toNanos(),
                                Policy.BALANCED,
                                false));
        var address = new CompletableFuture<URI>();
        got(
                vertx.deployVerticle(
                        new VerticleBase() {
                            @Override
                            public Future<?> start() {
                                var chat =
                                        new ChatCompletions(
                                                parts,
                                                UpstreamClient.start(
                                                        vertx,
                                                        CallDeadlines.DEFAULT,
                                                        AnswerLimits.DEFAULT));
                                HttpServer server = vertx.createHttpServer();
                                return server.requestHandler(chat::handle)
                                        .listen(0, "127.0.0.1")
                                        .onSuccess(open ->
                                                address.complete(
                                                        URI.create(
                                                                "http://127.0.0.1:"
                                                                        + open.actualPort()
                                                                        + "/v1/chat/completions")));
                            }
                        }));
        return address.get(20, TimeUnit.SECONDS);
    }

    private URI gateway(URI... providers) throws Exception {
        return gateway(RequestLimits.DEFAULT, providers);
    }

    private static HttpRequest request(URI gateway, String model, boolean streamed) {
        return HttpRequest.newBuilder(gateway)
                .timeout(Duration.ofSeconds(30))
                .header("x-assayer-category", "coding")
                .POST(BodyPublishers.ofString(body(model, streamed)))
                .build();
    }

    private static String body(String model, boolean streamed) {
        return "{\"model\":\""
                + model
                + "\",\"stream\":"
                + streamed
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    }

    private HttpResponse<String> ask(URI gateway, String model) throws Exception {
        return client.send(request(gateway, model, false), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    private static JsonNode error(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body()).get("error");
    }

    @Test
    void theAnswerNamesItsDecision() throws Exception {
        HttpResponse<String> response = ask(gateway(provider(ANSWER), provider(ANSWER)), "auto");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "x-assayer-provider")).isEqualTo("p0");
        assertThat(header(response, "x-assayer-model")).isEqualTo("m");
        assertThat(header(response, "x-assayer-category")).isEqualTo("coding");
        assertThat(header(response, "x-assayer-policy")).isEqualTo("balanced");
        assertThat(header(response, "x-assayer-attempts")).isEqualTo("none");
        LedgerRecord.Decided decided = (LedgerRecord.Decided) ledger.getFirst();
        assertThat(header(response, "x-assayer-decision"))
                .isEqualTo(DecisionIds.format(decided.id()));
        assertThat(decided.chosen()).isEqualTo("p0/m");
        await().untilAsserted(() -> assertThat(attempts).hasSize(1));
        assertThat(attempts.getFirst().ordinal()).isZero();
    }

    /// What the ledger is given leads to the same choice.
    @Test
    void theDecisionCanBeMadeAgain() throws Exception {
        ask(gateway(provider(ANSWER), provider(ANSWER)), "auto:economy");
        LedgerRecord.Decided decided = (LedgerRecord.Decided) ledger.getFirst();
        RoutingTable table =
                SampleOffer.table(
                        SampleOffer.of("p0/m").as("lab/model").score(80).price(1, 1),
                        SampleOffer.of("p1/m").as("lab/model").score(80).price(2, 2));
        assertThat(decided.tableHash()).isEqualTo(table.hash());
        Choice again =
                Router.choose(RoutingJson.readRequest(decided.request()), table, Health.unknown(2));
        assertThat(table.offer(again.order()[0]).id()).isEqualTo(decided.chosen());
    }

    @Test
    void aFailureFallsBackBeforeTheFirstByte() throws Exception {
        for (Script script :
                List.of(
                        new Script.Status(500, OptionalInt.empty()),
                        new Script.Hangup(),
                        new Script.Html(),
                        new Script.HalfBody())) {
            attempts.clear();
            HttpResponse<String> response =
                    ask(gateway(provider(script), provider(ANSWER)), "lab/model");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(header(response, "x-assayer-provider")).isEqualTo("p1");
            assertThat(header(response, "x-assayer-policy")).isEqualTo("pinned");
            assertThat(header(response, "x-assayer-attempts")).isEqualTo("2");
            await().untilAsserted(() -> assertThat(attempts).hasSize(2));
            assertThat(attempts.stream().map(AttemptReport::ordinal)).containsExactly(0, 1);
            assertThat(attempts.getLast().outcome()).isInstanceOf(Outcome.Success.class);
        }
    }

    @Test
    void theLastFailureAnswersWhenNobodyIsLeft() throws Exception {
        HttpResponse<String> response =
                ask(
                        gateway(
                                provider(new Script.Status(503, OptionalInt.empty())),
                                provider(new Script.Status(429, OptionalInt.of(12)))),
                        "auto");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(header(response, "retry-after")).isEqualTo("12");
        assertThat(header(response, "x-assayer-attempts")).isEqualTo("2");
        assertThat(error(response).get("code").asString()).isEqualTo("provider_rate_limited");
        assertThat(error(response).get("message").asString())
                .contains("p0")
                .contains("503")
                .contains("p1")
                .contains(header(response, "x-assayer-decision"));
    }

    @Test
    void aRejectionIsPassedOnAsItIs() throws Exception {
        var calls = new AtomicInteger();
        HttpResponse<String> response =
                ask(
                        gateway(
                                provider(new Script.Status(400, OptionalInt.empty())),
                                provider(_ -> {
                                    calls.incrementAndGet();
                                    return ANSWER;
                                })),
                        "auto");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response).get("message").asString()).contains("scripted failure");
        assertThat(header(response, "x-assayer-provider")).isEqualTo("p0");
        assertThat(calls).hasValue(0);
    }

    @Test
    void aStreamArrivesWithoutTheUsageThatNobodyAskedFor() throws Exception {
        HttpResponse<String> response =
                client.send(
                        request(gateway(provider(ANSWER)), "auto", true), BodyHandlers.ofString());
        assertThat(header(response, "content-type")).isEqualTo("text/event-stream");
        assertThat(response.body()).endsWith("data: [DONE]\n\n").doesNotContain("\"usage\"");
        await().untilAsserted(() -> assertThat(attempts).hasSize(1));
        assertThat(attempts.getFirst().outcome())
                .isInstanceOfSatisfying(
                        Outcome.Success.class, it -> assertThat(it.usage()).isPresent());
    }

    /// All bytes that come back until the connection is closed.
    private static String raw(URI gateway, String body) throws IOException {
        try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
            String head =
                    String.join(
                            "\r\n",
                            "POST " + gateway.getPath() + " HTTP/1.1",
                            "host: gateway",
                            "content-length: " + body.length(),
                            "",
                            "");
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aBrokenStreamCannotBeTakenForAFinishedOne() throws Exception {
        var calls = new AtomicInteger();
        URI other =
                provider(_ -> {
                    calls.incrementAndGet();
                    return ANSWER;
                });
        for (Script script : List.of(new Script.CutStream(3), new Script.EndedStream(3))) {
            URI gateway = gateway(provider(script), other);
            String text = raw(gateway, body("auto", true));
            assertThat(text).startsWith("HTTP/1.1 200 OK").contains("This");
            assertThat(text).contains("\"code\":\"provider_stream_broken\"");
            // Not even in the error's message: some clients look for nothing else.
            assertThat(text).doesNotContain("[DONE]");
            // The last chunk of HTTP is missing as well, which every client sees.
            assertThat(text).doesNotEndWith("0\r\n\r\n");
            assertThatThrownBy(() ->
                            client.send(request(gateway, "auto", true), BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
        assertThat(calls).as("calls after the first byte").hasValue(0);
    }

    /// One request at a time: whatever ends one must let the next one in.
    @Test
    void everyEndLetsTheNextRequestIn() throws Exception {
        var scripts =
                List.of(
                        new Script.Status(500, OptionalInt.empty()),
                        new Script.Bytes(
                                200,
                                "application/json",
                                "{\"choices\":[],\"usage\":{\"prompt_tokens\":1e300}}"),
                        new Script.Status(422, OptionalInt.empty()),
                        new Script.Hangup());
        var turn = new AtomicInteger();
        URI gateway =
                gateway(
                        new RequestLimits(1_000, 100, 1),
                        provider(_ -> scripts.get(turn.getAndIncrement() % scripts.size())));
        for (int i = 0; i < 2 * scripts.size(); i++) {
            assertThat(ask(gateway, "auto").statusCode()).isNotEqualTo(503);
        }
    }

    @Test
    void aCallerThatLeavesLetsTheNextRequestIn() throws Exception {
        var stalled = new AtomicInteger();
        URI gateway =
                gateway(
                        new RequestLimits(1_000, 100, 1),
                        provider(_ ->
                                stalled.getAndIncrement() == 0
                                        ? new Script.StalledStream(2)
                                        : ANSWER));
        HttpResponse<InputStream> response =
                client.send(request(gateway, "auto", true), BodyHandlers.ofInputStream());
        assertThat(ask(gateway, "auto").statusCode()).isEqualTo(503);
        response.body().close();
        await().untilAsserted(() -> assertThat(ask(gateway, "auto").statusCode()).isEqualTo(200));
        assertThat(attempts.getFirst().outcome()).isEqualTo(new Outcome.ClientGone());
    }

    @Test
    void aDroppedConnectionIsTriedOnceMore() throws Exception {
        var connections = new AtomicInteger();
        var server =
                got(
                        vertx.createNetServer()
                                .connectHandler(socket -> {
                                    connections.incrementAndGet();
                                    var requests = new AtomicInteger();
                                    socket.handler(_ -> {
                                        if (requests.incrementAndGet() > 1) {
                                            socket.close();
                                            return;
                                        }
                                        socket.write(
                                                "HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n{\"choices\":[]}");
                                    });
                                })
                                .listen(0, "127.0.0.1"));
        URI gateway = gateway(URI.create("http://127.0.0.1:" + server.actualPort() + "/v1"));
        assertThat(ask(gateway, "auto").statusCode()).isEqualTo(200);
        HttpResponse<String> second = ask(gateway, "auto");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(header(second, "x-assayer-attempts")).isEqualTo("2");
        assertThat(connections).hasValue(2);
    }

    /// Java's client, for one, asks for HTTP/2 on a plain connection.
    @Test
    void http2IsServedAlike() throws Exception {
        client = client(HttpClient.Version.HTTP_2);
        URI gateway = gateway(new RequestLimits(1_000, 100, 10), provider(ANSWER));
        HttpResponse<String> whole = ask(gateway, "auto");
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.version()).isEqualTo(HttpClient.Version.HTTP_2);
        HttpResponse<String> stream =
                client.send(request(gateway, "auto", true), BodyHandlers.ofString());
        assertThat(stream.body()).endsWith("data: [DONE]\n\n");
        assertThat(ask(gateway, "m".repeat(2_000)).statusCode()).isEqualTo(413);
        await().untilAsserted(() -> assertThat(attempts).hasSize(2));
        assertThat(attempts)
                .allSatisfy(it -> assertThat(it.outcome()).isInstanceOf(Outcome.Success.class));
        URI cut = gateway(provider(new Script.CutStream(3)));
        assertThatThrownBy(() -> client.send(request(cut, "auto", true), BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anUnknownModelGetsTheNearestNames() throws Exception {
        URI gateway = gateway(provider(ANSWER));
        HttpResponse<String> response = ask(gateway, "lab/modle");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(error(response).get("code").asString()).isEqualTo("model_not_found");
        assertThat(error(response).get("message").asString()).contains("lab/model");
    }

    /// Names that cannot be written as UTF-8, or are cut in the middle of a character, still get
    /// their answer.
    @Test
    void anUnspeakableModelGetsAnAnswer() throws Exception {
        URI gateway = gateway(provider(ANSWER));
        for (String model :
                List.of("\\ud800", "x".repeat(99) + "😀", "auto:\\udc00", "y".repeat(900))) {
            HttpResponse<String> response = ask(gateway, model);
            assertThat(response.statusCode()).isIn(400, 404);
            assertThat(error(response).get("message").asString()).hasSizeLessThan(600);
        }
    }

    /// In many pieces, there and back.
    @Test
    void aLargeBodyArrivesWhole() throws Exception {
        var seen = new CompletableFuture<String>();
        String text = "é😀 and so on, ".repeat(150_000);
        URI gateway =
                gateway(
                        provider(request -> {
                            seen.complete(request.body());
                            return new Script.Bytes(
                                    200, "application/json", "{\"choices\":[\"" + text + "\"]}");
                        }));
        String body =
                "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\""
                        + text
                        + "\"}]}";
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(gateway)
                                .header("x-assayer-category", "chat")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(seen.get(20, TimeUnit.SECONDS).equals(body.replace("auto", "m"))).isTrue();
        assertThat(response.body().equals("{\"choices\":[\"" + text + "\"]}")).isTrue();
    }

    @Test
    void theWaitIsRoundedUp() {
        var failures = new Failures();
        failures.add(
                SampleOffer.of("p/m").offer(),
                new Outcome.RateLimited(Optional.of(Duration.ofMillis(1_001))),
                Optional.empty());
        assertThat(failures.retryAfter()).contains("2");
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() throws Exception {
        URI gateway = gateway(new RequestLimits(1_000, 100, 10), provider(ANSWER));
        HttpResponse<String> response = ask(gateway, "m".repeat(2_000));
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(error(response).get("code").asString()).isEqualTo("body_too_large");
        assertThat(ask(gateway, "auto").statusCode()).isEqualTo(200);
    }

    @Test
    void invalidUtf8IsRefused() throws Exception {
        byte[] body =
                "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"\u00ff\"}]}"
                        .getBytes(StandardCharsets.ISO_8859_1);
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(gateway(provider(ANSWER)))
                                .POST(BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response).get("code").asString()).isEqualTo("invalid_utf8");
        assertThat(Objects.requireNonNull(error(response).get("param")).isNull()).isTrue();
    }
}
