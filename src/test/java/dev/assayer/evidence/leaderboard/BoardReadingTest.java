package dev.assayer.evidence.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.catalog.Effort;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Captured;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.Findings;
import dev.assayer.evidence.Measure;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.Speed;
import dev.assayer.evidence.sync.Sources;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every board against captured files: what it takes, what it leaves out, in which unit and of
/// which day.
final class BoardReadingTest {

    @Test
    void lmArenaGivesRatingsWithIntervalAndVotes() {
        List<Row> rows = read(new LmArena());

        Row row = only(rows, "claude-opus-4-6-high", "lmarena/coding");
        assertThat(row.measure())
                .isEqualTo(
                        new Measure(
                                1551.7,
                                OptionalDouble.of(1545.9),
                                OptionalDouble.of(1557.4),
                                OptionalLong.of(18858)));
        assertThat(row.date()).isEqualTo(LocalDate.of(2026, 8, 19));
        assertThat(row.method()).isEqualTo(Method.VOTED);
        assertThat(row.name().lab()).contains("anthropic");
        assertThat(benchmarks(rows))
                .containsOnly("lmarena/coding", "lmarena/overall", "lmarena/webdev");
    }

    @Test
    void lmArenaLeavesOutModelsInsideAnAgentAndTasksWithImages() {
        assertThat(read(new LmArena()))
                .filteredOn(row -> row.benchmark().equals("lmarena/webdev"))
                .extracting(row -> row.name().text())
                .containsExactly(
                        "claude-opus-5-max", "gpt-5-medium", "gemini-3-flash (thinking-minimal)");
    }

    @Test
    void lmArenaReadsThePagesOfTheDatasetsServer() {
        List<Row> rows =
                Captured.findings(
                                new LmArena()
                                        .read(
                                                List.of(
                                                        Captured.file(
                                                                "lmarena-page/text_style_control-0.json"))))
                        .rows();

        assertThat(rows).hasSize(5);
        assertThat(rows.getFirst())
                .isEqualTo(only(read(new LmArena()), "claude-opus-4-6-high", "lmarena/coding"));
    }

    @Test
    void epochNamesTheModelBehindAMovingAliasAndDatesTheYoungerOfModelAndBenchmark() {
        List<Row> rows = read(new EpochAi());

        Row aliased = only(rows, "DeepSeek-V3.2 (non-thinking)", "epoch/gpqa_diamond");
        assertThat(aliased.measure()).isEqualTo(Measure.of(0.779));
        assertThat(only(rows, "DeepSeek-V3.2 (thinking)", "aider/polyglot").measure().value())
                .isEqualTo(0.742);
        assertThat(only(rows, "amazon.nova-pro-v1:0", "lechmazur/writing"))
                .returns(LocalDate.of(2025, 1, 31), Row::date)
                .returns(Method.JUDGED, Row::method);
        assertThat(benchmarks(rows)).doesNotContain("HellaSwag", "Cybench", "CadEval");
    }

    @Test
    void aiderCountsTheSecondTryOutOfAllTasks() {
        List<Row> rows = read(new Aider());

        Row row = only(rows, "gpt-5 (high)", "aider/polyglot");
        assertThat(row.measure()).isEqualTo(Measure.of(0.88, 225));
        assertThat(row.date()).isEqualTo(LocalDate.of(2025, 8, 23));
        assertThat(rows).filteredOn(one -> one.benchmark().equals("aider/edit")).hasSize(3);
    }

    @Test
    void evalPlusKnowsOpenModelsByTheirHuggingFaceId() {
        List<Row> rows = read(new EvalPlus());

        Row row = only(rows, "Qwen2.5-Coder-32B-Instruct", "evalplus/humaneval_plus");
        assertThat(row.name().anchor()).contains("Qwen/Qwen2.5-Coder-32B-Instruct");
        assertThat(row.measure()).isEqualTo(Measure.of(0.872, 164));
        assertThat(only(rows, "GPT 4o Mini (July 2024)", "evalplus/mbpp_plus").name().anchor())
                .isEmpty();
    }

    @Test
    void vectaraCountsHallucinationsAndLessIsBetter() {
        List<Row> rows = read(new Vectara());

        assertThat(rows).hasSize(6);
        assertThat(only(rows, "amazon/nova-pro-v1:0", "vectara/hallucination").measure())
                .isEqualTo(Measure.of(0.051));
        assertThat(new Vectara().benchmarks())
                .extracting(Benchmark::higherIsBetter)
                .containsOnly(false);
    }

    @Test
    void bfclPrefersNativeCallsToPromptedOnes() {
        List<Row> rows = read(new Bfcl());

        assertThat(only(rows, "Claude-Opus-4-5-20251101 (FC)", "bfcl/overall").measure())
                .isEqualTo(Measure.of(0.7747));
        assertThat(rows)
                .extracting(row -> row.name().text())
                .doesNotContain("Claude-Opus-4-5-20251101 (Prompt)", "Grok-4-0709 (Prompt)")
                .contains("Gemma-3-12b-it (Prompt)", "BitAgent-Bounty-8B");
        assertThat(rows).extracting(Row::date).containsOnly(LocalDate.of(2025, 12, 16));
    }

