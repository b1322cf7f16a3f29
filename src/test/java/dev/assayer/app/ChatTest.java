package dev.assayer.app;

import static dev.assayer.app.TestGateway.AT_ONCE;
import static dev.assayer.app.TestGateway.ask;
import static dev.assayer.app.TestGateway.header;
import static dev.assayer.app.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionUsage;
import dev.assayer.provider.sandbox.SandboxRequest;
import dev.assayer.provider.sandbox.Script;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Chat requests that go well: what reaches the provider, and what comes back.
final class ChatTest {

    private static final String WHOLE =
            """
            { "id" : "x-1",  "object":"chat.completion","created":1,"model":"zeta","odd":[1.50, "\\u00e9é"],
              "choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],
              "usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}
            """;

    private static final String CHUNKS =
            """
            data: {"id":"x-1","object":"chat.completion.chunk","created":1,"model":"zeta","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"},"finish_reason":null}],"usage":null}

            : a comment, kept

            data: {"id":"x-1","object":"chat.completion.chunk","created":1,"model":"zeta","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop"}],"usage":null}

            """;

    private static final String USAGE =
            """
            data: {"id":"x-1","object":"chat.completion.chunk","created":1,"model":"zeta","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}

            """;

    private static final String DONE = "data: [DONE]\n\n";

    private static final String TOOL_CALL =
            """
            {"id":"x-2","object":"chat.completion","created":1,"model":"zeta","choices":[{"index":0,"message":{"role":"assistant","content":null,
            "tool_calls":[{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"}}]},"finish_reason":"tool_calls"}],
            "usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}
            """;

    private static final String TOOL_CALL_CHUNKS =
            """
            data: {"id":"x-3","object":"chat.completion.chunk","created":1,"model":"zeta","choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":""}}]},"finish_reason":null}]}

            data: {"id":"x-3","object":"chat.completion.chunk","created":1,"model":"zeta","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"city\\":\\"Rome\\"}"}}]},"finish_reason":null}]}

            data: {"id":"x-3","object":"chat.completion.chunk","created":1,"model":"zeta","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: [DONE]

            """;

    private static TestGateway gateway;
    private static OpenAIClient openai;

    @BeforeAll
    static void start(@TempDir Path root) {
        gateway =
                TestGateway.in(root)
                        .sandbox("alpha", ChatTest::script, "zeta", "zeta-tools", "zeta-canned")
                        .sandbox("beta", _ -> AT_ONCE, "eta")
                        .start();
        openai = gateway.openai();
    }

    @AfterAll
    static void close() {
        openai.close();
        gateway.close();
    }

    private static Script script(SandboxRequest request) {
        return switch (request.model()) {
            case "zeta" ->
                    request.isStreamed()
                            ? new Script.Bytes(200, "text/event-stream", CHUNKS + USAGE + DONE)
                            : new Script.Bytes(200, "application/json", WHOLE);
            case "zeta-tools" ->
                    request.isStreamed()
                            ? new Script.Bytes(200, "text/event-stream", TOOL_CALL_CHUNKS)
                            : new Script.Bytes(200, "application/json", TOOL_CALL);
            default -> AT_ONCE;
        };
    }

    private static SandboxRequest lastSeen() {
        return gateway.seenBy("alpha").getLast();
    }

    @Test
    void answerReachesTheCallerByteForByte() {
        HttpResponse<String> response = gateway.chat(ask("alpha/zeta"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "content-type")).isEqualTo("application/json");
        assertThat(response.body()).isEqualTo(WHOLE);
    }

    @Test
    void requestReachesTheProviderByteForByteButForTheModel() {
        String body =
                """
                 {"unknown" : {"a":[1, 2.50,1E400 ,"\\ud83d\\ude00"]},
                "big":12345678901234567890.000000000000000001,\t"model" : "alpha\\/zeta", "temperature":0.70,
                "messages":[{"role":"user","content":"Explain é \\u00e9 merge sort","name":"x","cache_control":{"type":"ephemeral"}}],
                "seed" :  -0 , "reasoning":{"effort":"high"} }
                """;
        HttpResponse<String> response = gateway.chat(body);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(lastSeen().body()).isEqualTo(body.replace("\"alpha\\/zeta\"", "\"zeta\""));
    }

