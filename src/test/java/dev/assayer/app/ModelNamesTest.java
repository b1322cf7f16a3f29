package dev.assayer.app;

import static dev.assayer.app.TestGateway.AT_ONCE;
import static dev.assayer.app.TestGateway.ask;
import static dev.assayer.app.TestGateway.header;
import static dev.assayer.app.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.models.models.Model;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What can stand in `model`, and where it is listed.
final class ModelNamesTest {

    private static TestGateway gateway;

    @BeforeAll
    static void start(@TempDir Path root) {
        gateway =
                TestGateway.in(root)
                        .sandbox(
                                "alpha",
                                _ -> AT_ONCE,
                                "zeta",
                                "org/deep/zeta",
                                "{id: mini, as: openai/gpt-4o-mini, price: {input: 0.15, output: 0.60}, context: 128000}")
                        .sandbox("beta", _ -> AT_ONCE, "alpha/zeta", "eta")
                        .start();
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "alpha/zeta, alpha, zeta",
        "alpha//zeta, alpha, zeta",
        "zeta, alpha, zeta",
        "alpha/org/deep/zeta, alpha, org/deep/zeta",
        "alpha//org/deep/zeta, alpha, org/deep/zeta",
        "org/deep/zeta, alpha, org/deep/zeta",
        "beta/alpha/zeta, beta, alpha/zeta",
        "beta//alpha/zeta, beta, alpha/zeta",
        "alpha/mini, alpha, mini",
        "openai/gpt-4o-mini, alpha, mini",
        "gpt-4o-mini, alpha, mini",
    })
    void namesLeadToOffers(String model, String provider, String upstream) {
        HttpResponse<String> response = gateway.chat(ask(model));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "x-assayer-provider")).isEqualTo(provider);
        assertThat(header(response, "x-assayer-model")).isEqualTo(upstream);
        assertThat(header(response, "x-assayer-policy")).isEqualTo("pinned");
        assertThat(json(gateway.seenBy(provider).getLast().body()).path("model").asString())
                .isEqualTo(upstream);
    }

    @ParameterizedTest
    @CsvSource({
        "auto, balanced",
        "auto:quality, quality",
        "auto:balanced, balanced",
        "auto:economy, economy",
        "auto:speed, speed",
    })
    void autoTakesAPolicy(String model, String policy) {
        HttpResponse<String> response = gateway.chat(ask(model));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "x-assayer-policy")).isEqualTo(policy);
        assertThat(header(response, "x-assayer-provider")).isIn("alpha", "beta");
        assertThat(header(response, "x-assayer-model")).isNotEmpty();
    }

    @Test
    void listNamesEverythingOnce() {
        JsonNode list = json(gateway.get("/v1/models"));

        assertThat(list.path("object").asString()).isEqualTo("list");
        assertThat(list.path("data").valueStream().map(model -> model.path("id").asString()))
                .containsExactly(
                        "auto",
                        "auto:quality",
                        "auto:balanced",
                        "auto:economy",
                        "auto:speed",
                        "alpha/zeta",
                        "alpha/org/deep/zeta",
                        "alpha/mini",
                        "beta/alpha/zeta",
                        "beta/eta");
        JsonNode mini =
                list.path("data")
                        .valueStream()
                        .filter(model -> model.path("id").asString().equals("alpha/mini"))
                        .findFirst()
                        .orElseThrow();
        assertThat(mini.path("owned_by").asString()).isEqualTo("alpha");
        assertThat(mini.at("/assayer/model").asString()).isEqualTo("openai/gpt-4o-mini");
        assertThat(mini.at("/assayer/price_per_million_input").decimalValue())
                .isEqualByComparingTo("0.15");
        assertThat(mini.at("/assayer/price_per_million_output").decimalValue())
                .isEqualByComparingTo("0.60");
        assertThat(mini.at("/assayer/context_length").asInt()).isEqualTo(128_000);
        assertThat(mini.at("/assayer/sandbox").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "auto, auto",
        "auto:speed, auto:speed",
        "auto%3Aspeed, auto:speed",
        "alpha/zeta, alpha/zeta",
        "alpha%2Fzeta, alpha/zeta",
        "alpha%2fzeta, alpha/zeta",
        "alpha/org/deep/zeta, alpha/org/deep/zeta",
        "alpha%2Forg%2Fdeep%2Fzeta, alpha/org/deep/zeta",
    })
    void oneModel(String path, String id) {
        HttpResponse<String> response = gateway.get("/v1/models/" + path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).path("id").asString()).isEqualTo(id);
        assertThat(json(response).path("object").asString()).isEqualTo("model");
    }

    /// Whatever a request may name can be looked up by the same name.
    @ParameterizedTest
    @CsvSource({
        "zeta, alpha",
        "alpha//zeta, alpha",
        "openai/gpt-4o-mini, alpha",
        "openai%2Fgpt-4o-mini, alpha",
        "gpt-4o-mini, alpha",
        "org/deep/zeta, alpha",
        "eta, beta",
    })
    void oneModelByAnotherOfItsNames(String path, String provider) {
        HttpResponse<String> response = gateway.get("/v1/models/" + path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).path("id").asString()).isEqualTo(path.replace("%2F", "/"));
        assertThat(json(response).path("owned_by").asString()).isEqualTo(provider);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpha/zetb", "nothing-like-it", "auto:cheap", "%zz", "%C3%28"})
    void noSuchModel(String path) throws Exception {
        try (Wire wire = new Wire(gateway.port())) {
            String answer =
                    wire.send(
                                    "GET /v1/models/"
                                            + path
                                            + " HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
                            .toEnd();

            assertThat(answer).startsWith("HTTP/1.1 404 ");
            JsonNode error = json(answer.substring(answer.indexOf("\r\n\r\n"))).path("error");
            assertThat(error.path("code").asString()).isEqualTo("model_not_found");
            assertThat(error.path("message").asString()).contains("GET /v1/models");
        }
    }

    @Test
    void anUnknownModelIsToldItsNearestNamesHereToo() {
        assertThat(gateway.get("/v1/models/gpt-4o-minni").body())
                .containsPattern("Nearest: gpt-4o-mini[,.]");
    }

    @Test
    void clientListsAndRetrieves() {
        OpenAIClient openai = gateway.openai();
        List<String> ids = openai.models().list().data().stream().map(Model::id).toList();

        assertThat(ids).contains("auto", "alpha/zeta");
        assertThat(openai.models().retrieve("alpha/org/deep/zeta").id())
                .isEqualTo("alpha/org/deep/zeta");
        openai.close();
    }

    @Test
    void unknownModelIsToldItsNearestNames() {
        HttpResponse<String> response = gateway.chat(ask("gpt-4o-minni"));

        assertThat(response.statusCode()).isEqualTo(404);
        JsonNode error = json(response).path("error");
        assertThat(error.path("code").asString()).isEqualTo("model_not_found");
        assertThat(error.path("param").asString()).isEqualTo("model");
        assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
        assertThat(error.path("message").asString())
                .contains("'gpt-4o-minni'")
                .containsPattern("Nearest: gpt-4o-mini[,.]");
    }

    /// The first part counts as a provider only if one of that name is configured.
    @Test
    void unknownProviderIsPartOfAnUnknownModel() {
        HttpResponse<String> response = gateway.chat(ask("gamma/zeta"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).at("/error/message").asString()).contains("alpha/zeta");
    }
}
