package dev.assayer.app;

import static dev.assayer.app.TestGateway.AT_ONCE;
import static dev.assayer.app.TestGateway.ask;
import static dev.assayer.app.TestGateway.decision;
import static dev.assayer.app.TestGateway.header;
import static dev.assayer.app.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.admin.Replay;
import dev.assayer.app.TestGateway.Printed;
import dev.assayer.ledger.DecisionIds;
import dev.assayer.provider.sandbox.Script;
import dev.assayer.scoring.ScoringMethod;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What can be known of a decision afterwards, and before.
final class DecisionsTest {

    private static final String HASH = "[0-9a-f]{64}";
    private static final String NOBODY = "d_7zzzzzzzzzzzz";

    private static TestGateway gateway;

    @BeforeAll
    static void start(@TempDir Path root) {
        gateway =
                TestGateway.in(root)
                        .sandbox(
                                "alpha",
                                request ->
                                        request.model().equals("slow")
                                                ? new Script.Answer(Duration.ofMillis(120), 1_000)
                                                : AT_ONCE,
                                "{id: zeta, price: {input: 0.15, output: 0.60}}",
                                "{id: slow, price: {input: 3, output: 15}}",
                                "free-of-price")
                        .sandbox(
                                "beta",
                                _ ->
                                        new Script.Bytes(
                                                200,
                                                "application/json",
                                                """
                                                {"choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":500,
                                                "prompt_tokens_details":{"cached_tokens":400},"completion_tokens_details":{"reasoning_tokens":300}}}\
                                                """),
                                "{id: details, price: {input: 2.5, output: 10, cached-input: 1.25}}")
                        .start();
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    private static BigDecimal dollars(JsonNode usage, String input, String output) {
        return new BigDecimal(input)
                .multiply(usage.path("prompt_tokens").decimalValue())
                .add(
                        new BigDecimal(output)
                                .multiply(usage.path("completion_tokens").decimalValue()))
                .movePointLeft(6);
    }

    // --- afterwards

    @Test
    void headersOfAnAnswer() {
        HttpResponse<String> response =
                gateway.chat(ask("auto:economy"), "x-assayer-category", "math");

        assertThat(decision(response)).matches("d_[0-9a-z]{13}");
        assertThat(header(response, "x-assayer-category")).isEqualTo("math");
        assertThat(header(response, "x-assayer-policy")).isEqualTo("economy");
        assertThat(header(response, "x-assayer-provider")).isIn("alpha", "beta");
        assertThat(header(response, "x-assayer-model")).isNotEmpty();
        assertThat(response.headers().firstValue("x-assayer-attempts")).isEmpty();
        assertThat(response.headers().firstValue("x-assayer-sandbox")).isEmpty();
    }

    @Test
    void sandboxProvidersSayWhatTheyAre(@TempDir Path root) {
        try (TestGateway other = TestGateway.in(root).start()) {
            HttpResponse<String> response = other.chat(ask("auto:speed", ",\"stream\":true"));

            assertThat(header(response, "x-assayer-sandbox")).isEqualTo("true");
            assertThat(header(response, "x-assayer-provider")).startsWith("sandbox-");
            assertThat(response.body()).contains("canned", "data: [DONE]");
            assertThat(other.explained(decision(response)).at("/explanation/candidates/0/sandbox"))
                    .hasToString("true");
        }
    }

    @Test
    void decisionWithItsAttemptAndExactCost() {
        HttpResponse<String> response = gateway.chat(ask("alpha/zeta"));
        JsonNode usage = json(response).path("usage");
        JsonNode explained = gateway.explained(decision(response));

        assertThat(explained.path("id").asString()).isEqualTo(decision(response));
        assertThat(explained.path("chosen").asString()).isEqualTo("alpha/zeta");
        assertThat(explained.path("policy").asString()).isEqualTo("pinned");
        assertThat(explained.path("session").isNull()).isTrue();
        assertThat(explained.path("attempts")).hasSize(1);
        JsonNode attempt = explained.at("/attempts/0");
        assertThat(attempt.path("offer").asString()).isEqualTo("alpha/zeta");
        assertThat(attempt.path("result").asString()).isEqualTo("success");
        assertThat(attempt.path("status").asInt()).isEqualTo(200);
        assertThat(attempt.at("/usage/input_tokens").asInt())
                .isEqualTo(usage.path("prompt_tokens").asInt())
                .isPositive();
        assertThat(attempt.at("/usage/output_tokens").asInt())
                .isEqualTo(usage.path("completion_tokens").asInt())
                .isPositive();
        assertThat(attempt.path("cost_usd").decimalValue())
                .isEqualByComparingTo(dollars(usage, "0.15", "0.60"));
        assertThat(attempt.path("total_seconds").asDouble())
                .isGreaterThanOrEqualTo(attempt.path("first_byte_seconds").asDouble())
                .isPositive();
    }

    @Test
    void costOfAStreamWhoseUsageTheCallerDidNotSee() {
        HttpResponse<String> response = gateway.chat(ask("alpha/zeta", ",\"stream\":true"));
        JsonNode usage = json(gateway.chat(ask("alpha/zeta"))).path("usage");
        JsonNode attempt = gateway.explained(decision(response)).at("/attempts/0");

        assertThat(response.body()).doesNotContain("prompt_tokens");
        assertThat(attempt.at("/usage/output_tokens").asInt())
                .isEqualTo(usage.path("completion_tokens").asInt());
        assertThat(attempt.path("cost_usd").decimalValue())
                .isEqualByComparingTo(dollars(usage, "0.15", "0.60"));
    }

    @Test
    void cachedTokensAreCheaper() {
        HttpResponse<String> response = gateway.chat(ask("beta/details"));
        JsonNode attempt = gateway.explained(decision(response)).at("/attempts/0");

        assertThat(attempt.at("/usage/cached_input_tokens").asInt()).isEqualTo(400);
        assertThat(attempt.at("/usage/reasoning_tokens").asInt()).isEqualTo(300);
        // 600 x 2.5 + 400 x 1.25 + 500 x 10, per million.
        assertThat(attempt.path("cost_usd").decimalValue()).isEqualByComparingTo("0.007");
    }

    @Test
    void withoutAPriceTheCostIsUnknown() {
        HttpResponse<String> response = gateway.chat(ask("alpha/free-of-price"));

        assertThat(gateway.explained(decision(response)).at("/attempts/0/cost_usd").isNull())
                .isTrue();
    }

    /// The decision is written long before its attempt ends: who asks right behind the answer must
    /// see both.
    @RepeatedTest(5)
    void attemptIsThereRightBehindTheAnswer() {
        HttpResponse<String> response = gateway.chat(ask("alpha/slow"));

        assertThat(gateway.explained(decision(response)).path("attempts")).hasSize(1);
    }

    @Test
    void newestDecisions() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.addFirst(
                    decision(
                            gateway.chat(
                                    ask(
                                            "auto",
                                            ",\"assayer\":{\"session\":\"s-%d\"}".formatted(i)))));
        }
        gateway.explained(made.getFirst());
        JsonNode list = json(gateway.get("/v1/decisions?limit=3"));

