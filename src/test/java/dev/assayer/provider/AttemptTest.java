package dev.assayer.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assayer.config.CallDeadlines;
import dev.assayer.provider.Outcome.Phase;
import dev.assayer.provider.sandbox.SandboxRequest;
import dev.assayer.provider.sandbox.SandboxServer;
import dev.assayer.provider.sandbox.Script;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls over real sockets, against providers that misbehave.
class AttemptTest {

    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final CallDeadlines PATIENT = new CallDeadlines(LONG, LONG, LONG, LONG);
    private static final AnswerLimits LIMITS = new AnswerLimits(100_000, 1_000_000, 50_000);
    private static final String WORD = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private static Vertx vertx;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() throws Exception {
        got(vertx.close().toCompletionStage().toCompletableFuture());
    }

    // --- the harness

    private static <T> T got(CompletableFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(20, TimeUnit.SECONDS);
    }

    /// A call that is under way, and how it ended.
    private static final class Running {
        final RecordingSink sink = new RecordingSink();
        final CompletableFuture<Attempt> started = new CompletableFuture<>();
        final CompletableFuture<Attempt> ended = new CompletableFuture<>();
        final AtomicInteger ends = new AtomicInteger();
        final Context loop;

        Running(Context loop) {
            this.loop = loop;
        }

        Attempt attempt() throws Exception {
            return got(ended);
        }

        Outcome outcome() throws Exception {
            Outcome outcome = got(ended).outcome();
            // Whatever else was on its way has had its turn by now.
            var later = new CompletableFuture<Boolean>();
            loop.runOnContext(_ -> later.complete(true));
            got(later);
            assertThat(ends).as("ends").hasValue(1);
            return outcome;
        }

        void onLoop(Consumer<Attempt> action) throws Exception {
            Attempt attempt = got(started);
            loop.runOnContext(_ -> action.accept(attempt));
        }
    }

    /// A client on an event loop of its own.
    private static final class Client {
        final Context loop =
                ((io.vertx.core.internal.VertxInternal) vertx).createEventLoopContext();
        final CompletableFuture<UpstreamClient> client = new CompletableFuture<>();

        Client(CallDeadlines deadlines, AnswerLimits limits) {
            loop.runOnContext(_ -> client.complete(UpstreamClient.start(vertx, deadlines, limits)));
        }

        Running call(URI base, boolean streamed, Duration total, int full) {
            String body =
                    "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
                            + "\"stream\":"
                            + streamed
                            + ",\"stream_options\":{\"include_usage\":"
                            + streamed
                            + "}}";
            var running = new Running(loop);
            running.sink.full = full;
            loop.runOnContext(_ ->
                    running.started.complete(
                            client.join()
                                    .call(
                                            new Call(
                                                    Endpoint.of(
                                                            "p",
                                                            base,
                                                            Map.of("authorization", "Bearer k")),
                                                    Buffer.buffer(body),
                                                    streamed,
                                                    true,
                                                    System.nanoTime() + total.toNanos()),
                                            running.sink,
                                            attempt -> {
                                                running.ends.incrementAndGet();
                                                running.ended.complete(attempt);
                                            })));
            return running;
        }

        Running call(URI base, boolean streamed) {
            return call(base, streamed, LONG, 0);
        }
    }

    private static URI sandbox(Function<SandboxRequest, Script> script) throws Exception {
        return got(SandboxServer.start(
                                vertx,
                                "sandbox",
                                List.of("m"),
                                script,
                                InstantSource.fixed(Instant.EPOCH))
                        .toCompletionStage()
                        .toCompletableFuture())
                .baseUrl();
    }

    private static Running play(Script script, boolean streamed, CallDeadlines deadlines)
            throws Exception {
        return new Client(deadlines, LIMITS).call(sandbox(_ -> script), streamed);
    }

    private static Running play(Script script, boolean streamed) throws Exception {
        return play(script, streamed, PATIENT);
    }

