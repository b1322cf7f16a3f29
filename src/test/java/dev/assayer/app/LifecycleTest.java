package dev.assayer.app;

import static dev.assayer.app.TestGateway.AT_ONCE;
import static dev.assayer.app.TestGateway.PATIENCE;
import static dev.assayer.app.TestGateway.ask;
import static dev.assayer.app.TestGateway.decision;
import static dev.assayer.app.TestGateway.header;
import static dev.assayer.app.TestGateway.json;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assayer.app.TestGateway.Printed;
import dev.assayer.evidence.AiderBoard;
import dev.assayer.provider.sandbox.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// How a gateway starts, changes while it runs, and stops.
final class LifecycleTest {

    private static final String EVENT =
            "data: {\"choices\":[{\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n\n";

    @TempDir private Path root;

    // --- running

    @Test
    void operations() {
        try (TestGateway gateway =
                TestGateway.in(root).sandbox("a", _ -> AT_ONCE, "zeta").start()) {
            assertThat(gateway.get("/health").body()).isEqualTo("{\"status\":\"ok\"}");
            assertThat(gateway.get("/ready").body()).isEqualTo("{\"status\":\"ready\"}");
            assertThat(json(gateway.get("/openapi.json")).path("openapi").asString())
                    .startsWith("3.");

            HttpResponse<String> answer = gateway.chat(ask("a/zeta"));
            gateway.explained(decision(answer));
            HttpResponse<String> metrics = gateway.get("/metrics");
            assertThat(header(metrics, "content-type")).startsWith("text/plain");
            assertThat(metrics.body())
                    .containsPattern(
                            "assayer_attempts_total\\{[^}]*model=\"zeta\"[^}]*result=\"success\"[^}]*\\} 1")
                    .contains("assayer_answer_seconds")
                    .contains("assayer_first_byte_seconds")
                    .contains("assayer_tokens_total")
                    .contains("assayer_ledger_queue")
                    .contains("assayer_ledger_written_total");
        }
    }

