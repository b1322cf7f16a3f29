package dev.assayer.evidence.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpExchange;
import dev.assayer.evidence.Captured;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.FetchFailed;
import dev.assayer.evidence.Findings;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.Speed;
import dev.assayer.evidence.Web;
import dev.assayer.evidence.leaderboard.ArtificialAnalysis;
import dev.assayer.evidence.leaderboard.LiveBench;
import dev.assayer.evidence.leaderboard.LlmStatsApi;
import dev.assayer.evidence.pricelist.OpenRouter;
import dev.assayer.storage.memory.MemorySourceStore;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// Sources that want a key, or whose terms allow no copies, over real HTTP: which addresses they
/// ask with which key, what they do when one of them is gone, refused or changed.
final class KeyedSourcesTest {

    private static final String SECRET = "test-secret-1";

    @Test
    void artificialAnalysisAsksTheOlderApiWithItsKey() {
        try (var boards =
                new LocalBoards()
                        .withKey("ARTIFICIAL_ANALYSIS_API_KEY", SECRET)
                        .when("models", onlyWith("x-api-key", SECRET))) {
            List<Row> rows = read(new ArtificialAnalysis(), boards).rows();

            assertThat(paths(boards)).containsExactly("/api/v2/data/llms/models");
            assertThat(rows)
                    .extracting(row -> row.name().ownId().orElse("none"))
                    .allMatch(id -> id.startsWith("00000000-0000-4000-8000-"));
            assertThat(rows)
                    .filteredOn(row -> row.name().text().equals("GPT-5 (high)"))
                    .extracting(Row::benchmark, row -> row.measure().value())
                    .containsExactlyInAnyOrder(
                            tuple("artificialanalysis/intelligence_index", 0.415),
                            tuple("artificialanalysis/coding_index", 0.44),
                            tuple("artificialanalysis/math_index", 0.91),
                            tuple("artificialanalysis/gpqa", 0.8125),
                            tuple("artificialanalysis/hle", 0.25),
                            tuple("artificialanalysis/lcr", 0.7));
        }
    }

    @Test
    void artificialAnalysisTurnsToTheNewerApiWhenTheOlderIsGone() {
        try (var boards =
                new LocalBoards()
                        .withKey("ARTIFICIAL_ANALYSIS_API_KEY", SECRET)
                        .when("models", status(410))
                        .when("free", onlyWith("x-api-key", SECRET))) {
            Findings findings = read(new ArtificialAnalysis(), boards);

            assertThat(paths(boards))
                    .containsExactly(
                            "/api/v2/data/llms/models",
                            "/api/v2/language/models/free?page=1",
                            "/api/v2/language/models/free?page=2");
            assertThat(findings.rows())
                    .filteredOn(row -> row.benchmark().equals("artificialanalysis/agentic_index"))
                    .extracting(row -> row.name().text(), row -> row.measure().value())
                    .containsExactly(
                            tuple("GPT-5 (high)", 0.305),
                            tuple("GPT-5 (low)", 0.0),
                            tuple("Claude 4.5 Sonnet (Reasoning)", 0.205));
            assertThat(findings.performance().getFirst().speed().latency())
                    .isEqualTo(Speed.Spread.ofMedian(5.5));
        }
    }

    @Test
    void artificialAnalysisTurnsToTheNewerApiWhenTheOlderHasChanged() {
        for (String other :
                List.of("<!doctype html>", "{\"data\": []}", "{\"data\": [{\"slug\": \"x\"}]}")) {
            try (var boards =
                    new LocalBoards().when("models", (exchange, _) -> answer(exchange, other))) {
                assertThat(read(new ArtificialAnalysis(), boards).rows()).as(other).isNotEmpty();
                assertThat(paths(boards)).hasSize(3);
            }
        }
    }

    @Test
    void aSourceWithoutItsKeyIsNotAskedAndSaysWhereToGetOne() {
        try (var boards = new LocalBoards()) {
            Visit visit = visit(new ArtificialAnalysis(), boards, Keys.NONE);

            assertThat(visit)
                    .isInstanceOfSatisfying(
                            Visit.NotConfigured.class,
                            missing ->
                                    assertThat(missing.reason())
                                            .startsWith("ARTIFICIAL_ANALYSIS_API_KEY is not set; ")
                                            .contains("https://artificialanalysis.ai/"));
            assertThat(boards.asked()).isEmpty();
        }
    }