    @Test
    void tauBenchTakesPlainModelsUnderTheStandardSetting() {
        List<Row> rows = read(new TauBench());

        assertThat(rows)
                .extracting(row -> row.name().text() + " " + row.benchmark())
                .containsExactlyInAnyOrder(
                        "Claude Opus 4.5 tau2/airline",
                        "Claude Opus 4.5 tau2/retail",
                        "Claude Opus 4.5 tau2/telecom",
                        "Claude Opus 4.5 tau2/banking_knowledge",
                        "Claude Sonnet 4.5 tau2/airline",
                        "Claude Sonnet 4.5 tau2/retail",
                        "Claude Sonnet 4.5 tau2/telecom",
                        "GPT-5.2 tau2/airline",
                        "GPT-5.2 tau2/retail",
                        "GPT-5.2 tau2/telecom",
                        "Kimi K3 tau2/banking_knowledge");
        assertThat(only(rows, "Claude Opus 4.5", "tau2/airline"))
                .returns(Measure.of(0.84, 200), Row::measure)
                .returns(Optional.of(Effort.HIGH), row -> row.name().effort());
        assertThat(only(rows, "Claude Sonnet 4.5", "tau2/retail").name().effort())
                .contains(Effort.THINKING);
    }

    @Test
    void artificialAnalysisGivesSharesOfIndicesAndLeavesOutWhatWasNotMeasuredOrIsEstimated() {
        List<Row> rows = read(new ArtificialAnalysis());
        List<Row> august =
                rows.stream().filter(row -> row.date().equals(LocalDate.of(2026, 8, 22))).toList();
        List<Row> july =
                rows.stream().filter(row -> row.date().equals(LocalDate.of(2026, 7, 10))).toList();

        Row index = only(august, "GPT-5 (high)", "artificialanalysis/intelligence_index");
        assertThat(index)
                .returns(Measure.of(0.415), Row::measure)
                .returns(Method.MEASURED, Row::method)
                .returns(Optional.of("openai"), row -> row.name().lab());
        assertThat(only(august, "GPT-5 (high)", "artificialanalysis/math_index").measure().value())
                .isEqualTo(0.91);
        assertThat(august).noneMatch(row -> row.measure().value() == 0);
        assertThat(only(july, "GPT-5 (high)", "artificialanalysis/omniscience").measure())
                .isEqualTo(Measure.of(0.45)); // -10 of -100..100
        assertThat(only(july, "GPT-5 (high)", "artificialanalysis/critpt").measure().value())
                .isZero();
        assertThat(july)
                .filteredOn(row -> row.name().text().equals("Mistral Medium 3.1"))
                .extracting(Row::benchmark)
                .containsExactlyInAnyOrder("artificialanalysis/lcr", "artificialanalysis/hle");
    }

    @Test
    void artificialAnalysisGivesSpeedsWhereTheyAreKnownAndAPricePerModel() {
        Findings findings = found(new ArtificialAnalysis());

        assertThat(findings.performance())
                .extracting(row -> row.name().text() + " " + row.date())
                .containsExactlyInAnyOrder(
                        "GPT-5 (high) 2026-08-22",
                        "Claude 4.5 Sonnet (Non-reasoning) 2026-08-22",
                        "GPT-5 (high) 2026-07-10");
        assertThat(findings.performance().getLast().speed())
                .isEqualTo(
                        new Speed(
                                new Speed.Spread(OptionalDouble.of(75.5), OptionalDouble.of(120.5)),
                                new Speed.Spread(OptionalDouble.of(99.5), OptionalDouble.of(60.5)),
                                Speed.Spread.ofMedian(81.5)));
        assertThat(findings.listings())
                .filteredOn(listing -> listing.date().equals(LocalDate.of(2026, 8, 22)))
                .extracting(listing -> listing.host() + " " + listing.id())
                .containsExactly(
                        "artificialanalysis GPT-5", "artificialanalysis Claude 4.5 Sonnet");
    }

    @Test
    void liveBenchGivesTheMeanOfACategorysTasksAndItsOwnWordsForEffort() {
        Findings findings = found(new LiveBench());
        List<Row> rows = findings.rows();

        assertThat(only(rows, "gpt-5.6-sol-max", "livebench/mathematics"))
                .returns(Measure.of(0.895), Row::measure) // (92 + 87) / 2
                .returns(LocalDate.of(2026, 6, 25), Row::date);
        assertThat(only(rows, "claude-4-sonnet-20250514", "livebench/coding").name().effort())
                .contains(Effort.NONE);
        assertThat(only(rows, "gemini-2.5-pro-06-05", "livebench/coding").name().effort())
                .contains(Effort.HIGH);
        assertThat(findings.setAside())
                .singleElement()
                .extracting(Findings.SetAside::message)
                .isEqualTo("table_2026_01_08.csv: line 9: '4 fields' (expected: 14 fields)");
    }

