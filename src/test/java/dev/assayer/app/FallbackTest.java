package dev.assayer.app;

import static dev.assayer.app.TestGateway.AT_ONCE;
import static dev.assayer.app.TestGateway.PATIENCE;
import static dev.assayer.app.TestGateway.ask;
import static dev.assayer.app.TestGateway.decision;
import static dev.assayer.app.TestGateway.header;
import static dev.assayer.app.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.errors.InternalServerException;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.assayer.provider.sandbox.SandboxRequest;
import dev.assayer.provider.sandbox.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Providers that fail before a byte of an answer was passed on.
///
/// Every fault has a model of its own, so that no offer's health has to do with another test. The
/// faulty offer is the cheaper one and hence asked first, whatever the evidence.
final class FallbackTest {

    /// What a provider does, and what becomes of it.
    @SuppressWarnings("ImmutableEnumChecker") // scripts are records
    enum Fault {
        RATE_LIMIT(429, "provider_rate_limited", 429),
        KEY_REFUSED(401, "provider_unauthorized", 502),
        NO_MONEY(402, "provider_unauthorized", 502),
        FORBIDDEN(403, "provider_unauthorized", 502),
        NO_SUCH_MODEL(404, "provider_model_not_found", 502),
        TIMEOUT_STATUS(408, "provider_error", 502),
        CONFLICT(409, "provider_error", 502),
        TOO_EARLY(425, "provider_error", 502),
        BROKEN_DOWN(500, "provider_error", 502),
        UNAVAILABLE(503, "provider_error", 502),
        REDIRECT(302, "provider_error", 502),
        HTML(new Script.Html(), "provider_malformed_answer", 502),
        NOTHING(new Script.Bytes(200, "application/json", ""), "provider_malformed_answer", 502),
        NO_JSON(new Script.Bytes(200, "application/json", "Hi"), "provider_malformed_answer", 502),
        HALF_JSON(
                new Script.Bytes(200, "application/json", "{\"choices\":[{"),
                "provider_malformed_answer",
                502),
        ERROR_AS_AN_ANSWER(
                new Script.Bytes(200, "application/json", "{\"error\":{\"message\":\"sorry\"}}"),
                "provider_error",
                502),
        HALF_BODY(new Script.HalfBody(), "provider_malformed_answer", 502),
        HANGUP(new Script.Hangup(), "provider_unreachable", 502),
        SILENCE(new Script.Silence(), "provider_timeout", 504),
        REFUSED(AT_ONCE, "provider_unreachable", 502);

        final Script script;
        final String code;
        final int status;

        Fault(int status, String code, int told) {
            this(new Script.Status(status, OptionalInt.empty()), code, told);
        }

        Fault(Script script, String code, int status) {
            this.script = script;
            this.code = code;
            this.status = status;
        }

        String model() {
            return "zeta-" + name();
        }

        String lonely() {
            return "lonely-" + name();
        }

        String streamed() {
            return "stream-" + name();
        }
    }

    private static final String ERROR_FIRST = "data: {\"error\":{\"message\":\"overloaded\"}}\n\n";

    private static TestGateway gateway;