    @Test
    void aRefusedKeyFailsTheSourceWithoutShowingIt() {
        try (var boards =
                new LocalBoards()
                        .withKey("ARTIFICIAL_ANALYSIS_API_KEY", SECRET)
                        .when("models", status(401))
                        .when("free", status(429))) {
            Visit visit = visit(new ArtificialAnalysis(), boards, _ -> Optional.of(SECRET));

            assertThat(visit)
                    .isInstanceOfSatisfying(
                            Visit.Failed.class,
                            failed ->
                                    assertThat(failed.failure().message())
                                            .contains("status 429")
                                            .doesNotContain(SECRET));
        }
    }

    @Test
    void openRouterWithoutAKeyGivesItsListAndAsksNothingFurther() {
        try (var boards =
                new LocalBoards()
                        .when("benchmarks", onlyWith("authorization", "Bearer " + SECRET))) {
            Findings findings = read(new OpenRouter(), boards);

            assertThat(findings.listings()).hasSize(7);
            assertThat(findings.performance()).isEmpty();
            assertThat(paths(boards))
                    .containsExactly(
                            "/api/v1/models", "/api/v1/benchmarks?source=artificial-analysis");
        }
    }

    @Test
    void openRouterWithAKeyGivesItsOwnRunsAndTheSpeedOfEveryHost() {
        try (var boards =
                new LocalBoards()
                        .withKey("OPENROUTER_API_KEY", SECRET)
                        .when("benchmarks", onlyWith("authorization", "Bearer " + SECRET))
                        .when(
                                "endpoints",
                                (exchange, file) -> {
                                    if (exchange.getRequestURI().getPath().contains("/gpt-5/")) {
                                        onlyWith("authorization", "Bearer " + SECRET)
                                                .answer(exchange, file);
                                    } else {
                                        answer(
                                                exchange,
                                                "{\"data\": {\"id\": \"a/b\", \"endpoints\": []}}");
                                    }
                                })) {
            Findings findings = read(new OpenRouter(), boards);

            assertThat(findings.performance())
                    .extracting(
                            row -> row.name().text(),
                            row -> row.host().orElse(""),
                            row -> row.speed().ttft().median().orElse(0),
                            row -> row.speed().throughput().median().orElse(0))
                    .containsExactly(
                            tuple("openai/gpt-5", "openai", 2.45, 60.5),
                            tuple("openai/gpt-5", "azure", 0.085, 80.5));
            assertThat(findings.rows())
                    .filteredOn(row -> row.benchmark().equals("openrouter/gpqa_diamond"))
                    .singleElement()
                    .returns("openai/gpt-5-2025-08-07", row -> row.name().text())
                    .returns(0.7525, row -> row.measure().value())
                    .returns(198L, row -> row.measure().samples().orElse(0))
                    .returns(LocalDate.of(2026, 7, 28), Row::date);
            assertThat(findings.rows())
                    .filteredOn(row -> row.name().text().equals("mistralai/mistral-medium-3.1"))
                    .hasSize(3)
                    .extracting(Row::date)
                    .containsOnly(LocalDate.of(2026, 7, 30));
        }
    }

    @Test
    void openRouterGivesUpOnHostsThatDoNotAnswerAndKeepsTheRest() {
        try (var boards =
                new LocalBoards()
                        .withKey("OPENROUTER_API_KEY", SECRET)
                        .when("endpoints", status(429))) {
            Findings findings = read(new OpenRouter(), boards);

            assertThat(findings.listings()).hasSize(7);
            assertThat(paths(boards)).filteredOn(path -> path.endsWith("/endpoints")).hasSize(3);
        }
    }

    @Test
    void llmStatsFollowsTheCursorWithItsKey() {
        try (var boards =
                new LocalBoards()
                        .withKey("LLM_STATS_API_KEY", SECRET)
                        .when("scores", onlyWith("authorization", "Bearer " + SECRET))
                        .when("models", onlyWith("authorization", "Bearer " + SECRET))) {
            assertThat(read(new LlmStatsApi(), boards).rows()).hasSize(4);
            assertThat(paths(boards))
                    .containsExactly(
                            "/stats/v1/scores?limit=500",
                            "/stats/v1/scores?limit=500&cursor=abc%3D",
                            "/stats/v1/models?limit=200");
        }
    }

