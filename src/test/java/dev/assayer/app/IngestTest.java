package dev.assayer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assayer.evidence.AiderBoard;
import dev.assayer.evidence.sync.Sources;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Evidence that comes in while a gateway runs: ordered over HTTP, or by itself.
final class IngestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir private Path root;

    @Test
    void anOrderedSyncReadsTheSourceAndPutsItsEvidenceInForce() throws IOException {
        try (TestGateway gateway = gateway().start()) {
            String before = status(gateway).at("/evidence/snapshot").asString();
            assertThat(source(status(gateway), "lmarena").at("/anomaly_score").isNumber())
                    .as("known of the bundled evidence too")
                    .isTrue();
            assertThat(merged(gateway)).isEqualTo(before);

            JsonNode ticket = json(post(gateway, "/ingest/sync?source=aider&wait=true"), 200);

            assertThat(ticket.at("/state").asString()).isEqualTo("done");
            assertThat(ticket.at("/sources/0/source").asString()).isEqualTo("aider");
            assertThat(ticket.at("/sources/0/result").asString()).isEqualTo("changed");
            assertThat(ticket.at("/changed").asBoolean()).isTrue();
            JsonNode status = status(gateway);
            assertThat(status.at("/evidence/snapshot").asString())
                    .isNotEqualTo(before)
                    .isEqualTo(ticket.at("/snapshot").asString())
                    .isEqualTo(merged(gateway));
            JsonNode aider = source(status, "aider");
            assertThat(aider.at("/status").asString()).isEqualTo("fresh");
            assertThat(aider.at("/licence").asString()).isEqualTo("Apache-2.0");
            assertThat(aider.at("/requests_today").asInt()).isZero();
            assertThat(aider.at("/validation_score").isNumber()).isTrue();
            assertThat(aider.at("/data_completeness").isNumber()).isTrue();
            assertThat(aider.at("/rejected").isNull()).isTrue();
            assertThat(aider.at("/accepted").asBoolean()).isFalse();
            assertThat(source(status, "lmarena").at("/status").asString()).isEqualTo("bundled");
            assertThat(gateway.get("/metrics").body())
                    .contains("assayer_source_rows{source=\"aider\"}");

            assertThat(json(gateway.get("/ingest/status?source=aider"), 200).path("sources"))
                    .hasSize(1);
            assertThat(json(gateway.get("/ingest/status?source=nobody"), 400).toString())
                    .contains("There is no source nobody (expected: one of ");
            assertThat(json(post(gateway, "/ingest/sync?accept=true"), 400).toString())
                    .contains("?source=lmarena&accept=true");

            JsonNode again = json(post(gateway, "/ingest/sync?source=aider&wait=true"), 200);
            assertThat(again.at("/sources/0/result").asString()).isEqualTo("unchanged");
            assertThat(again.at("/changed").asBoolean()).isFalse();
        }
    }

    @Test
    void theFitOfWhatWasSyncedIsKeptAndADamagedOneWrittenAnew() throws Exception {
        String ranking;
        byte[] fit;
        try (TestGateway gateway = gateway().start()) {
            assertThat(fits(gateway)).as("the pack's is in the jar").isEmpty();
            json(post(gateway, "/ingest/sync?source=aider&wait=true"), 200);
            fit = fits(gateway).getFirst();
            ranking = json(gateway.get("/models/rankings/coding"), 200).toString();
        }

        TestGateway again = gateway();
        damageFits(again);
        try (TestGateway gateway = again.start()) {
            assertThat(json(gateway.get("/models/rankings/coding"), 200).toString())
                    .isEqualTo(ranking);
        }

        assertThat(fits(again)).singleElement().isEqualTo(fit);
    }

    private static List<byte[]> fits(TestGateway gateway) throws SQLException {
        var fits = new ArrayList<byte[]>();
        try (Connection connection = database(gateway);
                ResultSet row =
                        connection
                                .createStatement()
                                .executeQuery("SELECT content FROM ability_fit")) {
            while (row.next()) {
                fits.add(row.getBytes(1));
            }
        }
        return fits;
    }

    private static void damageFits(TestGateway gateway) throws SQLException {
        try (Connection connection = database(gateway)) {
            connection
                    .createStatement()
                    .executeUpdate("UPDATE ability_fit SET content = substr(content, 1, 5000)");
        }
    }

    private static Connection database(TestGateway gateway) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + gateway.home().resolve("assayer.db"));
    }

    @Test
    void whoDoesNotWaitIsToldWhereToAsk() throws IOException {
        try (TestGateway gateway = gateway().start()) {
            HttpResponse<String> accepted = post(gateway, "/ingest/sync?source=aider");

            JsonNode ticket = json(accepted, 202);
            String place = accepted.headers().firstValue("location").orElseThrow();
            assertThat(place).isEqualTo(ticket.at("/status_url").asString());
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(gateway.get(place).statusCode()).isEqualTo(200));
            assertThat(gateway.get("/ingest/sync/none").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void onlyThisMachineAndTheAdminKeyMayOrder() throws IOException {
        try (TestGateway gateway = gateway().yaml("server: {admin-key: admin-0123}").start()) {
            assertThat(post(gateway, "/ingest/sync?source=aider", "x-forwarded-for", "203.0.113.9"))
                    .returns(403, HttpResponse::statusCode);
            assertThat(post(gateway, "/ingest/sync?source=aider", "sec-fetch-site", "cross-site"))
                    .returns(403, HttpResponse::statusCode);
            assertThat(
                            post(
                                    gateway,
                                    "/ingest/sync?source=aider",
                                    "origin",
                                    "http://elsewhere.example"))
                    .as("a page whose name means this machine")
                    .returns(403, HttpResponse::statusCode);
            assertThat(post(gateway, "/ingest/sync?source=aider", "authorization", "Bearer wrong"))
                    .returns(401, HttpResponse::statusCode);
            assertThat(
                            post(
                                    gateway,
                                    "/ingest/sync?source=aider",
                                    "authorization",
                                    "Bearer admin-0123",
                                    "x-forwarded-for",
                                    "203.0.113.9"))
                    .returns(202, HttpResponse::statusCode);
            assertThat(gateway.get("/ingest/sync").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void badOrdersSayWhatWasExpected() throws IOException {
        try (TestGateway gateway = gateway().start()) {
            assertThat(post(gateway, "/ingest/sync?source=nonsense"))
                    .returns(400, HttpResponse::statusCode)
                    .extracting(HttpResponse::body)
                    .asString()
                    .contains("nonsense", "lmarena");
            assertThat(post(gateway, "/ingest/sync?wait=maybe"))
                    .returns(400, HttpResponse::statusCode);
            assertThat(post(gateway, "/ingest/sync?sourc=aider"))
                    .returns(400, HttpResponse::statusCode)
                    .extracting(HttpResponse::body)
                    .asString()
                    .contains("sourc", "force");
        }
    }

    @Test
    void aGatewayAsksSourcesWhoseTimeHasComeByItself() throws IOException {
        try (TestGateway gateway = gateway().inBackground().start()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(source(status(gateway), "aider").at("/status").asString())
                                    .isEqualTo("fresh"));
            assertThat(source(status(gateway), "bfcl").at("/missing").asString())
                    .isEqualTo("switched off by evidence.sources.bfcl.enabled");
        }
    }

    /// A gateway that knows one source: captured files.
    private TestGateway gateway() throws IOException {
        String off =
                Sources.all().feeds().stream()
                        .map(feed -> feed.source().id())
                        .filter(id -> !id.equals("aider"))
                        .map(id -> "    " + id + ": {enabled: off}\n")
                        .collect(Collectors.joining());
        AiderBoard.in(root.resolve("boards"));
        return TestGateway.in(root)
                .sandbox("a", _ -> TestGateway.AT_ONCE, "zeta")
                .yaml(
                        "evidence:\n  sources:\n"
                                + off
                                + "    aider: "
                                + root.resolve("boards")
                                + "\n");
    }

    private static HttpResponse<String> post(TestGateway gateway, String path, String... headers) {
        return gateway.post(path, "", headers);
    }

    private static JsonNode json(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(response.body());
    }

    /// The snapshot by which another method than the one in force ranks.
    private static String merged(TestGateway gateway) {
        return json(gateway.get("/models/rankings/coding?method=merged&top=1"), 200)
                .at("/snapshot")
                .asString();
    }

    private static JsonNode status(TestGateway gateway) {
        return json(gateway.get("/ingest/status"), 200);
    }

    private static JsonNode source(JsonNode status, String id) {
        for (JsonNode source : status.at("/sources")) {
            if (source.at("/source").asString().equals(id)) {
                return source;
            }
        }
        throw new AssertionError("no source " + id);
    }
}
