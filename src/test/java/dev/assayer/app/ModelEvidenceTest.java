package dev.assayer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.scoring.RankingColumn;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the evidence says of models, asked over HTTP of a gateway with the bundled evidence.
final class ModelEvidenceTest {

    @TempDir private static Path root;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway =
                TestGateway.in(root)
                        .sandbox(
                                "a",
                                _ -> TestGateway.AT_ONCE,
                                "{id: mini, as: openai/gpt-5-mini, price: {input: 0.25, output: 2}}",
                                "unknown-thing")
                        .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void everyModelOfTheCatalogueIsListedWithItsEvidence() {
        JsonNode all = json("/models");
        JsonNode available = json("/models?available=true");

        assertThat(all.at("/data").size()).isGreaterThan(400);
        assertThat(available.at("/data").size()).isEqualTo(1);
        assertThat(available.at("/data/0/model_id").asString()).isEqualTo("openai/gpt-5-mini");
        assertThat(available.at("/data/0/offers/0").asString()).isEqualTo("a/mini");
        assertThat(available.at("/data/0/observations").asInt()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/models/openai/gpt-5-mini/scores",
                "/models/openai%2Fgpt-5-mini/scores",
                "/models/openai/gpt-5-mini@high/scores",
                "/models/openai/gpt-5-mini/scores?effort=high",
                "/models/gpt-5-mini/scores",
                "/models/GPT-5%20Mini/scores",
                "/models/gpt-5-mini@high/scores"
            })
    void aModelIsFoundHoweverItsSlashIsWritten(String path) {
        JsonNode scores = json(path);

        assertThat(scores.at("/model_id").asString()).isEqualTo("openai/gpt-5-mini");
        assertThat(scores.at("/category_scores/coding/score").asDouble()).isBetween(1.0, 100.0);
        assertThat(scores.at("/category_scores/coding/low").asDouble())
                .isLessThan(scores.at("/category_scores/coding/high").asDouble());
        JsonNode contributing = scores.at("/category_scores/coding/contributing_scores");
        assertThat(contributing.size()).isPositive();
        assertThat(contributing)
                .allSatisfy(one -> assertThat(one.path("moved").isNumber()).isTrue());
    }

    @Test
    void aModelWithoutEvidenceSaysSo() {
        String unseen = "";
        for (JsonNode model : json("/models").at("/data")) {
            if (model.path("observations").asInt() == 0) {
                unseen = model.path("model_id").asString();
            }
        }
        JsonNode scores = json("/models/" + unseen + "/scores");

        assertThat(scores.at("/category_scores").size()).isZero();
        assertThat(scores.at("/observations").asInt(-1)).isZero();
        assertThat(scores.at("/note").asString()).startsWith("no evidence: ");
        JsonNode seen = json("/models/openai/gpt-5-mini/scores");
        assertThat(seen.at("/note").isNull()).isTrue();
        assertThat(seen.at("/observations").asInt()).isPositive();
    }

    @Test
    void rankingsAreFilteredSortedAndCut() {
        JsonNode top = json("/models/rankings/coding?top");
        assertThat(top.at("/data").size()).isEqualTo(3);
        assertThat(top.at("/data/0/rank").asInt()).isOne();
        assertThat(top.at("/data/0/category").asString()).isEqualTo("coding");

        JsonNode own = json("/models/rankings/coding?available=true&sort=price_per_million_input");
        assertThat(own.at("/data").size()).isEqualTo(2);
        assertThat(own.at("/data/0/price_per_million_input").asDouble()).isEqualTo(0.25);

        var prices = new ArrayList<Double>();
        json("/models/rankings/math?max_price=1&open_weights=true&min_context=100000")
                .at("/data")
                .forEach(row -> {
                    assertThat(row.at("/open_weights").asBoolean()).isTrue();
                    assertThat(row.at("/context_length").asInt()).isGreaterThanOrEqualTo(100_000);
                    prices.add(row.at("/price_per_million_input").asDouble());
                });
        assertThat(prices).isNotEmpty().allMatch(price -> price <= 1.34);
    }