    @BeforeAll
    static void start(@TempDir Path root) throws IOException {
        String[] bad =
                Stream.of(Fault.values())
                        .filter(fault -> fault != Fault.REFUSED)
                        .flatMap(
                                fault -> Stream.of(fault.model(), fault.streamed(), fault.lonely()))
                        .map(FallbackTest::cheap)
                        .toArray(String[]::new);
        String[] streams =
                Stream.of(STREAMS).map(each -> cheap("zeta-" + each)).toArray(String[]::new);
        String[] good =
                Stream.concat(
                                Stream.of(Fault.values())
                                        .flatMap(fault ->
                                                Stream.of(fault.model(), fault.streamed())),
                                Stream.of(STREAMS).map(each -> "zeta-" + each))
                        .map(FallbackTest::dear)
                        .toArray(String[]::new);
        gateway =
                TestGateway.in(root)
                        .yaml("deadlines: {connect: 2s, first-byte: 2s, idle: 2s, total: 20s}")
                        .sandbox("bad", FallbackTest::fail, bad)
                        .sandbox("bad-streams", FallbackTest::failStream, streams)
                        .provider(
                                "closed",
                                closedPort(),
                                cheap(Fault.REFUSED.model()),
                                cheap(Fault.REFUSED.streamed()),
                                cheap(Fault.REFUSED.lonely()))
                        .sandbox("good", _ -> AT_ONCE, good)
                        .start();
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    private static String cheap(String model) {
        return "{id: %s, price: {input: 0.01, output: 0.01}}".formatted(model);
    }

    private static String dear(String model) {
        return "{id: %s, price: {input: 50, output: 50}}".formatted(model);
    }

    private static URI closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
        }
    }

    private static Script fail(SandboxRequest request) {
        String model = request.model();
        return Fault.valueOf(model.substring(model.indexOf('-') + 1)).script;
    }

    private static final String[] STREAMS = {
        "error", "error-spaceless", "error-named", "empty", "comments", "html", "plain", "done-only"
    };

    private static Script failStream(SandboxRequest request) {
        return switch (request.model().substring("zeta-".length())) {
            case "error" -> events(ERROR_FIRST);
            case "error-spaceless" -> events(ERROR_FIRST.replace("data: ", "data:"));
            case "error-named" -> events(": hello\n\nevent: error\n" + ERROR_FIRST);
            case "empty" -> events("");
            case "comments" -> events(": PROCESSING\n\n: PROCESSING\n\n");
            case "html" -> new Script.Html();
            case "done-only" -> events("data: [DONE]\n\n");
            default ->
                    new Script.Bytes(
                            200, "application/json", "{\"choices\":[],\"what\":\"no stream\"}");
        };
    }

    private static Script events(String events) {
        return new Script.Bytes(200, "text/event-stream", events);
    }

    // --- somebody else answers

    @ParameterizedTest
    @EnumSource
    void nextCandidateAnswers(Fault fault) {
        HttpResponse<String> response = gateway.chat(ask(fault.model()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "x-assayer-provider")).isEqualTo("good");
        assertThat(header(response, "x-assayer-attempts")).isEqualTo("2");
        assertThat(json(response).at("/choices/0/message/content").asString()).contains("canned");
        assertThat(results(response)).containsExactly(fault.code, "success");
    }

    @ParameterizedTest
    @MethodSource("streams")
    void nextCandidateStreams(String fault) {
        HttpResponse<String> response = gateway.chat(ask("zeta-" + fault, ",\"stream\":true"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "x-assayer-provider")).isEqualTo("good");
        assertThat(header(response, "x-assayer-attempts")).isEqualTo("2");
        assertThat(response.body())
                .startsWith("data: {")
                .contains("canned")
                .endsWith("data: [DONE]\n\n")
                .doesNotContain("overloaded", "PROCESSING");
        assertThat(results(response)).hasSize(2).endsWith("success");
    }

    static Stream<String> streams() {
        return Stream.of(STREAMS);
    }

    @ParameterizedTest
    @EnumSource
    void nextCandidateStreamsAfterOneThatFailedWhole(Fault fault) {
        HttpResponse<String> response = gateway.chat(ask(fault.streamed(), ",\"stream\":true"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "x-assayer-provider")).isEqualTo("good");
        assertThat(response.body()).endsWith("data: [DONE]\n\n");
        assertThat(results(response)).containsExactly(fault.code, "success");
    }

    private static List<String> results(HttpResponse<?> response) {
        return gateway.explained(decision(response))
                .path("attempts")
                .valueStream()
                .map(attempt -> attempt.path("result").asString())
                .toList();
    }

    @Test
    void autoFallsBackToo(@TempDir Path root) {
        try (TestGateway other =
                TestGateway.in(root)
                        .yaml("routing: {default-offer: bad/zeta-a}")
                        .sandbox("bad", _ -> Fault.BROKEN_DOWN.script, "zeta-a")
                        .sandbox("worse", _ -> Fault.HTML.script, "zeta-b")
                        .sandbox("good", _ -> AT_ONCE, "zeta-c")
                        .start()) {
            HttpResponse<String> response = other.chat(ask("auto"));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(header(response, "x-assayer-provider")).isEqualTo("good");
            JsonNode attempts = other.explained(decision(response)).path("attempts");
            assertThat(attempts.valueStream().map(each -> each.path("offer").asString()))
                    .startsWith("bad/zeta-a")
                    .endsWith("good/zeta-c");
            assertThat(header(response, "x-assayer-attempts"))
                    .isEqualTo(Integer.toString(attempts.size()));
        }
    }

    // --- nobody answers

    @ParameterizedTest
    @EnumSource
    void lastCandidatesFaultIsTold(Fault fault) {
        HttpResponse<String> response = gateway.chat(ask(fault.lonely()));

        assertThat(response.statusCode()).isEqualTo(fault.status);
        JsonNode error = json(response).path("error");
        assertThat(error.path("code").asString()).isEqualTo(fault.code);
        assertThat(error.path("type").asString())
                .isEqualTo(fault.status == 429 ? "rate_limit_error" : "api_error");
        String provider = fault == Fault.REFUSED ? "closed" : "bad";
        assertThat(error.path("message").asString())
                .containsOnlyOnce("Provider " + provider + " (" + fault.lonely() + ") ")
                .contains(decision(response));
        assertThat(results(response)).containsExactly(fault.code);
    }

    @Test
    void everyCandidatesFaultIsTold(@TempDir Path root) {
        try (TestGateway other =
                TestGateway.in(root)
                        .yaml("routing: {default-offer: first/zeta-a}")
                        .sandbox("first", _ -> Fault.KEY_REFUSED.script, "zeta-a")
                        .sandbox("second", _ -> Fault.BROKEN_DOWN.script, "zeta-b")
                        .sandbox("third", _ -> Fault.HTML.script, "zeta-c")
                        .start()) {
            HttpResponse<String> response = other.chat(ask("auto"));

            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(header(response, "x-assayer-attempts")).isEqualTo("3");
            assertThat(json(response).at("/error/message").asString())
                    .contains(
                            "Provider first (zeta-a) does not accept the key (401): sandbox: scripted failure.",
                            "Provider second (zeta-b) failed with status 500: sandbox: scripted failure.",
                            "Provider third (zeta-c) sent no usable answer: HTML instead of JSON.");
        }
    }

    @Test
    void waitThatTheProviderAsksForIsPassedOn(@TempDir Path root) {
        try (TestGateway other =
                TestGateway.in(root)
                        .sandbox("bad", _ -> new Script.Status(429, OptionalInt.of(7)), "zeta")
                        .start()) {
            HttpResponse<String> response = other.chat(ask("auto"));

            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(header(response, "retry-after")).isEqualTo("7");
            assertThat(json(response).at("/error/message").asString()).contains("7 s");
        }
    }

    @Test
    void totalDeadlineHoldsForAllAttemptsTogether(@TempDir Path root) {
        try (TestGateway other =
                TestGateway.in(root)
                        .yaml(
                                "deadlines: {connect: 400ms, first-byte: 400ms, idle: 400ms, total: 600ms}")
                        .sandbox("a", _ -> new Script.Silence(), "zeta-a")
                        .sandbox("b", _ -> new Script.Silence(), "zeta-b")
                        .sandbox("c", _ -> new Script.Silence(), "zeta-c")
                        .start()) {
            HttpResponse<String> response = other.chat(ask("auto"));

            assertThat(response.statusCode()).isEqualTo(504);
            assertThat(json(response).at("/error/code").asString()).isEqualTo("provider_timeout");
            assertThat(json(response).at("/error/message").asString())
                    .contains("did not begin to answer in time", "the total deadline");
            assertThat(header(response, "x-assayer-attempts")).isEqualTo("2");
        }
    }

    // --- the request's own fault

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 415, 422, 451})
    void refusalOfTheRequestIsPassedOn(int status, @TempDir Path root) {
        String body = "{ \"error\":{\"message\":\"bad temperature\",\"code\":\"odd\"} }";
        try (TestGateway other =
                TestGateway.in(root)
                        .yaml("routing: {default-offer: strict/zeta-a}")
                        .sandbox(
                                "strict",
                                _ -> new Script.Bytes(status, "application/json", body),
                                "zeta-a")
                        .sandbox("good", _ -> AT_ONCE, "zeta-b")
                        .start()) {
            HttpResponse<String> response = other.chat(ask("auto"));

            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.body()).isEqualTo(body);
            assertThat(header(response, "x-assayer-provider")).isEqualTo("strict");
            assertThat(other.seenBy("good")).isEmpty();
            assertThat(other.explained(decision(response)).at("/attempts/0/result").asString())
                    .isEqualTo("provider_rejected");
        }
    }

    @Test
    void refusalInPlainTextIsToldInOurWords(@TempDir Path root) {
        try (TestGateway other =
                TestGateway.in(root)
                        .sandbox(
                                "strict",
                                _ -> new Script.Bytes(400, "text/plain", "temperature is odd"),
                                "zeta")
                        .start()) {
            HttpResponse<String> response = other.chat(ask("auto"));

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response).at("/error/code").asString()).isEqualTo("provider_rejected");
            assertThat(json(response).at("/error/message").asString())
                    .contains("Provider strict", "400", "temperature is odd");
        }
    }

    // --- what comes of it

    @Test
    void offerThatFailedIsSparedForAWhile(@TempDir Path root) {
        try (TestGateway other =
                TestGateway.in(root)
                        .yaml("routing: {default-offer: bad/zeta-a}")
                        .sandbox("bad", _ -> new Script.Status(429, OptionalInt.of(600)), "zeta-a")
                        .sandbox("good", _ -> AT_ONCE, "zeta-b")
                        .start()) {
            assertThat(header(other.chat(ask("auto")), "x-assayer-attempts")).isEqualTo("2");

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(
                                            other.chat(ask("auto"))
                                                    .headers()
                                                    .firstValue("x-assayer-attempts"))
                                    .isEmpty());
            JsonNode explained = json(other.post("/v1/route", "{\"prompt\":\"x\"}"));
            assertThat(explained.path("candidates").valueStream())
                    .filteredOn(each -> each.path("provider").asString().equals("bad"))
                    .singleElement()
                    .satisfies(each -> {
                        assertThat(each.path("constraint").asString()).isEqualTo("cooldown");
                        assertThat(each.at("/health/cooling_down").asBoolean()).isTrue();
                    });
        }
    }

    @Test
    void usageBeyondBeliefDoesNotCountAndHurtsNobody(@TempDir Path root) {
        try (TestGateway other =
                TestGateway.in(root)
                        .sandbox(
                                "odd",
                                request ->
                                        new Script.Bytes(
                                                200,
                                                "application/json",
                                                "{\"choices\":[],\"usage\":{\"prompt_tokens\":%s,\"completion_tokens\":1}}"
                                                        .formatted(
                                                                request.model().equals("zeta")
                                                                        ? "1e300"
                                                                        : "-5")),
                                dear("zeta"),
                                dear("eta"))
                        .yaml("server: {limits: {concurrent-requests: 1}}")
                        .start()) {
            for (String model : List.of("zeta", "eta", "zeta", "eta")) {
                HttpResponse<String> response = other.chat(ask(model));

                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(other.explained(decision(response)).path("attempts")).hasSize(1);
            }
        }
    }

    @Test
    void moreRequestsThanAllowedAreTurnedAway(@TempDir Path root) throws Exception {
        var release = new CountDownLatch(1);
        var raw =
                new RawProvider(connection -> {
                    RawProvider.await(release);
                    connection
                            .write(
                                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: 14\r\n\r\n{\"choices\":[]}")
                            .awaitClose();
                });
        try (TestGateway other =
                TestGateway.in(root)
                        .provider("slow", raw, "zeta")
                        .yaml("server: {limits: {concurrent-requests: 1}}")
                        .start()) {
            int most = Runtime.getRuntime().availableProcessors();
            var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (int i = 0; i < most + 1; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> other.chat(ask("auto"))));
            }
            CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new)).join();
            release.countDown();
            List<HttpResponse<String>> all = answers.stream().map(CompletableFuture::join).toList();

            assertThat(all).extracting(HttpResponse::statusCode).contains(200, 503);
            assertThat(all)
                    .filteredOn(response -> response.statusCode() == 503)
                    .allSatisfy(response ->
                            assertThat(json(response).at("/error/code").asString())
                                    .isEqualTo("overloaded"));
            assertThat(other.chat(ask("auto")).statusCode()).isEqualTo(200);
        }
    }

    // --- the official client

    @Test
    void clientRaises() {
        OpenAIClient openai = gateway.openai();
        assertThatExceptionOfType(RateLimitException.class)
                .isThrownBy(
                        () -> openai.chat().completions().create(asking(Fault.RATE_LIMIT.lonely())))
                .satisfies(e -> assertThat(e.code()).contains("provider_rate_limited"));
        assertThatExceptionOfType(InternalServerException.class)
                .isThrownBy(() -> openai.chat().completions().create(asking(Fault.HTML.lonely())))
                .satisfies(e -> {
                    assertThat(e.statusCode()).isEqualTo(502);
                    assertThat(e.code()).contains("provider_malformed_answer");
                });
        assertThatExceptionOfType(InternalServerException.class)
                .isThrownBy(() ->
                        openai.chat()
                                .completions()
                                .createStreaming(asking(Fault.BROKEN_DOWN.lonely())));
        openai.close();
    }

    private static ChatCompletionCreateParams asking(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("Hi").build();
    }
}
