package dev.assayer.app;

import static dev.assayer.app.TestGateway.AT_ONCE;
import static dev.assayer.app.TestGateway.PATIENCE;
import static dev.assayer.app.TestGateway.ask;
import static dev.assayer.app.TestGateway.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assayer.provider.sandbox.Script;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The two connections of a request: who leaves, who is slow, and how many there are.
final class ConnectionTest {

    private static final String EVENT =
            "data: {\"choices\":[{\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n\n";
    private static final String LAST_EVENTS =
            "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    @TempDir private Path root;

    @Test
    void callerThatLeavesAStreamEndsTheCall() throws Exception {
        var closed = new CompletableFuture<Void>();
        var raw =
                new RawProvider(connection ->
                        connection
                                .write(RawProvider.STREAM_HEAD)
                                .chunk(EVENT.formatted("hello"))
                                .awaitClose(closed));
        try (TestGateway gateway = TestGateway.in(root).provider("raw", raw, "zeta").start()) {
            try (Wire wire = new Wire(gateway.port())) {
                wire.chat(ask("auto", ",\"stream\":true")).until("hello");
            }
            closed.get(PATIENCE.toSeconds(), SECONDS);
            attemptEndsAs(gateway, "client_gone");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"stream\":true"})
    void callerThatLeavesBeforeTheAnswerEndsTheCall(String more) throws Exception {
        var asked = new CompletableFuture<String>();
        var closed = new CompletableFuture<Void>();
        var raw =
                new RawProvider(connection -> {
                    asked.complete(connection.body());
                    connection.awaitClose(closed);
                });
        try (TestGateway gateway =
                TestGateway.in(root)
                        .provider("raw", raw, "zeta")
                        .sandbox("other", _ -> AT_ONCE, "eta")
                        .start()) {
            try (Wire wire = new Wire(gateway.port())) {
                wire.chat(ask("raw/zeta", more));
                asked.get(PATIENCE.toSeconds(), SECONDS);
            }
            closed.get(PATIENCE.toSeconds(), SECONDS);
            attemptEndsAs(gateway, "client_gone");
            assertThat(gateway.seenBy("other")).isEmpty();
        }
    }

    @Test
    void callerThatLeavesWithinItsBodyLeavesNoTrace() throws Exception {
        try (TestGateway gateway =
                TestGateway.in(root)
                        .sandbox("alpha", _ -> AT_ONCE, "zeta")
                        .yaml("server: {limits: {concurrent-requests: 1}}")
                        .start()) {
            for (int i = 0; i < 5; i++) {
                try (Wire wire = new Wire(gateway.port())) {
                    wire.send(
                            "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\n{\"model\":");
                }
            }
            await().atMost(PATIENCE).until(() -> gateway.chat(ask("auto")).statusCode() == 200);
            for (int i = 0; i < 5; i++) {
                assertThat(gateway.chat(ask("auto")).statusCode()).isEqualTo(200);
            }
        }
    }