    @Test
    void providerThatListsItsOwnModels() {
        try (TestGateway gateway =
                TestGateway.in(root).listing("own", _ -> AT_ONCE, "zeta", "org/eta").start()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(gateway.get("/v1/models").body())
                                    .contains("\"own/zeta\"", "\"own/org/eta\""));
            assertThat(header(gateway.chat(ask("org/eta")), "x-assayer-provider")).isEqualTo("own");
        }
    }

    /// The limit is shared out among the event loops, and connections are dealt out to them in
    /// turn.
    @Test
    void everyEventLoopServesAFreePort() throws Exception {
        int loops = Runtime.getRuntime().availableProcessors();
        var asked = new CountDownLatch(loops);
        var raw =
                new RawProvider(connection -> {
                    asked.countDown();
                    connection.awaitClose();
                });
        try (TestGateway gateway =
                TestGateway.in(root)
                        .yaml("server: {limits: {concurrent-requests: " + loops + "}}")
                        .provider("raw", raw, "zeta")
                        .start()) {
            var wires = new ArrayList<Wire>();
            for (int i = 0; i < loops; i++) {
                wires.add(new Wire(gateway.port()).chat(ask("auto")));
            }
            assertThat(asked.await(PATIENCE.toSeconds(), SECONDS)).isTrue();
            for (Wire wire : wires) {
                wire.close();
            }
        }
    }

    // --- evidence

    @Test
    void syncBesideARunningGatewayIsTakenOver() throws IOException {
        AiderBoard.in(root.resolve("boards"));
        try (TestGateway gateway =
                TestGateway.in(root).sandbox("a", _ -> AT_ONCE, "zeta").start()) {
            String before = snapshot(gateway);
            String old = decision(gateway.chat(ask("auto")));
            gateway.explained(old);
            Printed printed = gateway.command("sync", "--from", root.resolve("boards").toString());

            // The other sources are not there: what they said last stays.
            assertThat(printed.code()).isZero();
            assertThat(printed.out())
                    .containsPattern("(?m)^aider +200 lines, new")
                    .containsPattern("(?m)^lmarena +not asked: no file ")
                    .contains("Now in force: snapshot ");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(snapshot(gateway)).isNotEqualTo(before));
            assertThat(printed.out()).contains("snapshot " + snapshot(gateway).substring(0, 12));

            assertThat(gateway.explained(old).at("/explanation/evidence/snapshot").asString())
                    .isEqualTo(before);
            assertThat(gateway.command("replay", old).code()).isZero();
            assertThat(gateway.chat(ask("auto")).statusCode()).isEqualTo(200);
        }
    }

    private static String snapshot(TestGateway gateway) {
        return json(gateway.post("/v1/route", "{\"prompt\":\"x\"}"))
                .at("/evidence/snapshot")
                .asString();
    }

    // --- the end

    @Test
    void answerUnderWayMayFinish() throws Exception {
        var isClosing = new CountDownLatch(1);
        var raw =
                new RawProvider(connection -> {
                    connection.write(RawProvider.STREAM_HEAD).chunk(EVENT.formatted("hello"));
                    RawProvider.await(isClosing);
                    connection
                            .chunk(EVENT.formatted("late"))
                            .chunk("data: [DONE]\n\n")
                            .write("0\r\n\r\n")
                            .awaitClose();
                });
        TestGateway gateway = TestGateway.in(root).provider("raw", raw, "zeta").start();
        try (Wire streaming = new Wire(gateway.port());
                Wire idle = new Wire(gateway.port())) {
            streaming.chat(ask("auto", ",\"stream\":true")).until("hello");
            idle.send("GET /ready HTTP/1.1\r\nhost: x\r\n\r\n").until("{\"status\":\"ready\"}");
            CompletableFuture<Void> closing =
                    CompletableFuture.runAsync(() -> gateway.assayer().close());

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ready(gateway)).startsWith("HTTP/1.1 503 "));
            assertThat(closing).isNotDone();
            assertThat(refusal(gateway)).contains("HTTP/1.1 503 ", "shutting_down");
            isClosing.countDown();

            assertThat(streaming.toEnd()).contains("late", "data: [DONE]").endsWith("0\r\n\r\n");
            closing.get(PATIENCE.toSeconds(), SECONDS);
            idle.toEnd();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> new Wire(gateway.port()).close());
            try (Stores stores = Stores.open(gateway.home())) {
                long newest = stores.ledger().newest(1).getFirst().id();
                assertThat(stores.ledger().attempts(newest))
                        .singleElement()
                        .satisfies(attempt -> assertThat(attempt.result()).isEqualTo("success"));
            }
        } finally {
            gateway.close();
        }
    }

    private static String ready(TestGateway gateway) throws IOException {
        try (Wire wire = new Wire(gateway.port())) {
            return wire.send("GET /ready HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").toEnd();
        }
    }

    private static String refusal(TestGateway gateway) throws IOException {
        try (Wire wire = new Wire(gateway.port())) {
            return wire.chat(ask("auto")).until("}}");
        }
    }

    @Test
    void answerThatTakesLongerThanTheGraceIsCutOff() throws Exception {
        TestGateway gateway =
                TestGateway.in(root)
                        .yaml("server: {shutdown-grace: 500ms}")
                        .sandbox("a", _ -> new Script.StalledStream(3), "zeta")
                        .start();
        try (Wire wire = new Wire(gateway.port())) {
            wire.chat(ask("auto", ",\"stream\":true")).until("data: ");
            gateway.assayer().close();

            assertThat(wire.toEnd()).doesNotContain("[DONE]").doesNotEndWith("0\r\n\r\n");
        } finally {
            gateway.close();
        }
    }

    @Test
    void sandboxAnswersUnderWayMayFinishToo() throws Exception {
        TestGateway gateway = TestGateway.in(root).start();
        try (Wire wire = new Wire(gateway.port())) {
            wire.chat(ask("auto", ",\"stream\":true")).until("data: ");
            gateway.assayer().close();

            assertThat(wire.toEnd()).contains("data: [DONE]").endsWith("0\r\n\r\n");
        } finally {
            gateway.close();
        }
    }

    @Test
    void homeIsFreeForTheNext() {
        String first;
        try (TestGateway gateway =
                TestGateway.in(root).sandbox("a", _ -> AT_ONCE, "zeta").start()) {
            first = decision(gateway.chat(ask("auto")));
        }
        try (TestGateway gateway =
                TestGateway.in(root).sandbox("a", _ -> AT_ONCE, "zeta").start()) {
            String second = decision(gateway.chat(ask("auto")));

            assertThat(second).isGreaterThan(first);
            JsonNode kept = gateway.explained(first);
            assertThat(kept.path("attempts")).hasSize(1);
            assertThat(kept.at("/replay/same").asBoolean()).isTrue();
        }
    }

    // --- what keeps it from starting

    @Test
    void portInUse() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TestGateway gateway = TestGateway.in(root);
            gateway.writeSettings();
            Printed printed =
                    gateway.command("serve", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(printed.code()).isEqualTo(1);
            assertThat(printed.err().strip())
                    .startsWith("Port " + taken.getLocalPort() + " of 127.0.0.1 is in use")
                    .contains("--port")
                    .doesNotContain("Exception")
                    .hasLineCount(1);
            gateway.close();
        }
    }

    @Test
    void addressThatOthersReach() {
        TestGateway gateway = TestGateway.in(root);
        gateway.writeSettings();
        Printed printed = gateway.command("serve", "--port", "0", "--host", "0.0.0.0");

        assertThat(printed.code()).isEqualTo(1);
        assertThat(printed.err().strip())
                .startsWith("server.host: 0.0.0.0 (expected: a loopback address")
                .hasLineCount(1);
        gateway.close();
    }

    @Test
    void brokenSettingsAreToldAllAtOnce() {
        TestGateway gateway =
                TestGateway.in(root)
                        .yaml("server:\n  port: eighty\n  limits: {header-count: 3}")
                        .yaml("ledger: {keep-txt: on}")
                        .yaml("routing: {default-policy: cheapest}");
        gateway.writeSettings();
        for (String command : new String[] {"serve", "doctor", "sync"}) {
            Printed printed = gateway.command(command);

            assertThat(printed.code()).as(command).isEqualTo(2);
            assertThat(printed.err())
                    .contains("4 problems")
                    .contains("assayer.yaml:2: server.port: 'eighty'")
                    .contains("assayer.yaml:3: server.limits.header-count")
                    .contains("assayer.yaml:4: ledger.keep-txt")
                    .contains("assayer.yaml:5: routing.default-policy: 'cheapest'")
                    .doesNotContain("Exception");
        }
        gateway.close();
    }

    @Test
    void homeThatCannotBeMade() {
        Path nowhere = Path.of("/proc/assayer-home");
        assumeTrue(
                Files.isDirectory(Path.of("/proc")),
                "only Linux has a place to which nobody can write");
        Printed printed = TestGateway.run("serve", "--port", "0", "--home", nowhere.toString());

        assertThat(printed.code()).isEqualTo(1);
        assertThat(printed.err().strip())
                .startsWith(nowhere + " cannot be written")
                .contains("--home")
                .doesNotContain("Exception")
                .hasLineCount(1);
    }

    @Test
    void databaseOfANewerVersion() throws Exception {
        TestGateway gateway = TestGateway.in(root);
        gateway.writeSettings();
        assertThat(gateway.command("route", "x").code()).isZero();
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + gateway.home().resolve("assayer.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE flyway_schema_history SET version = '999'"))
                    .isPositive();
        }
        Printed printed = gateway.command("serve", "--port", "0");

        assertThat(printed.code()).isEqualTo(1);
        assertThat(printed.err())
                .contains("was written by a newer Assayer")
                .doesNotContain("\tat ");
        gateway.close();
    }
}
