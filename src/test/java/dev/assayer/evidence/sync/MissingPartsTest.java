package dev.assayer.evidence.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.assayer.evidence.Findings;
import dev.assayer.evidence.PerformanceRow;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.SourceFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/// Sources that do without a part of themselves for once, over real HTTP: what that part said last
/// stays until it says something else.
final class MissingPartsTest {

    private static final String SECRET = "test-secret-1";
    private static final LocalBoards.Behaviour DOWN =
            (exchange, _) -> exchange.sendResponseHeaders(503, -1);

    @Test
    void openRoutersBoardsAndSpeedsStayUntilTheyAnswerAgain() {
        try (var boards = keyed()) {
            var run = new SyncRun(boards);
            assertThat(run.live("openrouter")).isInstanceOf(Visit.Changed.class);
            Findings before = run.said("openrouter");
            assertThat(before.performance()).hasSize(2);
            assertThat(benchmarks(before)).contains("openrouter/gpqa_diamond");

            boards.when("benchmarks", DOWN);
            run.live("openrouter");

            assertThat(run.said("openrouter").rows())
                    .containsExactlyInAnyOrderElementsOf(before.rows());
            assertThat(run.said("openrouter").performance()).isEqualTo(before.performance());
            assertThat(run.live("openrouter")).isInstanceOf(Visit.Unchanged.class);

            boards.when("benchmarks", answer("{\"data\": []}"))
                    .when("endpoints", answer("{\"data\": {\"endpoints\": []}}"));
            run.live("openrouter");

            assertThat(benchmarks(run.said("openrouter")))
                    .isNotEmpty()
                    .doesNotContain("openrouter/gpqa_diamond");
            assertThat(run.said("openrouter").performance()).isEmpty();
        }
    }

    @Test
    void aBoardOfOpenRouterThatIsNoneAnyMoreLeavesTheRestAlone() {
        try (var boards = keyed()) {
            var run = new SyncRun(boards);
            run.live("openrouter");
            Findings before = run.said("openrouter");
            boards.when("benchmarks", answer("<!doctype html>"))
                    .when(
                            "endpoints",
                            (exchange, file) -> {
                                String text = new String(file, StandardCharsets.UTF_8);
                                answer(text.replace("60.5", "70.5")).answer(exchange, file);
                            });

            assertThat(run.live("openrouter")).isInstanceOf(Visit.Changed.class);

            assertThat(run.said("openrouter").rows())
                    .containsExactlyInAnyOrderElementsOf(before.rows());
            assertThat(throughputs(run.said("openrouter"))).containsExactly(70.5, 80.5);
        }
    }

    @Test
    void lmArenasAgentStaysWhileTheMirrorThatLacksItStandsIn() {
        try (var boards = new LocalBoards()) {
            var run = new SyncRun(boards);
            run.live("lmarena");
            List<Row> agent = agent(run);
            assertThat(agent).isNotEmpty();

            boards.when("rows", DOWN).when("agent.json", DOWN);
            assertThat(run.live("lmarena")).isInstanceOf(Visit.Changed.class);
            assertThat(agent(run)).isEqualTo(agent);

            boards.when(
                    "agent.json",
                    (exchange, file) ->
                            answer(
                                            new String(file, StandardCharsets.UTF_8)
                                                    .replace("0.12,", "0.2,"))
                                    .answer(exchange, file));
            run.live("lmarena");
            assertThat(agent(run))
                    .hasSameSizeAs(agent)
                    .extracting(row -> row.measure().value())
                    .contains(0.6)
                    .doesNotContain(0.56);
        }
    }

    @Test
    void whatOnlyTheOlderApiOfArtificialAnalysisTellsStaysWhileTheNewerStandsIn() {
        try (var boards = new LocalBoards().withKey("ARTIFICIAL_ANALYSIS_API_KEY", SECRET)) {
            var run = new SyncRun(boards);
            run.live("artificialanalysis");
            List<Tuple> figures =
                    figures(run.said("artificialanalysis"), row -> !isIndex(row)).toList();
            assertThat(figures).contains(tuple("GPT-5 (high)", "artificialanalysis/gpqa", 0.8125));

            boards.when("models", DOWN);
            assertThat(run.live("artificialanalysis")).isInstanceOf(Visit.Changed.class);

            Findings after = run.said("artificialanalysis");
            assertThat(figures(after, row -> !isIndex(row)))
                    .containsExactlyInAnyOrderElementsOf(figures);
            assertThat(figures(after, MissingPartsTest::isIndex))
                    .contains(tuple("GPT-5 (high)", "artificialanalysis/agentic_index", 0.305))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void whatMissingPartsSaidHidesNotThatTheRestHasShrunk() {
        try (var boards = keyed()) {
            var run = new SyncRun(boards);
            run.live("openrouter");
            Findings before = run.said("openrouter");
            boards.when("models", answer("{\"data\": [{\"id\": \"openai/gpt-5\"}]}"))
                    .when("benchmarks", DOWN);

            assertThat(run.live("openrouter"))
                    .isInstanceOfSatisfying(
                            Visit.Failed.class,
                            failed ->
                                    assertThat(failed.failure())
                                            .isInstanceOf(SourceFailure.Shrunk.class));
            assertThat(run.said("openrouter")).isEqualTo(before);
        }
    }

    private static LocalBoards keyed() {
        return new LocalBoards().withKey("OPENROUTER_API_KEY", SECRET);
    }

    private static LocalBoards.Behaviour answer(String text) {
        return (exchange, _) ->
                LocalBoards.WHOLE.answer(exchange, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Row> agent(SyncRun run) {
        return run.said("lmarena").rows().stream()
                .filter(row -> row.benchmark().equals("lmarena/agent"))
                .toList();
    }

    private static boolean isIndex(Row row) {
        return row.benchmark().matches("artificialanalysis/(?:intelligence|coding|agentic)_index");
    }

    private static Stream<Tuple> figures(Findings findings, Predicate<Row> which) {
        return findings.rows().stream()
                .filter(which)
                .map(row -> tuple(row.name().text(), row.benchmark(), row.measure().value()));
    }

    private static List<String> benchmarks(Findings findings) {
        return findings.rows().stream().map(Row::benchmark).distinct().toList();
    }

    private static List<Double> throughputs(Findings findings) {
        return findings.performance().stream()
                .map(PerformanceRow::speed)
                .map(speed -> speed.throughput().median().orElse(0))
                .toList();
    }
}