    @Test
    void liveBenchReadsTheTwoNewestReleasesOfItsRepository() {
        try (var boards = new LocalBoards()) {
            List<Row> rows = read(new LiveBench(), boards).rows();

            assertThat(boards.asked())
                    .extracting(URI::toString)
                    .containsExactly(
                            "https://api.github.com/repos/LiveBench/new-livebench/contents/public",
                            "https://livebench.ai/table_2026_06_25.csv",
                            "https://livebench.ai/categories_2026_06_25.json",
                            "https://livebench.ai/table_2026_01_08.csv",
                            "https://livebench.ai/categories_2026_01_08.json");
            assertThat(rows)
                    .containsExactlyInAnyOrderElementsOf(
                            Captured.findings(new LiveBench().read(Captured.of(new LiveBench())))
                                    .rows());
        }
    }

    @Test
    void liveBenchTakesFromTheRepositoryWhatTheSiteAnswersWithItsStartPage() {
        try (var boards = new LocalBoards().when("public", status(403))) {
            var asked = new CopyOnWriteArrayList<URI>();
            List<Payload> payloads =
                    new LiveBench()
                            .fetch((request, known) -> {
                                asked.add(request.address());
                                if ("livebench.ai".equals(request.address().getHost())) {
                                    return new Web.Answer.Fresh(
                                            Captured.payload(
                                                    "index.html",
                                                    "<!doctype html>"
                                                            .getBytes(StandardCharsets.UTF_8)),
                                            Optional.empty());
                                }
                                return boards.ask(request, known);
                            });

            assertThat(payloads)
                    .extracting(Payload::name)
                    .containsExactly(
                            "table_2026_06_25.csv",
                            "categories_2026_06_25.json",
                            "table_2026_01_08.csv",
                            "categories_2026_01_08.json");
            assertThat(asked)
                    .filteredOn(address -> "raw.githubusercontent.com".equals(address.getHost()))
                    .hasSize(4);
            assertThat(Captured.findings(new LiveBench().read(payloads)).rows()).isNotEmpty();
        }
    }

    @Test
    void everythingDownIsAFailureThatNamesTheAddress() {
        for (Feed feed : List.of(new LiveBench(), new OpenRouter(), new ArtificialAnalysis())) {
            assertThatThrownBy(() ->
                            feed.fetch((request, _) -> {
                                throw new FetchFailed(request.address().toString(), "status 503");
                            }))
                    .isInstanceOf(FetchFailed.class)
                    .hasMessageContaining("https://");
        }
    }

    private static Findings read(Feed feed, LocalBoards boards) {
        return Captured.findings(feed.read(feed.fetch(boards)));
    }

    private static Visit visit(Feed feed, LocalBoards boards, Keys keys) {
        var terms =
                new Refresh.Terms(
                        boards,
                        one -> keys.missing(one.access()),
                        _ -> 0,
                        _ -> 0,
                        Duration.ofSeconds(10));
        return new Refresh(new MemorySourceStore(), terms, Captured.CLOCK)
                .run(new Origin.Live(), List.of(feed), SyncOrder.ALL, _ -> {})
                .getFirst();
    }

    private static List<String> paths(LocalBoards boards) {
        return boards.asked().stream()
                .map(address ->
                        address.getRawPath()
                                + (address.getRawQuery() == null
                                        ? ""
                                        : "?" + address.getRawQuery()))
                .toList();
    }

    private static LocalBoards.Behaviour onlyWith(String header, String value) {
        return (exchange, file) -> {
            if (value.equals(exchange.getRequestHeaders().getFirst(header))) {
                LocalBoards.WHOLE.answer(exchange, file);
            } else {
                exchange.sendResponseHeaders(401, -1);
            }
        };
    }

    private static LocalBoards.Behaviour status(int status) {
        return (exchange, _) -> exchange.sendResponseHeaders(status, -1);
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        LocalBoards.WHOLE.answer(exchange, text.getBytes(StandardCharsets.UTF_8));
    }
}
