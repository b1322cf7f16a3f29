package dev.assayer.app;

import static dev.assayer.app.TestGateway.AT_ONCE;
import static dev.assayer.app.TestGateway.ask;
import static dev.assayer.app.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.assayer.provider.sandbox.SandboxRequest;
import dev.assayer.provider.sandbox.Script;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// Streams that break off after their beginning was passed on: no client may take them for a
/// finished answer, and nobody else is asked.
final class BrokenStreamTest {

    /// How a stream goes wrong.
    @SuppressWarnings("ImmutableEnumChecker") // scripts are records
    enum Flaw {
        CUT(new Script.CutStream(5), "the connection was closed"),
        ENDED_EARLY(new Script.EndedStream(5), "without a finish reason"),
        STALLED(new Script.StalledStream(5), "nothing came for 1s"),
        ENDLESS(events(200_000, ""), "more than 65536 bytes"),
        DONE_ONLY_IN_THE_TEXT(
                events(
                        3,
                        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"data: [DONE]\"}}]}\n\n"),
                "without a finish reason"),
        EMPTY_FINISH_REASON(
                events(
                        3,
                        "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"\"}]}\n\n"),
                "without a finish reason"),
        CUT_WITHIN_AN_EVENT(
                events(3, "data: {\"choices\":[{\"index\":0,\"delta\""), "without a finish reason");

        final Script script;
        final String how;

        Flaw(Script script, String how) {
            this.script = script;
            this.how = how;
        }

        private static Script events(int count, String end) {
            return new Script.Bytes(
                    200,
                    "text/event-stream",
                    "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"},\"finish_reason\":null}]}\n\n"
                                    .repeat(Math.min(count, 1_000))
                            + end);
        }