    @Test
    void aModelThatOnlyABoardNamesHasAReadableNameEverywhere() {
        assertThat(json("/models/moonshotai/kimi-k3/scores").at("/display_name").asString())
                .isEqualTo("Kimi K3");
        assertThat(gateway.get("/models").body()).contains("\"model_name\":\"Kimi K3\"");
        assertThat(gateway.get("/models/rankings/coding").body())
                .contains("\"model_name\":\"Kimi K3\"")
                .doesNotContain("kimi-k3-max");
    }

    /// The API's description has its own list of what a ranking can be sorted by.
    @Test
    void theDescriptionNamesEveryColumn() {
        var described = new ArrayList<String>();
        json("/openapi.json")
                .at("/paths/~1models~1rankings~1{category}/get/parameters")
                .forEach(parameter -> {
                    if (parameter.path("name").asString().equals("sort")) {
                        parameter.at("/schema/enum").forEach(one -> described.add(one.asString()));
                    }
                });
        assertThat(described)
                .containsExactlyElementsOf(
                        RankingColumn.ALL.stream().map(RankingColumn::name).toList());
    }

    @Test
    void anEmptyRankingSaysItsFilters() {
        JsonNode none = json("/models/rankings/coding?min_quality_index=200&open_weights=true");

        assertThat(none.at("/data")).isEmpty();
        assertThat(none.at("/filters").toString())
                .isEqualTo("{\"min_quality_index\":200.0,\"open_weights\":true}");
        assertThat(json("/models/rankings/coding?top").at("/filters")).isEmpty();
    }

    @Test
    void reverseAloneTurnsTheRankingRound() {
        JsonNode rows = json("/models/rankings/coding?reverse=true&top=2").at("/data");

        assertThat(rows.at("/0/rank").asInt())
                .isGreaterThanOrEqualTo(rows.at("/1/rank").asInt())
                .isGreaterThan(100);
    }

    @Test
    void aRankingComesAsCsvToo() {
        HttpResponse<String> csv = gateway.get("/models/rankings/general?format=csv&top=5");

        assertThat(csv.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
        assertThat(csv.body().lines().toList()).hasSize(6);
        assertThat(csv.headers().firstValue("x-assayer-attribution"))
                .hasValueSatisfying(credits -> assertThat(credits).contains("lmarena: "));
        assertThat(csv.body())
                .startsWith("model_id,model_name,provider,effort,rank,category,score");
    }

    @ParameterizedTest
    @CsvSource({
        "/models/rankings/nonsense, 404, coding",
        "/models/rankings/coding?max_price=cheap, 400, a number",
        "/models/rankings/coding?sort=beauty, 400, coding_composite",
        "/models/rankings/coding?method=astrology, 400, layered",
        "/models/rankings/coding?limit=3, 400, top",
        "/models/rankings/coding?min_quality=75, 400, 'min_quality: is no parameter here (did you mean min_quality_index'",
        "/models/rankings/coding?speed=fast, 400, 'speed: is no parameter here (did you mean speed_tier'",
        "/models?top=3, 400, parameters: available)",
        "/models/openai/gpt-5-mini/scores?top=3, 400, 'effort, method)'",
        "/models/rankings/coding?method=best, 400, abilities",
        "/models/nobody/nothing/scores, 404, GET /models",
        "/models/gpt-5-mnii/scores, 404, openai/gpt-5-mini",
        "/models/gpt-5-mini@huge/scores, 404, GET /models",
        "/models/rankings/coding?top=0, 400, '1 or more'",
        "/models/rankings/coding?top=-1, 400, '1 or more'",
        "/models/rankings/coding?speed_tier=warp, 400, medium"
    })
    void badQuestionsSayWhatWasExpected(String path, int status, String expected) {
        HttpResponse<String> reply = gateway.get(path);

        assertThat(reply.statusCode()).isEqualTo(status);
        assertThat(reply.body()).contains(expected);
    }

    private static JsonNode json(String path) {
        HttpResponse<String> reply = gateway.get(path);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(reply.body());
    }
}