    private static void attemptEndsAs(TestGateway gateway, String result) {
        String decision = json(gateway.get("/v1/decisions")).at("/data/0/id").asString();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(gateway.explained(decision).at("/attempts/0/result").asString())
                                .isEqualTo(result));
    }

    /// 32 MB, which no socket buffer holds: the provider has to wait for the reader.
    @Test
    void slowReaderGetsEverything() throws Exception {
        int events = 4_000;
        String event = EVENT.formatted("x".repeat(8_000));
        var written = new AtomicLong();
        var raw =
                new RawProvider(connection -> {
                    connection.write(RawProvider.STREAM_HEAD);
                    for (int i = 0; i < events; i++) {
                        connection.chunk(event);
                        written.addAndGet(event.length());
                    }
                    connection.chunk(LAST_EVENTS).write("0\r\n\r\n").awaitClose();
                });
        try (TestGateway gateway = TestGateway.in(root).provider("raw", raw, "zeta").start()) {
            HttpResponse<InputStream> response =
                    gateway.send(
                            gateway.request("/v1/chat/completions")
                                    .POST(BodyPublishers.ofString(ask("auto", ",\"stream\":true")))
                                    .build(),
                            BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                assertThat(body.read()).isEqualTo('d');
                await().atMost(PATIENCE)
                        .until(written::get, new Settled(Duration.ofMillis(500))::isSettled);
                long before = written.get();
                assertThat(before).isLessThan((long) events * event.length());

                byte[] rest = body.readAllBytes();
                assertThat(rest).hasSize(events * event.length() + LAST_EVENTS.length() - 1);
                assertThat(new String(rest, UTF_8)).endsWith(LAST_EVENTS);
            }
        }
    }

    /// Sees whether a number has stayed the same for a while.
    private static final class Settled {
        private final long forNanos;
        private long last = -1;
        private long since;

        Settled(Duration duration) {
            this.forNanos = duration.toNanos();
        }

        boolean isSettled(long value) {
            long now = System.nanoTime();
            if (value != last) {
                last = value;
                since = now;
            }
            return now - since > forNanos;
        }
    }

    /// Each caller gets the whole of its own answer. The deadline for connections is longer than
    /// usual, since a starved machine may take seconds to open a hundred of them.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void hundredStreamsAtOnce(int eventLoops) throws Exception {
        try (TestGateway gateway =
                        TestGateway.in(root)
                                .sandbox(
                                        "alpha",
                                        _ -> new Script.Answer(Duration.ofMillis(50), 200),
                                        "zeta")
                                .yaml("server: {event-loops: " + eventLoops + "}")
                                .yaml("deadlines: {connect: 30s}")
                                .start();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String body = ask("auto", ",\"stream\":true,\"user\":\"u-%d\"".formatted(i));
                answers.add(threads.submit(() -> gateway.chat(body)));
            }
            var decisions = new ArrayList<String>();
            var ids = new ArrayList<String>();
            for (Future<HttpResponse<String>> answer : answers) {
                HttpResponse<String> response = answer.get();
                assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
                assertThat(response.body()).endsWith("data: [DONE]\n\n").doesNotContain("error");
                String[] events = response.body().split("\n\n");
                assertThat(events).hasSizeGreaterThan(30);
                List<String> idsOfEvents =
                        Arrays.stream(events)
                                .limit(events.length - 1)
                                .map(event -> json(event.substring("data: ".length())))
                                .map(event -> event.path("id").asString())
                                .distinct()
                                .toList();
                assertThat(idsOfEvents).hasSize(1);
                ids.addAll(idsOfEvents);
                decisions.add(TestGateway.decision(response));
            }
            assertThat(decisions).doesNotHaveDuplicates();
            assertThat(ids).doesNotHaveDuplicates();
            assertThat(gateway.seenBy("alpha"))
                    .extracting(request -> json(request.body()).path("user").asString())
                    .doesNotHaveDuplicates()
                    .hasSize(100);
        }
    }

    /// Connections go to the event loops in turn: a limit for each would let two in, or four.
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void eventLoopsShareTheLimitOfRequests(int most) throws Exception {
        try (TestGateway gateway =
                TestGateway.in(root)
                        .sandbox("alpha", _ -> new Script.StalledStream(1), "zeta")
                        .yaml(
                                "server: {event-loops: 2, limits: {concurrent-requests: "
                                        + most
                                        + "}}")
                        .start()) {
            String streamed = ask("auto", ",\"stream\":true");
            var wires = new ArrayList<Wire>();
            for (int i = 0; i < most; i++) {
                wires.add(new Wire(gateway.port()));
                assertThat(wires.getLast().chat(streamed).until("data: "))
                        .contains("HTTP/1.1 200 OK");
            }
            for (int i = 0; i < 2; i++) {
                wires.add(new Wire(gateway.port()));
                assertThat(wires.getLast().chat(streamed).until("retry in a moment"))
                        .contains(
                                "HTTP/1.1 503",
                                "overloaded",
                                most + " (server.limits.concurrent-requests)");
            }
            for (Wire wire : wires) {
                wire.close();
            }
        }
    }

    /// Each event loop has its own connections to a provider and keeps them: a second one is opened
    /// only where both loops accept connections of the one free port.
    @Test
    void eventLoopsShareAFreePort() throws Exception {
        var connections = new AtomicLong();
        var vertx = Vertx.vertx();
        try {
            HttpServer provider =
                    vertx.createHttpServer()
                            .connectionHandler(_ -> connections.incrementAndGet())
                            .requestHandler(request ->
                                    request.response()
                                            .putHeader("content-type", "application/json")
                                            .end("{\"choices\":[]}"))
                            .listen(0, "127.0.0.1")
                            .await(PATIENCE.toSeconds(), SECONDS);
            URI base = URI.create("http://127.0.0.1:" + provider.actualPort() + "/v1");
            try (TestGateway gateway =
                            TestGateway.in(root)
                                    .provider("kept", base, "zeta")
                                    .yaml("server: {event-loops: 2}")
                                    .start();
                    Wire first = new Wire(gateway.port());
                    Wire second = new Wire(gateway.port())) {
                first.chat(ask("auto")).until("{\"choices\":[]}");
                second.chat(ask("auto")).until("{\"choices\":[]}");
                assertThat(connections).hasValue(2);
            }
        } finally {
            vertx.close().await(PATIENCE.toSeconds(), SECONDS);
        }
    }

    private static final String HEAD =
            "POST %s HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: %d\r\n\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/route"})
    void requestIsUnderWayFromItsHeadOn(String path) throws Exception {
        String body = ask("auto");
        try (TestGateway gateway =
                        TestGateway.in(root)
                                .sandbox("alpha", _ -> AT_ONCE, "zeta")
                                .yaml("server: {limits: {concurrent-requests: 1}}")
                                .start();
                Wire wire = new Wire(gateway.port())) {
            wire.send(HEAD.formatted(path, body.length())).until("100 Continue");
            assertThat(gateway.chat(body).statusCode()).isEqualTo(503);
            assertThat(gateway.post("/v1/route", body).statusCode()).isEqualTo(503);
            wire.send(body).until("HTTP/1.1 200 OK");
            for (int i = 0; i < 2; i++) {
                assertThat(gateway.post("/v1/route", body).statusCode()).isEqualTo(200);
                assertThat(gateway.chat(body).statusCode()).isEqualTo(200);
                assertThat(gateway.chat("{").statusCode()).isEqualTo(400);
                assertThat(gateway.post("/v1/route", "{").statusCode()).isEqualTo(400);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/route"})
    void bodyThatNeverComesEnds(String path) throws Exception {
        try (TestGateway gateway =
                        TestGateway.in(root)
                                .sandbox("alpha", _ -> AT_ONCE, "zeta")
                                .yaml(
                                        """
                                        server: {limits: {concurrent-requests: 1}}
                                        deadlines: {connect: 1s, first-byte: 1s, idle: 1s, total: 1s}
                                        """)
                                .start();
                Wire wire = new Wire(gateway.port())) {
            String answer = wire.send(HEAD.formatted(path, 500)).send("{\"model\":").toEnd();

            assertThat(answer).contains("HTTP/1.1 408 ", "request_timeout", "1000 ms");
            assertThat(gateway.chat(ask("auto")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void connectionIsUsedAgainAfterAnError() throws Exception {
        try (TestGateway gateway =
                        TestGateway.in(root).sandbox("alpha", _ -> AT_ONCE, "zeta").start();
                Wire wire = new Wire(gateway.port())) {
            wire.chat("{}").until("missing_model");
            wire.chat(ask("nobody")).until("model_not_found");
            wire.send("GET /nowhere HTTP/1.1\r\nhost: x\r\n\r\n").until("not_found");
            assertThat(wire.chat(ask("auto")).until("canned")).contains("HTTP/1.1 200 OK");
        }
    }

    @Test
    void requestsInOneGo() throws Exception {
        try (TestGateway gateway =
                        TestGateway.in(root).sandbox("alpha", _ -> AT_ONCE, "zeta").start();
                Wire wire = new Wire(gateway.port())) {
            wire.chat(ask("auto", ",\"stream\":true"))
                    .send("GET /health HTTP/1.1\r\nhost: x\r\n\r\n")
                    .chat(ask("nobody"));
            String read = wire.until("model_not_found");

            assertThat(read.indexOf("data: [DONE]"))
                    .isPositive()
                    .isLessThan(read.indexOf("{\"status\":\"ok\"}"));
        }
    }
}