        String model() {
            return "zeta-" + name();
        }
    }

    private static final Pattern DECISION = Pattern.compile("x-assayer-decision: (\\S+)");

    private static TestGateway gateway;

    @BeforeAll
    static void start(@TempDir Path root) {
        List<String> models = new ArrayList<>();
        for (Flaw flaw : Flaw.values()) {
            models.add(flaw.model());
        }
        gateway =
                TestGateway.in(root)
                        .yaml("deadlines: {connect: 5s, first-byte: 10s, idle: 1s, total: 20s}")
                        .yaml("server: {limits: {stream-size: 64KB}}")
                        .sandbox("alpha", BrokenStreamTest::script, models.toArray(String[]::new))
                        .sandbox("beta", _ -> AT_ONCE, "eta")
                        .start();
    }

    @AfterAll
    static void close() {
        assertThat(gateway.seenBy("beta")).isEmpty();
        gateway.close();
    }

    private static Script script(SandboxRequest request) {
        return Flaw.valueOf(request.model().substring("zeta-".length())).script;
    }

    private static String streamed(Flaw flaw) {
        return ask("alpha/" + flaw.model(), ",\"stream\":true");
    }

    @ParameterizedTest
    @EnumSource
    void rawClientSeesAnErrorAndNoEnd(Flaw flaw) throws Exception {
        try (Wire wire = new Wire(gateway.port())) {
            String read = wire.chat(streamed(flaw)).toEnd();

            assertThat(read).startsWith("HTTP/1.1 200 ");
            assertThat(read).doesNotContain("data: [DONE]\n");
            assertThat(read).doesNotEndWith("0\r\n\r\n");
            JsonNode error = lastEvent(read).path("error");
            assertThat(error.path("code").asString()).isEqualTo("provider_stream_broken");
            assertThat(error.path("type").asString()).isEqualTo("api_error");
            assertThat(error.path("message").asString())
                    .contains("Provider alpha", flaw.how, "not whole");

            Matcher decision = DECISION.matcher(read);
            assertThat(decision.find()).isTrue();
            assertThat(error.path("message").asString()).contains(decision.group(1));
            JsonNode attempts = gateway.explained(decision.group(1)).path("attempts");
            assertThat(attempts).hasSize(1);
            assertThat(attempts.at("/0/result").asString()).isEqualTo("provider_stream_broken");
        }
    }

    private static JsonNode lastEvent(String read) {
        int from = read.lastIndexOf("data: ");
        return json(read.substring(from + "data: ".length(), read.indexOf("\n\n", from)));
    }

    @ParameterizedTest
    @EnumSource
    void officialClientRaises(Flaw flaw) {
        OpenAIClient openai = gateway.openai();
        assertThatExceptionOfType(OpenAIException.class)
                .isThrownBy(() -> {
                    try (StreamResponse<ChatCompletionChunk> stream =
                            openai.chat()
                                    .completions()
                                    .createStreaming(
                                            ChatCompletionCreateParams.builder()
                                                    .model("alpha/" + flaw.model())
                                                    .addUserMessage("Hi")
                                                    .build())) {
                        assertThat(stream.stream().count()).isNegative();
                    }
                });
        openai.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT", "ENDED_EARLY"})
    void httpClientFails(Flaw flaw) {
        for (HttpClient.Version version : HttpClient.Version.values()) {
            if (version.name().startsWith("HTTP_3")) {
                continue;
            }
            try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
                assertThatExceptionOfType(IOException.class)
                        .as(version.name())
                        .isThrownBy(() ->
                                client.send(
                                        gateway.request("/v1/chat/completions")
                                                .POST(BodyPublishers.ofString(streamed(flaw)))
                                                .build(),
                                        BodyHandlers.ofString()));
            }
        }
    }

    /// Its error comes behind what was passed on already, and [DONE] in one piece with it.
    @Test
    void errorInsideTheStream(@TempDir Path root) throws Exception {
        var isRead = new CountDownLatch(1);
        var raw =
                new RawProvider(connection -> {
                    connection
                            .write(RawProvider.STREAM_HEAD)
                            .chunk("data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n");
                    RawProvider.await(isRead);
                    connection
                            .chunk(
                                    "data: {\"error\":{\"message\":\"overloaded\"}}\n\ndata: [DONE]\n\n")
                            .write("0\r\n\r\n")
                            .awaitClose();
                });
        try (TestGateway other = TestGateway.in(root).provider("raw", raw, "zeta").start();
                Wire wire = new Wire(other.port())) {
            wire.chat(ask("auto", ",\"stream\":true")).until("Hello");
            isRead.countDown();
            String read = wire.toEnd();

            assertThat(read)
                    .contains("data: {\"error\":{\"message\":\"overloaded\"}}\n\n")
                    .doesNotContain("[DONE]")
                    .doesNotEndWith("0\r\n\r\n");
            assertThat(lastEvent(read).at("/error/message").asString())
                    .contains("it reported an error: overloaded");
        }
    }

    @Test
    void callerThatStopsReadingIsCutOffToo(@TempDir Path root) throws Exception {
        var raw =
                new RawProvider(connection -> {
                    connection.write(RawProvider.STREAM_HEAD);
                    String event =
                            "data: {\"choices\":[{\"delta\":{\"content\":\""
                                    + "x".repeat(8_000)
                                    + "\"}}]}\n\n";
                    while (true) {
                        connection.chunk(event);
                    }
                });
        try (TestGateway other =
                        TestGateway.in(root)
                                .yaml(
                                        "deadlines: {connect: 1s, first-byte: 1s, idle: 1s, total: 2s}")
                                .provider("endless", raw, "zeta")
                                .start();
                Wire wire = new Wire(other.port(), 4_096)) {
            wire.chat(ask("auto", ",\"stream\":true")).until("data: ");
            String decision = json(other.get("/v1/decisions")).at("/data/0/id").asString();
            org.awaitility.Awaitility.await()
                    .atMost(TestGateway.PATIENCE)
                    .until(() -> other.explained(decision).path("attempts").size() == 1);

            assertThat(wire.toEnd()).doesNotEndWith("0\r\n\r\n");
        }
    }
}