    private static URI http(Consumer<HttpServerRequest> handler) throws Exception {
        HttpServer server =
                got(
                        vertx.createHttpServer()
                                .requestHandler(handler::accept)
                                .listen(0, "127.0.0.1")
                                .toCompletionStage()
                                .toCompletableFuture());
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
    }

    /// A server that answers the n-th request on a connection as told, in bytes.
    private static URI raw(BiConsumer<NetSocket, Integer> answer) throws Exception {
        NetServer server =
                got(
                        vertx.createNetServer()
                                .connectHandler(socket -> {
                                    var count = new AtomicInteger();
                                    socket.handler(
                                            _ -> answer.accept(socket, count.incrementAndGet()));
                                })
                                .listen(0, "127.0.0.1")
                                .toCompletionStage()
                                .toCompletableFuture());
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
    }

    private static URI raw(String answer) throws Exception {
        return raw((socket, _) -> socket.write(answer).onComplete(_ -> socket.close()));
    }

    private static String head(String status, String... headers) {
        return "HTTP/1.1 " + status + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    private static Script bytes(int status, String type, String body) {
        return new Script.Bytes(status, type, body);
    }

    private static Script events(String body) {
        return bytes(200, "text/event-stream", body);
    }

    private static Script status(int status) {
        return new Script.Status(status, OptionalInt.empty());
    }

    @Nested
    class Answers {

        @Test
        void inOnePiece() throws Exception {
            Running running = play(new Script.Answer(Duration.ZERO, 10_000), false);
            assertThat(running.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Success.class,
                            success ->
                                    assertThat(success.usage().orElseThrow().output())
                                            .isGreaterThan(10));
            assertThat(running.sink.calls).containsExactly("whole 200");
            assertThat(running.sink.text()).contains("canned answer").contains("\"usage\"");
            assertThat(running.attempt().firstByteMicros()).isNotNegative();
            assertThat(running.attempt().totalMicros())
                    .isGreaterThanOrEqualTo(running.attempt().firstByteMicros());
        }

        @Test
        void asStreamWithoutTheUsageThatNobodyAskedFor() throws Exception {
            Running running = play(new Script.Answer(Duration.ZERO, 1_000), true);
            assertThat(running.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Success.class,
                            success ->
                                    assertThat(success.usage().orElseThrow().output())
                                            .isGreaterThan(10));
            assertThat(running.sink.calls).startsWith("open", "events").endsWith("events", "end");
            assertThat(running.sink.text())
                    .contains("canned")
                    .doesNotContain("\"usage\"")
                    .endsWith(DONE);
        }

        @Test
        void whoseStreamTypeHasParametersAndCapitals() throws Exception {
            Running running =
                    play(bytes(200, "Text/Event-Stream; charset=utf-8", WORD + DONE), true);
            assertThat(running.outcome()).isEqualTo(new Outcome.Success(Optional.empty()));
            assertThat(running.sink.text()).isEqualTo(WORD + DONE);
        }

        @Test
        void whoseCommentsWaitForTheFirstEvent() throws Exception {
            var release = new CompletableFuture<HttpServerResponse>();
            URI base =
                    http(request -> {
                        HttpServerResponse response = request.response();
                        response.putHeader("content-type", "text/event-stream").setChunked(true);
                        response.write(": wait\n\n").onComplete(_ -> release.complete(response));
                    });
            Running running = new Client(PATIENT, LIMITS).call(base, true);
            HttpServerResponse response = got(release);
            assertThat(running.sink.calls).isEmpty();
            response.end(": still\n\n" + WORD + DONE);
            assertThat(running.outcome()).isInstanceOf(Outcome.Success.class);
            assertThat(running.sink.text()).isEqualTo(": wait\n\n: still\n\n" + WORD + DONE);
        }

        @Test
        void reachTheProviderWithKeyAndPath() throws Exception {
            var seen = new CompletableFuture<String>();
            URI base =
                    http(request -> {
                        seen.complete(
                                request.method()
                                        + " "
                                        + request.uri()
                                        + " "
                                        + request.getHeader("authorization")
                                        + " "
                                        + request.getHeader("content-type"));
                        request.response().setStatusCode(500).end();
                    });
            new Client(PATIENT, LIMITS).call(base, false).outcome();
            assertThat(got(seen)).isEqualTo("POST /v1/chat/completions Bearer k application/json");
        }
    }

    @Nested
    class Statuses {

        @ParameterizedTest
        @CsvSource({"401", "402", "403"})
        void ofAKeyThatIsNoGood(int status) throws Exception {
            Running running = play(status(status), false);
            assertThat(running.outcome()).isEqualTo(new Outcome.Unauthorized(status));
            assertThat(running.sink.calls).isEmpty();
        }

        @Test
        void ofAModelThatIsNotThere() throws Exception {
            assertThat(play(status(404), true).outcome()).isEqualTo(new Outcome.NotFound());
        }

        @ParameterizedTest
        @ValueSource(ints = {301, 302, 307, 408, 409, 425, 500, 502, 503, 529})
        void thatAnotherProviderMayNotHave(int status) throws Exception {
            for (boolean streamed : new boolean[] {true, false}) {
                Running running = play(status(status), streamed);
                assertThat(running.outcome()).isEqualTo(new Outcome.ServerError(status));
                assertThat(running.sink.calls).isEmpty();
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {400, 413, 415, 422})
        void thatBlameTheRequest(int status) throws Exception {
            Running running = play(status(status), true);
            assertThat(running.outcome()).isEqualTo(new Outcome.Rejected(status));
            assertThat(running.sink.calls).containsExactly("rejected " + status);
            assertThat(running.sink.text()).contains("scripted failure");
        }

        @Test
        void ofARateLimit() throws Exception {
            assertThat(play(status(429), false).outcome())
                    .isEqualTo(new Outcome.RateLimited(Optional.empty()));
            assertThat(play(new Script.Status(429, OptionalInt.of(7)), true).outcome())
                    .isEqualTo(new Outcome.RateLimited(Optional.of(Duration.ofSeconds(7))));
        }

        @Test
        void doNotFollowARedirect() throws Exception {
            var calls = new AtomicInteger();
            URI base =
                    http(request -> {
                        calls.incrementAndGet();
                        request.response()
                                .setStatusCode(307)
                                .putHeader("location", "/v1/chat/completions")
                                .end();
                    });
            assertThat(new Client(PATIENT, LIMITS).call(base, false).outcome())
                    .isEqualTo(new Outcome.ServerError(307));
            assertThat(calls).hasValue(1);
        }

        /// The status and the wait are known although the body is cut.
        @Test
        void countEvenWithHalfABody() throws Exception {
            assertThat(
                            new Client(PATIENT, LIMITS)
                                    .call(
                                            raw(
                                                    head(
                                                                    "429 Too Many",
                                                                    "content-length: 90",
                                                                    "retry-after: 9")
                                                            + "{"),
                                            false)
                                    .outcome())
                    .isEqualTo(new Outcome.RateLimited(Optional.of(Duration.ofSeconds(9))));
            assertThat(
                            new Client(PATIENT, LIMITS)
                                    .call(raw(head("503 No", "content-length: 90") + "{"), true)
                                    .outcome())
                    .isEqualTo(new Outcome.ServerError(503));
        }

        @Test
        void ofARejectionWhoseReasonIsCutAreNoAnswer() throws Exception {
            Running running =
                    new Client(PATIENT, LIMITS)
                            .call(raw(head("400 No", "content-length: 90") + "{"), false);
            assertThat(running.outcome()).isInstanceOf(Outcome.Malformed.class);
            assertThat(running.sink.calls).isEmpty();
        }

        @Test
        void ofAnErrorThatIsHuge() throws Exception {
            Running running = play(bytes(500, "text/html", "<".repeat(2 << 20)), false);
            assertThat(running.outcome()).isEqualTo(new Outcome.ServerError(500));
        }

        @Test
        void leaveTheConnectionInThePool() throws Exception {
            var connections = new CopyOnWriteArrayList<Object>();
            URI base =
                    http(request -> {
                        connections.add(request.connection());
                        int status = new int[] {429, 500, 400, 200}[connections.size() % 4];
                        request.response()
                                .setStatusCode(status)
                                .putHeader("content-type", "text/html")
                                .end("<html>");
                    });
            var client = new Client(PATIENT, LIMITS);
            for (int i = 0; i < 8; i++) {
                client.call(base, false).outcome();
            }
            assertThat(connections).hasSize(8);
            assertThat(connections.stream().distinct()).hasSize(1);
        }
    }

    @Nested
    class No_answers {

        @Test
        void html() throws Exception {
            for (boolean streamed : new boolean[] {true, false}) {
                Running running = play(new Script.Html(), streamed);
                assertThat(running.outcome())
                        .isEqualTo(new Outcome.Malformed("HTML instead of JSON"));
                assertThat(running.sink.calls).isEmpty();
            }
        }

        @Test
        void halfABody() throws Exception {
            Running running = play(new Script.HalfBody(), false);
            assertThat(running.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Malformed.class,
                            it -> assertThat(it.what()).contains("half a body"));
            assertThat(running.sink.calls).isEmpty();
        }

        /// Without a length the end of the connection is the end of the body: only its JSON tells.
        @Test
        void halfABodyOfUnknownLength() throws Exception {
            URI base =
                    raw(
                            head("200 OK", "content-type: application/json", "connection: close")
                                    + "{\"choices\":[{\"x\":{}}");
            assertThat(new Client(PATIENT, LIMITS).call(base, false).outcome())
                    .isEqualTo(new Outcome.Malformed("half a JSON object"));
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void anErrorUnderStatus200(boolean streamed) throws Exception {
            Running running =
                    play(bytes(200, "application/json", "{\"error\":{\"code\":502}}"), streamed);
            assertThat(running.outcome()).isEqualTo(new Outcome.ServerError(500));
            assertThat(running.sink.calls).isEmpty();
        }

        @Test
        void onePieceWhereAStreamWasAskedFor() throws Exception {
            Running running = play(bytes(200, "application/json", "{\"choices\":[]}"), true);
            assertThat(running.outcome()).isInstanceOf(Outcome.Malformed.class);
            assertThat(running.sink.calls).isEmpty();
        }

        @Test
        void aStreamWhereNoneWasAskedFor() throws Exception {
            Running running = play(events(WORD + DONE), false);
            assertThat(running.outcome()).isInstanceOf(Outcome.Malformed.class);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    ": ping\n\n",
                    "data: [DONE]\n\n",
                    "data: [DONE]",
                    "no events at all"
                })
        void aStreamWithoutEvents(String body) throws Exception {
            Running running = play(events(body), true);
            assertThat(running.outcome())
                    .isEqualTo(new Outcome.Malformed("a stream without events"));
            assertThat(running.sink.calls).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "data: {\"error\":{\"message\":\"overloaded\"}}\n\n",
                    "data:{\"error\": {\"message\":\"overloaded\"}}\n\ndata: [DONE]\n\n",
                    ": wait\n\ndata: {\"id\":\"x\",\"choices\":[],\"error\":{\"code\":502}}\n\n"
                })
        void anErrorAsFirstEvent(String body) throws Exception {
            Running running = play(events(body), true);
            assertThat(running.outcome()).isEqualTo(new Outcome.ServerError(500));
            assertThat(running.sink.calls).isEmpty();
        }

        @Test
        void aSilence() throws Exception {
            for (boolean streamed : new boolean[] {true, false}) {
                Running running =
                        play(
                                new Script.Silence(),
                                streamed,
                                new CallDeadlines(LONG, SHORT, LONG, LONG));
                assertThat(running.outcome()).isEqualTo(new Outcome.TimedOut(Phase.FIRST_BYTE));
                assertThat(running.sink.calls).isEmpty();
            }
        }

        @Test
        void aHeadWithoutABody() throws Exception {
            URI base =
                    raw((socket, _) ->
                            socket.write(
                                    head(
                                            "200 OK",
                                            "content-length: 900",
                                            "content-type: application/json")));
            assertThat(
                            new Client(new CallDeadlines(LONG, SHORT, LONG, LONG), LIMITS)
                                    .call(base, false)
                                    .outcome())
                    .isEqualTo(new Outcome.TimedOut(Phase.FIRST_BYTE));
        }

        @Test
        void aBodyThatStops() throws Exception {
            URI base =
                    raw((socket, _) ->
                            socket.write(
                                    head(
                                                    "200 OK",
                                                    "content-length: 900",
                                                    "content-type: application/json")
                                            + "{"));
            assertThat(
                            new Client(new CallDeadlines(LONG, LONG, SHORT, LONG), LIMITS)
                                    .call(base, false)
                                    .outcome())
                    .isEqualTo(new Outcome.TimedOut(Phase.IDLE));
        }

        @Test
        void aRequestThatHasNoTimeLeft() throws Exception {
            Running running =
                    new Client(PATIENT, LIMITS)
                            .call(sandbox(_ -> new Script.Silence()), false, SHORT, 0);
            assertThat(running.outcome()).isEqualTo(new Outcome.TimedOut(Phase.TOTAL));
        }
    }

    @Nested
    class Broken_streams {

        @Test
        void thatAreCut() throws Exception {
            Running running = play(new Script.CutStream(3), true);
            assertThat(running.outcome()).isInstanceOf(Outcome.Broken.class);
            assertThat(running.sink.calls).startsWith("open").endsWith("broken");
            assertThat(running.sink.calls).doesNotContain("end");
        }

        @Test
        void thatAreCutBeforeTheFirstEvent() throws Exception {
            Running running = play(new Script.CutStream(0), true);
            assertThat(running.outcome()).isInstanceOf(Outcome.Unreachable.class);
            assertThat(running.outcome().mayFallBack()).isTrue();
            assertThat(running.sink.calls).isEmpty();
        }

        @Test
        void thatEndEarly() throws Exception {
            Running running = play(new Script.EndedStream(3), true);
            assertThat(running.outcome()).isInstanceOf(Outcome.Broken.class);
            assertThat(running.sink.calls).endsWith("broken").doesNotContain("end");
        }

        @Test
        void thatEndInTheMiddleOfAnEvent() throws Exception {
            String stop = "data: {\"choices\":[{\"finish_reason\":\"stop\"}]}\n\n";
            Running running = play(events(WORD + stop + "data: {\"usa"), true);
            assertThat(running.outcome()).isInstanceOf(Outcome.Broken.class);
            assertThat(running.sink.text()).isEqualTo(WORD + stop);
        }

        @Test
        void thatStall() throws Exception {
            Running running =
                    play(
                            new Script.StalledStream(2),
                            true,
                            new CallDeadlines(LONG, LONG, SHORT, LONG));
            assertThat(running.outcome()).isInstanceOf(Outcome.Broken.class);
            assertThat(running.sink.calls).endsWith("broken");
        }

        @Test
        void thatTakeLongerThanAllTime() throws Exception {
            URI base = sandbox(_ -> new Script.StalledStream(2));
            Running running =
                    new Client(PATIENT, LIMITS).call(base, true, Duration.ofSeconds(1), 0);
            assertThat(running.outcome())
                    .isEqualTo(new Outcome.Broken("the total deadline ran out"));
        }

        @Test
        void thatReportAnErrorAfterAll() throws Exception {
            URI base =
                    http(request -> {
                        HttpServerResponse response = request.response();
                        response.putHeader("content-type", "text/event-stream").setChunked(true);
                        response.write(WORD)
                                .onComplete(_ ->
                                        vertx.setTimer(
                                                30,
                                                _ ->
                                                        response.end(
                                                                "data: {\"error\":{}}\n\n"
                                                                        + DONE)));
                    });
            Running running = new Client(PATIENT, LIMITS).call(base, true);
            assertThat(running.outcome()).isEqualTo(new Outcome.Broken("it reported an error"));
            assertThat(running.sink.text()).contains("{\"error\":{}}");
        }
    }

    @Nested
    class Limits {

        @Test
        void ofAWholeAnswer() throws Exception {
            String body = "{\"choices\":[\"" + "x".repeat(100_000) + "\"]}";
            Running running = play(bytes(200, "application/json", body), false);
            assertThat(running.outcome())
                    .isEqualTo(new Outcome.Malformed("more than 100000 bytes"));
            assertThat(running.sink.calls).isEmpty();
        }

        /// An answer in a single packet counts as well.
        @Test
        void ofAWholeAnswerInOnePiece() throws Exception {
            URI base = sandbox(_ -> bytes(200, "application/json", "{\"choices\":[1,2,3,4,5]}"));
            Running running = new Client(PATIENT, new AnswerLimits(10, 10, 10)).call(base, false);
            assertThat(running.outcome()).isEqualTo(new Outcome.Malformed("more than 10 bytes"));
        }

        @Test
        void ofAStream() throws Exception {
            Running running = play(events(WORD.repeat(1_000_000 / WORD.length() + 1)), true);
            assertThat(running.outcome())
                    .isInstanceOfAny(Outcome.Broken.class, Outcome.Malformed.class);
            assertThat(running.outcome().clause()).contains("more than 1000000 bytes");
        }

        @Test
        void ofAnEvent() throws Exception {
            Running first = play(events("data: " + "x".repeat(200_000) + "\n\n"), true);
            assertThat(first.outcome()).isInstanceOf(Outcome.Malformed.class);
            Running later = play(events(WORD + "data: " + "x".repeat(200_000) + "\n\n"), true);
            assertThat(later.outcome())
                    .isInstanceOfAny(Outcome.Broken.class, Outcome.Malformed.class);
            assertThat(later.outcome().clause()).contains("an event of more than");
        }
    }

    @Nested
    class Connections {

        @Test
        void refused() throws Exception {
            int port;
            try (var socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            Running running =
                    new Client(PATIENT, LIMITS)
                            .call(URI.create("http://127.0.0.1:" + port + "/v1"), false);
            assertThat(running.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Unreachable.class,
                            it -> assertThat(it.reason()).contains("refused"));
            assertThat(running.attempt().wasDropped()).isFalse();
            assertThat(running.attempt().firstByteMicros()).isEqualTo(-1);
        }

        @Test
        void toAHostThatDoesNotExist() throws Exception {
            Running running =
                    new Client(new CallDeadlines(Duration.ofSeconds(2), LONG, LONG, LONG), LIMITS)
                            .call(URI.create("http://no-such-host.invalid/v1"), false);
            assertThat(running.outcome())
                    .isInstanceOfAny(Outcome.Unreachable.class, Outcome.TimedOut.class);
            assertThat(running.outcome().mayFallBack()).isTrue();
        }

        @Test
        void hungUpAtOnce() throws Exception {
            Running running = play(new Script.Hangup(), false);
            assertThat(running.outcome()).isInstanceOf(Outcome.Unreachable.class);
            assertThat(running.attempt().wasDropped()).isFalse();
        }

        @Test
        void thatAreDroppedWhenUsedAgain() throws Exception {
            URI base =
                    raw((socket, count) -> {
                        if (count == 1) {
                            socket.write(head("200 OK", "content-length: 14") + "{\"choices\":[]}");
                        } else {
                            socket.close();
                        }
                    });
            var client = new Client(PATIENT, LIMITS);
            assertThat(client.call(base, false).outcome()).isInstanceOf(Outcome.Success.class);
            Running again = client.call(base, false);
            assertThat(again.outcome()).isInstanceOf(Outcome.Unreachable.class);
            assertThat(again.attempt().wasDropped()).isTrue();
        }

        @Test
        void thatAreLostBehindTheHeadWereNotDropped() throws Exception {
            URI base =
                    raw((socket, count) -> {
                        if (count == 1) {
                            socket.write(head("200 OK", "content-length: 14") + "{\"choices\":[]}");
                        } else {
                            socket.write(
                                            head(
                                                    "200 OK",
                                                    "content-type: text/event-stream",
                                                    "transfer-encoding: chunked"))
                                    .onComplete(_ -> vertx.setTimer(20, _ -> socket.close()));
                        }
                    });
            var client = new Client(PATIENT, LIMITS);
            client.call(base, false).outcome();
            Running again = client.call(base, true);
            assertThat(again.outcome()).isInstanceOf(Outcome.Unreachable.class);
            assertThat(again.attempt().wasDropped()).isFalse();
        }

        @Test
        void thatSpeakNoHttp() throws Exception {
            Running running =
                    new Client(PATIENT, LIMITS).call(raw("SSH-2.0-OpenSSH_9.9\r\n"), false);
            assertThat(running.outcome().mayFallBack()).isTrue();
        }

        @Test
        void overIpv6() throws Exception {
            HttpServer server;
            try {
                server =
                        got(
                                vertx.createHttpServer()
                                        .requestHandler(request ->
                                                request.response().end("{\"choices\":[]}"))
                                        .listen(0, "::1")
                                        .toCompletionStage()
                                        .toCompletableFuture());
            } catch (ExecutionException e) {
                org.junit.jupiter.api.Assumptions.abort("no IPv6 here: " + e.getCause());
                return;
            }
            URI base = URI.create("http://[::1]:" + server.actualPort() + "/v1");
            assertThat(new Client(PATIENT, LIMITS).call(base, false).outcome())
                    .isInstanceOf(Outcome.Success.class);
        }
    }

    @Nested
    class Departures {

        private final CompletableFuture<Boolean> upstreamClosed = new CompletableFuture<>();

        private URI watched(Consumer<HttpServerResponse> answer) throws Exception {
            return http(request -> {
                request.connection().closeHandler(_ -> upstreamClosed.complete(true));
                answer.accept(request.response());
            });
        }

        @Test
        void inTheMiddleOfAStreamAbortTheCall() throws Exception {
            URI base =
                    watched(response ->
                            response.putHeader("content-type", "text/event-stream")
                                    .setChunked(true)
                                    .write(WORD));
            Running running = new Client(PATIENT, LIMITS).call(base, true);
            await().until(() -> running.sink.calls.contains("events"));
            running.onLoop(Attempt::abandon);
            assertThat(got(upstreamClosed)).isTrue();
            assertThat(running.outcome()).isEqualTo(new Outcome.ClientGone());
            assertThat(running.sink.calls).containsExactly("open", "events");
        }

        @Test
        void beforeTheAnswerAbortTheCall() throws Exception {
            var asked = new CompletableFuture<Boolean>();
            URI base = watched(_ -> asked.complete(true));
            Running running = new Client(PATIENT, LIMITS).call(base, false);
            assertThat(got(asked)).isTrue();
            running.onLoop(Attempt::abandon);
            assertThat(got(upstreamClosed)).isTrue();
            assertThat(running.outcome()).isEqualTo(new Outcome.ClientGone());
        }

        @Test
        void beforeTheConnectionSendNothing() throws Exception {
            var asked = new AtomicInteger();
            URI base = http(_ -> asked.incrementAndGet());
            var client = new Client(PATIENT, LIMITS);
            var running = new Running[1];
            var both = new CompletableFuture<Boolean>();
            client.loop.runOnContext(_ -> {
                running[0] = client.call(base, false);
                // In the same turn of the loop that starts the call.
                client.loop.runOnContext(_ -> {
                    running[0].started.join().abandon();
                    both.complete(true);
                });
            });
            got(both);
            assertThat(running[0].outcome()).isEqualTo(new Outcome.ClientGone());
            // A second call on the same client shows that the first left nothing behind.
            URI other = http(request -> request.response().setStatusCode(500).end());
            assertThat(client.call(other, false).outcome()).isEqualTo(new Outcome.ServerError(500));
            assertThat(asked).hasValue(0);
        }

        @Test
        void thatComeTooLateChangeNothing() throws Exception {
            Running running = play(status(500), false);
            assertThat(running.outcome()).isEqualTo(new Outcome.ServerError(500));
            running.onLoop(Attempt::abandon);
            assertThat(running.outcome()).isEqualTo(new Outcome.ServerError(500));
        }

        /// What a deadline ends must not go on upstream.
        @Test
        void byDeadlineAbortTheCallToo() throws Exception {
            URI base = watched(_ -> {});
            Running running =
                    new Client(new CallDeadlines(LONG, SHORT, LONG, LONG), LIMITS)
                            .call(base, false);
            assertThat(running.outcome()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(got(upstreamClosed)).isTrue();
        }
    }

    @Nested
    class Backpressure {

        @Test
        void reachesTheProviderAndLetsGo() throws Exception {
            int count = 400;
            String event = "data: {\"x\":\"" + "y".repeat(20_000) + "\"}\n\n";
            var stuck = new CompletableFuture<HttpServerResponse>();
            URI base =
                    http(request -> {
                        HttpServerResponse response = request.response();
                        response.putHeader("content-type", "text/event-stream").setChunked(true);
                        new Pump(response, event, count, stuck).run();
                    });
            Running running =
                    new Client(PATIENT, new AnswerLimits(1 << 20, 100L << 20, 1 << 20))
                            .call(base, true, LONG, 1);
            // The provider cannot write any more: everything in between is full.
            got(stuck);
            await().until(() -> running.sink.resume != null);
            assertThat(running.sink.calls).containsExactly("open", "events");
            int passed = running.sink.length();
            assertThat(passed).isLessThan(count * event.length());
            Runnable resume = java.util.Objects.requireNonNull(running.sink.resume);
            running.onLoop(_ -> resume.run());
            assertThat(running.outcome()).isInstanceOf(Outcome.Success.class);
            assertThat(running.sink.length()).isEqualTo(count * event.length() + DONE.length());
        }

        /// Writes events until the queue is full for good, or all are written.
        private static final class Pump implements Runnable {
            private final HttpServerResponse response;
            private final String event;
            private final CompletableFuture<HttpServerResponse> stuck;
            private int left;

            Pump(
                    HttpServerResponse response,
                    String event,
                    int count,
                    CompletableFuture<HttpServerResponse> stuck) {
                this.response = response;
                this.event = event;
                this.left = count;
                this.stuck = stuck;
            }

            @Override
            public void run() {
                while (left > 0 && !response.writeQueueFull()) {
                    left--;
                    response.write(event);
                }
                if (left > 0) {
                    int before = left;
                    response.drainHandler(_ -> run());
                    vertx.setTimer(
                            200,
                            _ -> {
                                if (left == before) {
                                    stuck.complete(response);
                                }
                            });
                } else {
                    response.end(DONE);
                }
            }
        }

        /// Nobody reads: that is not the provider's silence.
        @Test
        void doesNotCountAsIdle() throws Exception {
            Duration idle = Duration.ofMillis(500);
            URI base =
                    http(request ->
                            request.response()
                                    .putHeader("content-type", "text/event-stream")
                                    .end(WORD + DONE));
            Running running =
                    new Client(new CallDeadlines(LONG, LONG, idle, LONG), LIMITS)
                            .call(base, true, LONG, 1);
            await().until(() -> running.sink.resume != null);
            var later = new CompletableFuture<Boolean>();
            vertx.setTimer(2 * idle.toMillis(), _ -> later.complete(true));
            got(later);
            assertThat(running.sink.calls).doesNotContain("broken");
            Runnable resume = java.util.Objects.requireNonNull(running.sink.resume);
            running.onLoop(_ -> resume.run());
            assertThat(running.outcome()).isInstanceOf(Outcome.Success.class);
        }
    }
}
