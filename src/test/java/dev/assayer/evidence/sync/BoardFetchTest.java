package dev.assayer.evidence.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assayer.evidence.Access;
import dev.assayer.evidence.Captured;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.FetchFailed;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.SourceFailure;
import dev.assayer.evidence.leaderboard.LmArena;
import dev.assayer.evidence.leaderboard.OpenLlm;
import dev.assayer.evidence.leaderboard.SweBench;
import dev.assayer.evidence.leaderboard.TerminalBench;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every board's own addresses over real HTTP: what is asked, what is asked instead where that is
/// away, and what comes of servers that refuse or answer something else.
final class BoardFetchTest {

    private static final LocalBoards.Behaviour DOWN =
            (exchange, _) -> exchange.sendResponseHeaders(503, -1);

    @TestFactory
    Stream<DynamicTest> theWebGivesWhatTheFilesGive() {
        return boards().filter(board -> !board.source().id().equals("lmarena")) // other rows
                .map(board ->
                        DynamicTest.dynamicTest(
                                board.source().id(),
                                () -> {
                                    try (var web = new LocalBoards()) {
                                        assertThat(rows(board, board.fetch(web)))
                                                .isNotEmpty()
                                                .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
                                                        "date")
                                                .containsExactlyInAnyOrderElementsOf(
                                                        rows(board, Captured.of(board)));
                                    }
                                }));
    }

    @TestFactory
    Stream<DynamicTest> refusalsAreFailuresThatSayTheStatus() {
        return boards().flatMap(board ->
                IntStream.of(403, 429, 500)
                        .mapToObj(status ->
                                DynamicTest.dynamicTest(
                                        board.source().id() + " " + status,
                                        () -> {
                                            try (var web =
                                                    new LocalBoards()
                                                            .otherwise((exchange, _) ->
                                                                    exchange.sendResponseHeaders(
                                                                            status, -1))) {
                                                SourceFailure failure = failure(web, board);
                                                assertThat(failure)
                                                        .isInstanceOf(
                                                                SourceFailure.Unreachable.class);
                                                assertThat(failure.message())
                                                        .contains("status " + status);
                                            }
                                        })));
    }

    @TestFactory
    Stream<DynamicTest> anotherShapeIsAFailure() {
        return boards().flatMap(board ->
                Stream.of("{\"error\": \"moved\"}", "<!doctype html><p>We moved!")
                        .map(text ->
                                DynamicTest.dynamicTest(
                                        board.source().id() + " " + text,
                                        () -> {
                                            byte[] answer = text.getBytes(StandardCharsets.UTF_8);
                                            try (var web =
                                                    new LocalBoards()
                                                            .otherwise((exchange, _) ->
                                                                    LocalBoards.WHOLE.answer(
                                                                            exchange, answer))) {
                                                assertThat(failure(web, board).source())
                                                        .isEqualTo(board.source().id());
                                            }
                                        })));
    }

    @Test
    void lmArenaAsksEverySubsetWithTheUsersToken() {
        Set<String> sent = ConcurrentHashMap.newKeySet();
        try (var web =
                new LocalBoards()
                        .withKey("HF_TOKEN", "hf-secret")
                        .when(
                                "rows",
                                (exchange, file) -> {
                                    sent.add(
                                            String.valueOf(
                                                    exchange.getRequestHeaders()
                                                            .getFirst("authorization")));
                                    LocalBoards.WHOLE.answer(exchange, file);
                                })) {
            List<Row> rows = rows(new LmArena(), new LmArena().fetch(web));

            assertThat(rows)
                    .extracting(Row::benchmark)
                    .contains(
                            "lmarena/coding",
                            "lmarena/webdev",
                            "lmarena/text_coding",
                            "lmarena/agent");
            assertThat(sent).containsExactly("Bearer hf-secret");
        }
    }

    @Test
    void lmArenaReadsItsMirrorWhereTheDatasetsServerIsAway() {
        try (var web = new LocalBoards().when("rows", DOWN)) {
            List<Row> rows = rows(new LmArena(), new LmArena().fetch(web));

            assertThat(rows)
                    .extracting(Row::benchmark)
                    .contains("lmarena/coding", "lmarena/webdev", "lmarena/text_coding");
            assertThat(hosts(web))
                    .containsOnlyOnce("datasets-server.huggingface.co")
                    .contains("raw.githubusercontent.com");
        }
    }

    @Test
    void lmArenaSaysWhyItsOwnServerFailedWhereTheMirrorIsAwayToo() {
        try (var web = new LocalBoards().when("rows", DOWN).when("latest.json", DOWN)) {
            assertThatThrownBy(() -> new LmArena().fetch(web))
                    .isInstanceOf(FetchFailed.class)
                    .hasMessageContaining("datasets-server")
                    .hasMessageContaining("status 503");
        }
    }

    @Test
    void terminalBenchAsksForEachVersionAndEveryPage() {
        try (var web =
                new LocalBoards()
                        .when(
                                "leaderboard-read",
                                (exchange, file) -> {
                                    String text = new String(file, StandardCharsets.UTF_8);
                                    LocalBoards.WHOLE.answer(
                                            exchange,
                                            text.replace("\"total_pages\": 1", "\"total_pages\": 2")
                                                    .getBytes(StandardCharsets.UTF_8));
                                })) {
            List<Payload> payloads = new TerminalBench().fetch(web);

            assertThat(payloads)
                    .extracting(Payload::name)
                    .containsExactly(
                            "terminal-bench-4.0.json",
                            "terminal-bench-4.0-2.json",
                            "terminal-bench-3.0.json",
                            "terminal-bench-3.0-2.json",
                            "terminal-bench-2.1.json",
                            "terminal-bench-2.1-2.json",
                            "terminal-bench-2.0.json",
                            "terminal-bench-2.0-2.json");
            assertThat(rows(new TerminalBench(), payloads)).hasSize(5);
        }
    }

    @Test
    void sweBenchReadsTheListInItsPageWhereTheRepositoryIsAway() {
        try (var web = new LocalBoards().when("leaderboards.json", DOWN)) {
            assertThat(rows(new SweBench(), new SweBench().fetch(web)))
                    .isEqualTo(rows(new SweBench(), Captured.of(new SweBench())));
        }
    }

    @Test
    void openLlmReadsTheDataSetWhereItsMirrorIsAway() {
        try (var web = new LocalBoards().when("huggingface_v2.csv", DOWN)) {
            assertThat(rows(new OpenLlm(), new OpenLlm().fetch(web)))
                    .isEqualTo(rows(new OpenLlm(), Captured.of(new OpenLlm())));
            assertThat(hosts(web)).contains("datasets-server.huggingface.co");
        }
    }

    private static Stream<Feed> boards() {
        return SyncRun.FEEDS.stream()
                .filter(feed -> !feed.benchmarks().isEmpty())
                .filter(feed -> !(feed.access() instanceof Access.OwnFiles));
    }

    private static List<String> hosts(LocalBoards web) {
        return web.asked().stream().map(URI::getHost).toList();
    }

    private static List<Row> rows(Feed board, List<Payload> payloads) {
        return Captured.findings(board.read(payloads)).rows();
    }

    private static SourceFailure failure(LocalBoards web, Feed board) {
        Visit visit = new SyncRun(web).live(board.source().id());
        assertThat(visit).isInstanceOf(Visit.Failed.class);
        return visit instanceof Visit.Failed failed
                ? failed.failure()
                : new SourceFailure.Shrunk("none", 0, 0);
    }
}
