package dev.assayer.app;

import static dev.assayer.app.TestGateway.AT_ONCE;
import static dev.assayer.app.TestGateway.ask;
import static dev.assayer.app.TestGateway.header;
import static dev.assayer.app.TestGateway.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.openai.client.OpenAIClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Requests that cannot be accepted: the errors of docs/operations.md, in OpenAI's body. None of
/// them reaches a provider.
final class BadRequestTest {

    private static TestGateway gateway;

    @BeforeAll
    static void start(@TempDir Path root) {
        gateway =
                TestGateway.in(root)
                        .sandbox(
                                "alpha",
                                _ -> AT_ONCE,
                                "{id: text-only, context: 1000, capabilities: [structured_output]}",
                                "{id: tiny, context: 50, capabilities: [tools, images]}")
                        .yaml(
                                "server: {limits: {body-size: 64KB, header-count: 20, header-size: 8KB}}")
                        .start();
    }

    @AfterEach
    void noProviderWasAsked() {
        assertThat(gateway.seenBy("alpha")).isEmpty();
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    private static JsonNode error(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "content-type")).isEqualTo("application/json");
        return error(response.body(), code);
    }

    private static JsonNode error(String body, String code) {
        JsonNode root = json(body);
        assertThat(root.propertyNames()).containsExactly("error");
        JsonNode error = root.path("error");
        assertThat(error.propertyNames())
                .containsExactlyInAnyOrder("message", "type", "param", "code");
        assertThat(error.path("code").asString()).isEqualTo(code);
        assertThat(error.path("message").asString()).isNotBlank();
        return error;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":\"auto\"|malformed_json||",
                "[]|malformed_json||an array",
                "{} {}|malformed_json||",
                "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"},]}|malformed_json||column",
                "``|empty_body||no body",
                "{\"model\":1,\"messages\":[]}|invalid_type|model|the number 1",
                "{\"model\":\"\",\"messages\":[]}|invalid_type|model|an empty string",
                "{\"model\":\"auto\",\"messages\":\"x\"}|invalid_type|messages|a string",
                "{\"model\":\"auto\",\"messages\":[\"x\"]}|invalid_type|messages[0]|a string",
                "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":7}]}|invalid_type|messages[0].content|7",
                "{\"model\":\"auto\",\"stream\":\"yes\",\"messages\":[{\"role\":\"user\"}]}|invalid_type|stream|a string",
                "{\"model\":\"auto\",\"max_tokens\":-1,\"messages\":[{\"role\":\"user\"}]}|invalid_type|max_tokens|-1",
                "{\"model\":\"auto\",\"tools\":{},\"messages\":[{\"role\":\"user\"}]}|invalid_type|tools|an object",
                "{\"model\":\"auto\",\"assayer\":\"x\",\"messages\":[{\"role\":\"user\"}]}|invalid_type|assayer|a string",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|missing_model|model|auto",
                "{\"model\":\"auto\"}|missing_messages|messages|missing",
                "{\"model\":\"auto\",\"messages\":[]}|empty_messages|messages|empty",
                "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"},{\"content\":\"x\"}]}|missing_role|messages[1].role|missing",
                "{\"model\":\"auto\",\"model\":\"auto\",\"messages\":[{\"role\":\"user\"}]}|duplicate_field|model|twice",
                "{\"model\":\"auto\",\"assayer\":{\"colour\":\"red\"},\"messages\":[{\"role\":\"user\"}]}|unknown_hint|assayer.colour|category",
                "{\"model\":\"auto:cheap\",\"messages\":[{\"role\":\"user\"}]}|unknown_policy|model|economy",
                "{\"model\":\"auto:\",\"messages\":[{\"role\":\"user\"}]}|unknown_policy|model|economy",
                "{\"model\":\"auto\",\"assayer\":{\"policy\":\"cheap\"},\"messages\":[{\"role\":\"user\"}]}|unknown_policy|assayer.policy|economy",
                "{\"model\":\"auto\",\"assayer\":{\"category\":\"poetry\"},\"messages\":[{\"role\":\"user\"}]}|unknown_category|assayer.category|creative_writing",
                "{\"model\":\"auto\",\"assayer\":{\"category\":\"tools\"},\"messages\":[{\"role\":\"user\"}]}|unknown_category|assayer.category|creative_writing",
            })
    void bodies(String body, String code, String param, String said) {
        JsonNode error = error(gateway.chat(body), 400, code);

        assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
        if (param == null) {
            assertThat(error.path("param").isNull()).isTrue();
        } else {
            assertThat(error.path("param").asString()).isEqualTo(param);
        }
        if (said != null) {
            assertThat(error.path("message").asString()).contains(said);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x-assayer-policy, cheap, unknown_policy, economy",
        "x-assayer-category, poetry, unknown_category, creative_writing",
    })
    void hintsInHeaders(String name, String value, String code, String said) {
        JsonNode error = error(gateway.chat(ask("auto"), name, value), 400, code);

        assertThat(error.path("message").asString()).contains("'" + value + "'", said);
        assertThat(error.path("param").asString()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "policy, quality, cheap, unknown_policy",
        "category, coding, poetry, unknown_category",
    })
    void aBadHintBehindAGoodHeader(String hint, String good, String bad, String code) {
        String body = ask("auto", ",\"assayer\":{\"" + hint + "\":\"" + bad + "\"}");

        JsonNode error = error(gateway.chat(body, "x-assayer-" + hint, good), 400, code);

        assertThat(error.path("param").asString()).isEqualTo("assayer." + hint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"session", "policy", "category"})
    void hintTooLong(String hint) {
        String value = "x".repeat(257);
        String header = "x-assayer-" + hint;
        String field = "assayer." + hint;
        String body = ask("auto", ",\"assayer\":{\"" + hint + "\":\"" + value + "\"}");
        for (String path : List.of("/v1/chat/completions", "/v1/route")) {
            JsonNode ofHeader =
                    error(gateway.post(path, ask("auto"), header, value), 400, "hint_too_long");
            assertThat(ofHeader.path("param").asString()).isEqualTo(header);
            assertThat(ofHeader.path("message").asString()).contains(header, "257", "256");
            JsonNode ofBody = error(gateway.post(path, body), 400, "hint_too_long");
            assertThat(ofBody.path("param").asString()).isEqualTo(field);
            assertThat(ofBody.path("message").asString()).contains(field, "257", "256");
        }
    }

    @Test
    void nestingTooDeep() {
        String body = ask("auto", ",\"x\":" + "[".repeat(500) + "]".repeat(500));

        error(gateway.chat(body), 400, "json_too_complex");
    }

    @Test
    void bytesThatAreNoUtf8() {
        byte[] body = ask("auto").replace("merge", "m\u00e9rge").getBytes(ISO_8859_1);

        JsonNode error = error(gateway.post("/v1/chat/completions", body), 400, "invalid_utf8");
        assertThat(error.path("message").asString()).contains("byte ");
    }

    // --- sizes

    @Test
    void bodyTooLarge() {
        HttpResponse<String> response =
                gateway.chat(ask("auto", ",\"x\":\"" + "x".repeat(64 << 10) + "\""));

        JsonNode error = error(response, 413, "body_too_large");
        assertThat(error.path("message").asString()).contains("65536", "server.limits.body-size");
    }

    /// The answer must come through although the caller is still sending.
    @Test
    void bodyTooLargeByFar() {
        String body = ask("auto", ",\"x\":\"" + "x".repeat(30 << 20) + "\"");

        error(gateway.chat(body), 413, "body_too_large");
    }

    @Test
    void bodyTooLargeWithoutAnAnnouncedLength() throws Exception {
        try (Wire wire = new Wire(gateway.port())) {
            wire.send(
                    "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n");
            String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
            for (int i = 0; i < 5; i++) {
                wire.send(chunk);
            }
            assertThat(wire.until("\r\n\r\n")).startsWith("HTTP/1.1 413 ");
            wire.until("body_too_large");
        }
    }

    @Test
    void dryRunBodyTooLarge() {
        String body = "{\"prompt\":\"" + "x".repeat(64 << 10) + "\"}";

        error(gateway.post("/v1/route", body), 413, "body_too_large");
    }

    @Test
    void clientWaitsForTheWordToSendALongBody() throws Exception {
        try (Wire wire = new Wire(gateway.port())) {
            wire.send(
                    "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n");
            assertThat(wire.until("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
            wire.send("{}");
            assertThat(wire.until("missing_model")).contains("HTTP/1.1 400 ");
        }
    }

    @Test
    void clientThatAsksFirstIsToldThatItsBodyIsTooLong() throws Exception {
        try (Wire wire = new Wire(gateway.port())) {
            wire.send(
                    "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 100000000\r\n\r\n");
            assertThat(wire.until("body_too_large")).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void tooManyHeaders() {
        String[] headers = new String[60];
        for (int i = 0; i < headers.length; i += 2) {
            headers[i] = "x-number-" + i;
            headers[i + 1] = "1";
        }
        JsonNode error = error(gateway.chat(ask("auto"), headers), 431, "too_many_headers");

        assertThat(error.path("message").asString()).contains("20", "server.limits.header-count");
    }

    @Test
    void headersTooLarge() {
        HttpResponse<String> response = gateway.chat(ask("auto"), "x-long", "x".repeat(20_000));

        JsonNode error = error(response, 431, "headers_too_large");
        assertThat(error.path("message").asString()).contains("8192", "server.limits.header-size");
    }

    // --- what is no HTTP, or leads nowhere

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001 hello\r\n\r\n",
                "GET\r\n\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\nbad header\r\n\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: many\r\n\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
            })
    void garbage(String bytes) throws Exception {
        try (Wire wire = new Wire(gateway.port())) {
            String answer = wire.send(bytes).toEnd();

            assertThat(answer).matches("(?s)HTTP/1\\.[01] 400 .*");
            error(answer.substring(answer.indexOf("\r\n\r\n")), "malformed_http");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/, /openapi.json",
        "/v1, /openapi.json",
        "/v1/embeddings, /openapi.json",
        "/v1/modelsx, /openapi.json",
        "/chat/completions, /v1/chat/completions",
        "/v1/v1/chat/completions, /v1/chat/completions",
    })
    void nothingThere(String path, String said) {
        JsonNode error = error(gateway.post(path, ask("auto")), 404, "not_found");

        assertThat(error.path("message").asString()).contains("'" + path + "'", said);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/chat/completions, POST",
        "GET, /v1/route, POST",
        "DELETE, /v1/models, GET",
        "POST, /v1/decisions, GET",
        "POST, /health, GET",
    })
    void wrongMethod(String method, String path, String allowed) {
        HttpResponse<String> response =
                gateway.send(
                        gateway.request(path)
                                .method(method, java.net.http.HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        JsonNode error = error(response, 405, "method_not_allowed");
        assertThat(header(response, "allow")).isEqualTo(allowed);
        assertThat(error.path("message").asString()).contains(method, allowed);
    }

    // --- nobody can take it

    @Test
    void noOfferHasWhatTheRequestNeeds() {
        HttpResponse<String> response =
                gateway.chat(
                        ask(
                                "auto",
                                ",\"tools\":[{\"type\":\"function\"}],\"response_format\":{\"type\":\"json_object\"}"));

        JsonNode error = error(response, 400, "no_candidate");
        assertThat(error.path("message").asString())
                .contains("alpha/text-only is not known to support tools")
                .contains("alpha/tiny is not known to support structured_output");
        assertThat(header(response, "x-assayer-decision")).startsWith("d_");
    }

    @Test
    void noOfferHasTheRoom() {
        HttpResponse<String> response = gateway.chat(ask("auto", ",\"max_tokens\":5000"));

        JsonNode error = error(response, 400, "no_candidate");
        assertThat(error.path("message").asString())
                .contains("alpha/text-only takes 1000 tokens where about 50")
                .contains("alpha/tiny takes 50 tokens");
    }

    @Test
    void noOfferAtAll(@TempDir Path root) {
        try (TestGateway empty = TestGateway.in(root).yaml("sandbox: off").start()) {
            JsonNode error = error(empty.chat(ask("auto")), 400, "no_candidate");

            assertThat(error.path("message").asString()).contains("assayer doctor");
        }
    }

    // --- the official client

    @Test
    void clientRaisesItsOwnErrors() {
        OpenAIClient openai = gateway.openai();
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> openai.chat().completions().create(asking("auto:cheap")))
                .satisfies(e -> {
                    assertThat(e.code()).contains("unknown_policy");
                    assertThat(e.param()).contains("model");
                    assertThat(e.type()).contains("invalid_request_error");
                });
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> openai.chat().completions().create(asking("nobody-has-this")))
                .satisfies(e -> assertThat(e.code()).contains("model_not_found"));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() ->
                        openai.chat().completions().createStreaming(asking("nobody-has-this")));
        openai.close();
    }

    private static ChatCompletionCreateParams asking(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("Hi").build();
    }
}