        assertThat(list.path("data").valueStream().map(each -> each.path("id").asString()))
                .containsExactlyElementsOf(made);
        assertThat(list.at("/data/0/session").asString()).isEqualTo("s-2");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/decisions/" + NOBODY + ", 404, decision_not_found",
        "/v1/decisions/nonsense, 400, invalid_decision_id",
        "/v1/decisions?limit=0, 400, invalid_limit",
        "/v1/decisions?limit=many, 400, invalid_limit",
        "/v1/decisions?limit=1001, 400, invalid_limit",
    })
    void noSuchDecision(String path, int status, String code) {
        HttpResponse<String> response = gateway.get(path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).at("/error/code").asString()).isEqualTo(code);
        assertThat(json(response).at("/error/message").asString()).isNotBlank();
    }

    // --- hints

    @ParameterizedTest
    @CsvSource({
        "auto, , , balanced",
        "auto, speed, , speed",
        "auto, , economy, economy",
        "auto, speed, economy, speed",
        "auto:quality, speed, economy, quality",
    })
    void policyOfModelBeforeHeaderBeforeBody(
            String model, String header, String body, String policy) {
        String more = body == null ? "" : ",\"assayer\":{\"policy\":\"" + body + "\"}";
        HttpResponse<String> response =
                header == null
                        ? gateway.chat(ask(model, more))
                        : gateway.chat(ask(model, more), "x-assayer-policy", header);

        assertThat(header(response, "x-assayer-policy")).isEqualTo(policy);
        assertThat(gateway.explained(decision(response)).path("policy").asString())
                .isEqualTo(policy);
    }

    @ParameterizedTest
    @CsvSource({"coding, , coding", ", research, research", "coding, research, coding"})
    void categoryOfHeaderBeforeBody(String header, String body, String category) {
        String more = body == null ? "" : ",\"assayer\":{\"category\":\"" + body + "\"}";
        HttpResponse<String> response =
                header == null
                        ? gateway.chat(ask("auto", more))
                        : gateway.chat(ask("auto", more), "x-assayer-category", header);

        assertThat(header(response, "x-assayer-category")).isEqualTo(category);
        JsonNode explained = gateway.explained(decision(response));
        assertThat(explained.at("/explanation/category/name").asString()).isEqualTo(category);
        assertThat(explained.at("/explanation/category/basis").asString()).isEqualTo("hint");
    }

    @Test
    void sessionOfHeaderBeforeBody() {
        HttpResponse<String> response =
                gateway.chat(
                        ask("auto", ",\"assayer\":{\"session\":\"of-body\"}"),
                        "x-assayer-session",
                        "of-header");

        assertThat(gateway.explained(decision(response)).path("session").asString())
                .isEqualTo("of-header");
    }

    // --- beforehand

    private static void hasWholeExplanation(JsonNode explanation) {
        assertThat(explanation.at("/evidence/snapshot").asString()).matches(HASH);
        assertThat(explanation.at("/evidence/health").asString()).matches(HASH);
        assertThat(explanation.at("/category/name").asString()).isNotEmpty();
        assertThat(explanation.path("candidates")).hasSize(4);
        assertThat(explanation.path("candidates").valueStream())
                .allSatisfy(candidate -> {
                    assertThat(candidate.propertyNames())
                            .contains(
                                    "offer",
                                    "score",
                                    "price_per_million_input",
                                    "price_per_million_output",
                                    "expected",
                                    "health",
                                    "utility",
                                    "verdict");
                    assertThat(candidate.path("verdict").asString()).isNotBlank();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt\":\"Explain merge sort\"}",
                "{\"prompt\":\"Explain merge sort\",\"model\":\"auto:quality\"}",
                "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Explain merge sort\"}]}"
            })
    void dryRunAsksNobody(String body) {
        int before = gateway.seenBy("alpha").size() + gateway.seenBy("beta").size();
        HttpResponse<String> response = gateway.post("/v1/route", body);

        assertThat(response.statusCode()).isEqualTo(200);
        hasWholeExplanation(json(response));
        assertThat(json(response).path("chosen").asString())
                .isEqualTo(json(response).at("/candidates/0/offer").asString());
        assertThat(gateway.seenBy("alpha").size() + gateway.seenBy("beta").size())
                .isEqualTo(before);
    }

    @Test
    void dryRunTakesHints() {
        JsonNode json =
                json(
                        gateway.post(
                                "/v1/route",
                                "{\"prompt\":\"x\",\"assayer\":{\"category\":\"math\"}}",
                                "x-assayer-policy",
                                "speed"));

        assertThat(json.at("/category/name").asString()).isEqualTo("math");
        assertThat(json.path("policy").asString()).isEqualTo("speed");
    }

    @Test
    void dryRunOfANamedModel() {
        JsonNode json =
                json(gateway.post("/v1/route", "{\"prompt\":\"x\",\"model\":\"beta/details\"}"));

        assertThat(json.path("rule").asString()).isEqualTo("pinned");
        assertThat(json.path("chosen").asString()).isEqualTo("beta/details");
        assertThat(json.path("target").asString()).isEqualTo("beta/details");
    }

    @Test
    void decisionIsExplainedWhole() {
        HttpResponse<String> response = gateway.chat(ask("auto"));
        JsonNode explained = gateway.explained(decision(response));

        hasWholeExplanation(explained.path("explanation"));
        assertThat(explained.at("/explanation/chosen").asString())
                .isEqualTo(explained.path("chosen").asString())
                .isEqualTo(
                        header(response, "x-assayer-provider")
                                + "/"
                                + header(response, "x-assayer-model"));
        assertThat(explained.at("/replay/same").asBoolean()).isTrue();
    }

    // --- replay

    @Test
    void replayMakesTheSameChoice() {
        String id = decision(gateway.chat(ask("auto")));
        gateway.explained(id);
        try (Stores stores = Stores.open(gateway.home())) {
            ScoringMethod scoring = Scorings.named("default");
            Replay.Replayed replayed =
                    new Replay(stores.ledger(), stores.snapshots(), scoring)
                            .replay(DecisionIds.parse(id))
                            .orElseThrow();

            assertThat(replayed.isSame()).isTrue();
            assertThat(replayed.attempts()).hasSize(1);
            assertThat(replayed.explanation().candidates()).hasSize(4);
        }
    }

    @Test
    void replayOnTheCommandLine() {
        String id = decision(gateway.chat(ask("auto"), "x-assayer-category", "coding"));
        JsonNode explained = gateway.explained(id);
        Printed printed = gateway.command("replay", id);

        assertThat(printed.err()).isEmpty();
        assertThat(printed.code()).isZero();
        assertThat(printed.out())
                .contains("coding, named by the caller")
                .contains("Same: " + id)
                .contains(explained.path("chosen").asString());
    }

    @Test
    void replayAsJsonIsWhatTheApiSays() {
        String id = decision(gateway.chat(ask("auto")));
        JsonNode explained = gateway.explained(id);
        Printed printed = gateway.command("replay", id, "--json");

        assertThat(printed.code()).isZero();
        assertThat(json(printed.out())).isEqualTo(explained);
    }

    @Test
    void replayTellsWhatDiffers() throws Exception {
        String id = decision(gateway.chat(ask("alpha/zeta")));
        gateway.explained(id);
        change("UPDATE decision SET chosen = 'beta/details' WHERE id = " + DecisionIds.parse(id));
        Printed printed = gateway.command("replay", id);

        assertThat(printed.code()).isEqualTo(1);
        assertThat(printed.out())
                .contains("Different: " + id)
                .contains("the choice is alpha/zeta where it was beta/details");
        assertThat(gateway.explained(id).at("/replay/same").asBoolean()).isFalse();
    }

    @Test
    void replayWithoutWhatItRestsOn(@TempDir Path root) throws Exception {
        try (TestGateway other = TestGateway.in(root).sandbox("alpha", _ -> AT_ONCE, "x").start()) {
            String id = decision(other.chat(ask("auto")));
            other.explained(id);
            change(other, "UPDATE basis SET content = NULL WHERE kind = 'health'");
            Printed printed = other.command("replay", id);

            assertThat(printed.code()).isEqualTo(1);
            assertThat(printed.err()).startsWith("The ledger does not hold the health ");
            assertThat(other.get("/v1/decisions/" + id).statusCode()).isEqualTo(409);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UPDATE decision SET request = '{'", "UPDATE snapshot SET content = x'00'"})
    void whatCannotBeReadIsAnError(String damage, @TempDir Path root) throws Exception {
        try (TestGateway other = TestGateway.in(root).sandbox("alpha", _ -> AT_ONCE, "x").start()) {
            String id = decision(other.chat(ask("auto")));
            assertThat(other.get("/v1/decisions").body()).contains(id);
            change(other, damage);
            HttpResponse<String> response = other.get("/v1/decisions/" + id);

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(json(response).at("/error/code").asString()).isEqualTo("internal_error");
            assertThat(json(response).at("/error/message").asString())
                    .isEqualTo(
                            "What is stored of /v1/decisions/%s cannot be read; Assayer's log says why."
                                    .formatted(id));
        }
    }

    @ParameterizedTest
    @CsvSource({NOBODY + ", has no decision", "nonsense, expected: d_ and 13 letters or digits"})
    void replayOfNothing(String id, String said) {
        Printed printed = gateway.command("replay", id);

        assertThat(printed.code()).isEqualTo(2);
        assertThat(printed.err()).contains(id, said).doesNotContain("Exception");
    }

    private static void change(String sql) throws SQLException {
        change(gateway, sql);
    }

    private static void change(TestGateway gateway, String sql) throws SQLException {
        try (Connection connection = open(gateway);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    private static Connection open(TestGateway gateway) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlite:" + gateway.home().resolve("assayer.db") + "?busy_timeout=10000");
    }

    // --- what is kept of the request

    private static List<String> keptTexts(TestGateway gateway) throws SQLException {
        var texts = new ArrayList<String>();
        try (Connection connection = open(gateway);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT body FROM request_text")) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Test
    void textIsNotKept() throws Exception {
        String secret = "Xyzzy-" + System.identityHashCode(this);
        HttpResponse<String> response =
                gateway.chat(ask("auto", ",\"user\":\"%s\"".formatted(secret)));
        gateway.explained(decision(response));

        assertThat(keptTexts(gateway)).isEmpty();
        try (Connection connection = open(gateway);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT count(*) FROM decision WHERE request LIKE '%merge sort%' OR request LIKE '%Xyzzy%'")) {
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @Test
    void textIsKeptOnDemand(@TempDir Path root) throws Exception {
        try (TestGateway keeping =
                TestGateway.in(root)
                        .sandbox("alpha", _ -> AT_ONCE, "zeta")
                        .yaml("ledger: {keep-text: on}")
                        .start()) {
            HttpResponse<String> response = keeping.chat(ask("auto"));
            keeping.explained(decision(response));

            assertThat(keptTexts(keeping)).containsExactly(ask("auto"));
        }
    }
}