    @Test
    void liveBenchDropsACategoryOfAnOlderReleaseWhoseQuestionsWereOthers() {
        List<Row> rows = read(new LiveBench());

        assertThat(rows)
                .filteredOn(row -> row.name().text().equals("gpt-5.1-2025-11-13-high"))
                .extracting(Row::benchmark)
                .contains("livebench/coding", "livebench/reasoning")
                .doesNotContain("livebench/agentic_coding");
        assertThat(rows)
                .filteredOn(row -> row.benchmark().equals("livebench/agentic_coding"))
                .hasSize(4)
                .extracting(Row::date)
                .containsOnly(LocalDate.of(2026, 6, 25));
    }

    @Test
    void llmStatsTellsModelsApartByTheirFoldersAndMakersFiguresFromOthers() {
        Findings findings = found(new LlmStats());
        List<Row> rows = findings.rows();

        assertThat(only(rows, "gpt-4.1-2025-04-14", "llmstats/gpqa"))
                .returns(Measure.of(0.663), Row::measure)
                .returns(Method.SELF_REPORTED, Row::method)
                .returns(LocalDate.of(2025, 4, 14), Row::date);
        assertThat(only(rows, "gpt-4.1-2025-04-14", "aider/polyglot").measure().value())
                .isEqualTo(0.516);
        assertThat(only(rows, "gpt-4o-2024-05-13", "llmstats/gpqa").measure())
                .isNotEqualTo(only(rows, "gpt-4o-2024-08-06", "llmstats/gpqa").measure());
        assertThat(only(rows, "deepseek-v3", "llmstats/gpqa").name().anchor())
                .contains("deepseek-ai/DeepSeek-V3");
        assertThat(findings.setAside())
                .singleElement()
                .extracting(Findings.SetAside::found)
                .isEqualTo("81.4");
    }

    @Test
    void llmStatsReadsItsArchiveAsItsFiles() {
        Payload archive = Captured.file("llmstats-archive/llmstats.tar.gz");

        assertThat(Captured.findings(new LlmStats().read(List.of(archive))).rows())
                .containsExactlyInAnyOrderElementsOf(read(new LlmStats()));
    }

    @Test
    void llmStatsApiDividesByTheBestScoreAndTrustsWhatWasVerified() {
        Findings findings = found(new LlmStatsApi());
        List<Row> rows = findings.rows();

        assertThat(only(rows, "gpt-5-2025-08-07", "llmstats/mmlu_pro"))
                .returns(Measure.of(0.85), Row::measure)
                .returns(Method.SELF_REPORTED, Row::method)
                .returns(Optional.of("openai"), row -> row.name().lab())
                .returns(LocalDate.of(2026, 6, 3), Row::date);
        assertThat(only(rows, "claude-opus-4-5-20251101", "llmstats/hle").method())
                .isEqualTo(Method.MEASURED);
        assertThat(only(rows, "claude-opus-4-5-20251101", "llmstats/swe_bench_verified").method())
                .isEqualTo(Method.MEASURED);
        assertThat(rows).hasSize(4);
        assertThat(findings.setAside()).hasSize(1);
    }

    @Test
    void noRowNamesABenchmarkThatItsBoardDoesNotDeclareOrLeavesTheRangeOfItsUnit() {
        List<Feed> boards =
                Sources.all().feeds().stream()
                        .filter(feed -> !feed.benchmarks().isEmpty())
                        .toList();
        for (Feed board : boards) {
            var units =
                    board.benchmarks().stream()
                            .collect(Collectors.toMap(Benchmark::id, Benchmark::unit));
            assertThat(read(board))
                    .isNotEmpty()
                    .allSatisfy(row -> {
                        assertThat(units).containsKey(row.benchmark());
                        if (units.get(row.benchmark()) == Benchmark.Unit.FRACTION) {
                            assertThat(row.measure().value()).isBetween(0.0, 1.0);
                        }
                    });
        }
    }

    private static List<Row> read(Feed board) {
        return found(board).rows();
    }

    private static Findings found(Feed board) {
        return Captured.findings(board.read(Captured.of(board)));
    }

    private static Row only(List<Row> rows, String name, String benchmark) {
        List<Row> found =
                rows.stream()
                        .filter(row ->
                                row.name().text().equals(name) && row.benchmark().equals(benchmark))
                        .toList();
        assertThat(found).as(name + " in " + benchmark).hasSize(1);
        return found.getFirst();
    }

    private static List<String> benchmarks(List<Row> rows) {
        return rows.stream().map(Row::benchmark).distinct().toList();
    }
}