    @Test
    void hintsInTheBodyAreTakenOut() {
        HttpResponse<String> response =
                gateway.chat(
                        ask(
                                "alpha/zeta",
                                ", \"assayer\": {\"category\":\"math\",\"session\":\"s\"} , \"top_p\":1"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(lastSeen().body()).isEqualTo(ask("zeta", ",  \"top_p\":1"));
    }

    @Test
    void hintsInHeadersStayHere() {
        gateway.chat(
                ask("alpha/zeta"),
                "x-assayer-category",
                "math",
                "x-assayer-session",
                "s-1",
                "authorization",
                "Bearer callers-own",
                "cookie",
                "a=b");

        assertThat(lastSeen().headers())
                .containsEntry("authorization", "Bearer sk-of-alpha")
                .doesNotContainKey("cookie")
                .allSatisfy((name, _) -> assertThat(name).doesNotStartWith("x-assayer"));
    }

    @Test
    void usageIsAskedForAndItsEventKeptBack() {
        HttpResponse<String> response = gateway.chat(ask("alpha/zeta", ",\"stream\":true"));

        assertThat(header(response, "content-type")).startsWith("text/event-stream");
        assertThat(response.body()).isEqualTo(CHUNKS + DONE);
        assertThat(json(lastSeen().body()).at("/stream_options/include_usage").asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"include_usage\":false}",
                "{\"include_usage\":null,\"other\":1}",
                "{\"other\":1}",
                "{}",
                "null"
            })
    void usageIsAskedForWhateverStandsThere(String options) {
        HttpResponse<String> response =
                gateway.chat(
                        ask("alpha/zeta", ",\"stream_options\":" + options + ",\"stream\":true"));

        assertThat(response.body()).isEqualTo(CHUNKS + DONE);
        assertThat(json(lastSeen().body()).at("/stream_options/include_usage").asBoolean())
                .isTrue();
        if (options.contains("other")) {
            assertThat(json(lastSeen().body()).at("/stream_options/other").asInt()).isEqualTo(1);
        }
    }

    @Test
    void whoAsksForUsageGetsItAndNothingIsChanged() {
        String more = ",\"stream\":true,\"stream_options\":{ \"include_usage\" : true }";
        HttpResponse<String> response = gateway.chat(ask("alpha/zeta", more));

        assertThat(response.body()).isEqualTo(CHUNKS + USAGE + DONE);
        assertThat(lastSeen().body()).isEqualTo(ask("zeta", more));
    }

    @Test
    void optionsOfAStreamThatIsNoneAreLeftAlone() {
        String more = ",\"stream\":false,\"stream_options\":null";
        gateway.chat(ask("alpha/zeta", more));

        assertThat(lastSeen().body()).isEqualTo(ask("zeta", more));
    }

    @Test
    void headersOfTheProviderThatMeanSomethingToTheCaller(@TempDir Path root) {
        var raw =
                new RawProvider(connection ->
                        connection
                                .write(
                                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
                                                + "x-request-id: r-1\r\nx-ratelimit-remaining-tokens: 7\r\n"
                                                + "openai-processing-ms: 12\r\nset-cookie: a=b\r\nserver: cloud\r\n"
                                                + "x-assayer-decision: forged\r\ncontent-length: "
                                                + "{\"choices\":[]}".length()
                                                + "\r\n\r\n{\"choices\":[]}")
                                .awaitClose());
        try (TestGateway other = TestGateway.in(root).provider("raw", raw, "zeta").start()) {
            HttpResponse<String> response = other.chat(ask("auto"));

            assertThat(header(response, "x-request-id")).isEqualTo("r-1");
            assertThat(header(response, "x-ratelimit-remaining-tokens")).isEqualTo("7");
            assertThat(header(response, "openai-processing-ms")).isEqualTo("12");
            assertThat(response.headers().map()).doesNotContainKeys("set-cookie", "server");
            assertThat(response.headers().allValues("x-assayer-decision"))
                    .singleElement()
                    .asString()
                    .startsWith("d_");
        }
    }

    /// As the HTTP client of the JDK does by default.
    @ParameterizedTest
    @ValueSource(strings = {"", ",\"stream\":true"})
    void callersThatOfferHttp2(String more) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> response =
                        client.send(
                                gateway.request("/v1/chat/completions")
                                        .POST(BodyPublishers.ofString(ask("alpha/zeta", more)))
                                        .build(),
                                BodyHandlers.ofString());
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).isEqualTo(more.isEmpty() ? WHOLE : CHUNKS + DONE);
                assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            }
        }
    }

    // --- the official client

    private static ChatCompletionCreateParams.Builder params(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("Explain merge sort");
    }

    @Test
    void clientGetsAnAnswer() {
        ChatCompletion answer = openai.chat().completions().create(params("auto").build());

        assertThat(answer.choices()).hasSize(1);
        assertThat(answer.usage()).isPresent();
    }

    @Test
    void clientSeesTheDecision() {
        try (HttpResponseFor<ChatCompletion> raw =
                openai.chat().completions().withRawResponse().create(params("auto").build())) {
            assertThat(raw.headers().values("x-assayer-decision")).hasSize(1);
            assertThat(raw.headers().values("x-assayer-provider"))
                    .singleElement()
                    .isIn("alpha", "beta");
            assertThat(raw.parse().choices()).hasSize(1);
        }
    }

    @Test
    void clientGetsAStream() {
        try (StreamResponse<ChatCompletionChunk> stream =
                openai.chat().completions().createStreaming(params("alpha/zeta-canned").build())) {
            List<ChatCompletionChunk> chunks = stream.stream().toList();

            assertThat(
                            chunks.stream()
                                    .flatMap(chunk -> chunk.choices().stream())
                                    .flatMap(choice -> choice.delta().content().stream())
                                    .collect(Collectors.joining()))
                    .startsWith("This is a canned answer")
                    .endsWith("real answers.");
            assertThat(chunks.getLast().choices().getFirst().finishReason()).isPresent();
            assertThat(chunks).allMatch(chunk -> chunk.usage().isEmpty());
        }
    }

    @Test
    void clientGetsTheUsageThatItAsksFor() {
        try (StreamResponse<ChatCompletionChunk> stream =
                openai.chat()
                        .completions()
                        .createStreaming(
                                params("alpha/zeta")
                                        .streamOptions(
                                                ChatCompletionStreamOptions.builder()
                                                        .includeUsage(true)
                                                        .build())
                                        .build())) {
            assertThat(stream.stream().flatMap(chunk -> chunk.usage().stream()))
                    .extracting(CompletionUsage::totalTokens)
                    .containsExactly(11L);
        }
    }

    private static FunctionDefinition weather() {
        return FunctionDefinition.builder()
                .name("weather")
                .parameters(
                        FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty(
                                        "properties",
                                        JsonValue.from(Map.of("city", Map.of("type", "string"))))
                                .build())
                .build();
    }

    private static ChatCompletionCreateParams withTool() {
        return params("alpha/zeta-tools")
                .addTool(
                        com.openai.models.chat.completions.ChatCompletionFunctionTool.builder()
                                .function(weather())
                                .build())
                .build();
    }

    @Test
    void clientCallsTools() {
        ChatCompletion answer = openai.chat().completions().create(withTool());

        assertThat(answer.choices().getFirst().message().toolCalls().orElseThrow())
                .singleElement()
                .satisfies(call ->
                        assertThat(call.asFunction().function().arguments())
                                .isEqualTo("{\"city\":\"Rome\"}"));
        assertThat(json(lastSeen().body()).at("/tools/0/function/name").asString())
                .isEqualTo("weather");
    }

    @Test
    void clientCallsToolsInAStream() {
        try (StreamResponse<ChatCompletionChunk> stream =
                openai.chat().completions().createStreaming(withTool())) {
            assertThat(
                            stream.stream()
                                    .flatMap(chunk -> chunk.choices().stream())
                                    .flatMap(choice -> choice.delta().toolCalls().stream())
                                    .flatMap(List::stream)
                                    .flatMap(call -> call.function().stream())
                                    .flatMap(function -> function.arguments().stream())
                                    .collect(Collectors.joining()))
                    .isEqualTo("{\"city\":\"Rome\"}");
        }
    }

    /// What the answer is to look like.
    public record CannedText(boolean sandbox, String answer) {}

    @Test
    void clientGetsStructuredOutput() {
        CannedText answer =
                openai.chat()
                        .completions()
                        .create(
                                params("alpha/zeta-canned")
                                        .responseFormat(CannedText.class)
                                        .build())
                        .choices()
                        .getFirst()
                        .message()
                        .content()
                        .orElseThrow();

        assertThat(answer.sandbox()).isTrue();
        assertThat(answer.answer()).contains("canned");
        assertThat(json(lastSeen().body()).at("/response_format/json_schema/strict").asBoolean())
                .isTrue();
    }

    @Test
    void clientSendsAnImage() {
        String image = "data:image/png;base64," + "iVBORw0KGgo".repeat(20_000);
        openai.chat()
                .completions()
                .create(
                        ChatCompletionCreateParams.builder()
                                .model("alpha/zeta")
                                .addUserMessageOfArrayOfContentParts(
                                        List.of(
                                                ChatCompletionContentPart.ofText(
                                                        ChatCompletionContentPartText.builder()
                                                                .text("What is this?")
                                                                .build()),
                                                ChatCompletionContentPart.ofImageUrl(
                                                        ChatCompletionContentPartImage.builder()
                                                                .imageUrl(
                                                                        ChatCompletionContentPartImage
                                                                                .ImageUrl.builder()
                                                                                .url(image)
                                                                                .build())
                                                                .build())))
                                .build());

        assertThat(json(lastSeen().body()).at("/messages/0/content/1/image_url/url").asString())
                .isEqualTo(image);
    }
}
