package dev.assayer.evidence.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.catalog.Effort;
import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Captured;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.Findings;
import dev.assayer.evidence.Findings.SetAside;
import dev.assayer.evidence.Measure;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Reading;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.Speed;
import dev.assayer.evidence.sync.Sources;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
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
                .containsOnly(
                        "lmarena/coding",
                        "lmarena/english",
                        "lmarena/overall",
                        "lmarena/text_coding",
                        "lmarena/text_english",
                        "lmarena/text_overall",
                        "lmarena/webdev",
                        "lmarena/agent");
    }

    @Test
    void lmArenaKeepsHowMuchMoreOftenAnAgentsSessionsEndWellAsAShare() {
        assertThat(only(read(new LmArena()), "GLM-5.3 (Max)", "lmarena/agent").measure())
                .isEqualTo(
                        new Measure(
                                0.485,
                                OptionalDouble.of(0.47),
                                OptionalDouble.of(0.5),
                                OptionalLong.of(4000)));
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
        assertThat(benchmarks(rows)).contains("evalplus/humaneval", "evalplus/mbpp");
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
    void sweBenchTellsOneAgentsBoardFromThoseOfManyAgents() {
        List<Row> rows = read(new SweBench());

        assertThat(only(rows, "claude-opus-4-5-20251101", "swebench/bash_only"))
                .returns(Measure.of(0.712, 500), Row::measure)
                .returns(LocalDate.of(2025, 11, 24), Row::date)
                .returns(Optional.of(Effort.MEDIUM), row -> row.name().effort());
        assertThat(only(rows, "gemini-2.0-flash", "swebench/bash_only").name().effort()).isEmpty();
        assertThat(only(rows, "zai-org/GLM-4.6", "swebench/bash_only").name().anchor())
                .contains("zai-org/GLM-4.6");
        assertThat(rows)
                .filteredOn(row -> !row.benchmark().equals("swebench/bash_only"))
                .extracting(row -> row.name().text() + " " + row.benchmark())
                .containsExactlyInAnyOrder(
                        "claude-4-sonnet-20250514 swebench/verified",
                        "Qwen/Qwen2.5-72B-Instruct swebench/lite");
    }

    @Test
    void sweBenchTakesTheMedianOfAModelsAgents() {
        List<Row> rows = read(new SweBench());

        assertThat(only(rows, "claude-4-sonnet-20250514", "swebench/verified"))
                .returns(Measure.of(0.65, 500), Row::measure)
                .returns(LocalDate.of(2025, 9, 1), Row::date);
        assertThat(only(rows, "Qwen/Qwen2.5-72B-Instruct", "swebench/lite").measure())
                .isEqualTo(Measure.of(0.25, 300));
    }

    @Test
    void terminalBenchPrefersItsOwnAgentAndTellsItsVersionsApart() {
        List<Row> rows = read(new TerminalBench());

        assertThat(rows)
                .extracting(row -> row.name().text() + " " + row.benchmark())
                .containsExactlyInAnyOrder(
                        "Claude Opus 5 terminalbench/terminus_4_0",
                        "GPT-5.6 Sol terminalbench/agents_4_0",
                        "Kimi K3 terminalbench/terminus_3_0",
                        "GLM-5.2 terminalbench/terminus_2_1",
                        "claude-sonnet-4-5 terminalbench/terminus_2_0");
        assertThat(only(rows, "Claude Opus 5", "terminalbench/terminus_4_0"))
                .returns(
                        new Measure(
                                0.43,
                                OptionalDouble.of(0.39),
                                OptionalDouble.of(0.47),
                                OptionalLong.of(330)),
                        Row::measure)
                .returns(LocalDate.of(2026, 9, 1), Row::date)
                .returns(Optional.of(Effort.MAX), row -> row.name().effort());
        assertThat(only(rows, "GPT-5.6 Sol", "terminalbench/agents_4_0").measure().value())
                .isEqualTo(0.33);
        assertThat(only(rows, "GLM-5.2", "terminalbench/terminus_2_1").name().effort())
                .contains(Effort.NONE);
    }

    @Test
    void bigCodeBenchReadsTheEffortInARemark() {
        List<Row> rows = read(new BigCodeBench());

        assertThat(only(rows, "o3-mini-2025-01-31", "bigcodebench/full_complete"))
                .returns(Measure.of(0.615, 1140), Row::measure)
                .returns(LocalDate.of(2025, 1, 31), Row::date)
                .returns(Optional.of(Effort.LOW), row -> row.name().effort());
        assertThat(only(rows, "Claude-3.7-Sonnet-20250219", "bigcodebench/hard_instruct"))
                .returns(Measure.of(0.27, 148), Row::measure)
                .returns(Optional.of(Effort.THINKING), row -> row.name().effort());
        assertThat(only(rows, "GPT-4o-2024-05-13", "bigcodebench/full_instruct").date())
                .isEqualTo(LocalDate.of(2024, 6, 18));
        assertThat(rows)
                .filteredOn(row -> row.name().text().equals("StarCoder2-3B"))
                .extracting(Row::benchmark)
                .containsExactlyInAnyOrder(
                        "bigcodebench/full_complete", "bigcodebench/hard_complete");
    }

    @Test
    void liveCodeBenchAveragesTheProblemsOfTheNewestHalfYear() {
        List<Row> rows = read(new LiveCodeBench());

        // four of the five problems are at most 183 days older than the newest
        assertThat(only(rows, "DeepSeek-V3", "livecodebench/generation"))
                .returns(Measure.of(0.5, 4), Row::measure)
                .returns(LocalDate.of(2025, 4, 7), Row::date)
                .returns(Optional.of("deepseek-ai/DeepSeek-V3"), row -> row.name().anchor());
        assertThat(only(rows, "o3-mini-2025-01-31", "livecodebench/generation"))
                .returns(Measure.of(0.875, 4), Row::measure)
                .returns(Optional.of(Effort.LOW), row -> row.name().effort());
        assertThat(only(rows, "claude-3-7-sonnet-20250219", "livecodebench/generation").name())
                .returns(Optional.of(Effort.THINKING), WrittenName::effort);
        assertThat(rows).hasSize(3);
    }

    @Test
    void eqBenchReadsTheTablesInsideItsScripts() {
        List<Row> rows = read(new EqBench());

        assertThat(only(rows, "claude-opus-4-8", "eqbench/eq3"))
                .returns(
                        new Measure(
                                2001.5,
                                OptionalDouble.of(1950.2),
                                OptionalDouble.of(2052.8),
                                OptionalLong.empty()),
                        Row::measure)
                .returns(LocalDate.of(2026, 7, 26), Row::date)
                .returns(Method.JUDGED, Row::method);
        assertThat(only(rows, "openai/gpt-5.6-sol", "eqbench/eq4").measure())
                .isEqualTo(
                        new Measure(
                                1251,
                                OptionalDouble.of(1240),
                                OptionalDouble.of(1262),
                                OptionalLong.of(120)));
        assertThat(rows)
                .filteredOn(row -> row.benchmark().equals("eqbench/creative_writing"))
                .extracting(row -> row.name().text())
                .containsExactly("claude-opus-5", "deepseek-ai/DeepSeek-R1", "gpt-4.1");
    }

    @Test
    void eqBenchReadsExtractsToo() {
        Reading reading =
                new EqBench()
                        .read(
                                List.of(
                                        payload(
                                                "eqbench3_extract.csv",
                                                "model_name,elo_norm,rubric_0_100\n*o3,1500.0,70\n"),
                                        payload(
                                                "eqbench4_extract.json",
                                                "{\"generated_at\": \"2026-07-01T00:00:00+00:00\", \"pooled_elo\": {\"o3\": 1100.26}}")));

        assertThat(Captured.findings(reading).rows())
                .extracting(row -> row.benchmark() + " " + row.measure().value() + " " + row.date())
                .containsExactlyInAnyOrder(
                        "eqbench/eq4 1100.3 2026-07-01", "eqbench/eq3 1500.0 2026-07-01");
    }

    @Test
    void mmluProTellsWhatItsBoardMeasuredFromWhatMakersHandedIn() {
        Findings findings = Captured.findings(new MmluPro().read(Captured.of(new MmluPro())));

        assertThat(findings.rows())
                .extracting(row -> row.name().text() + " " + row.method().word())
                .containsExactly(
                        "GPT-4o (2024-05-13) measured",
                        "Llama-3.1-70B-Instruct measured",
                        "Claude-4.6-Sonnet(Thinking) self_reported",
                        "Qwen3.5-122B-A10B self_reported",
                        "GPT-5.4 self_reported",
                        "Grok-4.1-Fast self_reported");
        assertThat(findings.rows().getFirst().measure()).isEqualTo(Measure.of(0.7301, 12_032));
        assertThat(findings.setAside())
                .extracting(SetAside::message)
                .containsExactly("results.csv: line 6: '5 fields' (expected: 18 fields)");
    }

    @Test
    void helmGivesItsScenariosUnderTheModelsId() {
        List<Row> rows = read(new Helm());

        assertThat(only(rows, "openai/gpt-4o-2024-11-20", "helm/gpqa"))
                .returns(Measure.of(0.5, 446), Row::measure)
                .returns(LocalDate.of(2025, 11, 24), Row::date)
                .returns(Method.MEASURED, Row::method);
        assertThat(only(rows, "amazon/nova-premier-v1:0", "helm/wildbench").method())
                .isEqualTo(Method.JUDGED);
        assertThat(rows)
                .filteredOn(row -> row.name().text().contains("claude"))
                .extracting(Row::benchmark)
                .doesNotContain("helm/wildbench")
                .hasSize(4);
        assertThat(rows).filteredOn(row -> row.name().text().equals("Mystery Model")).hasSize(5);
    }

    @Test
    void openLlmTakesFinishedModelsOfTheirMakersFromTheMirrorAndFromTheDataSet() {
        List<Row> rows = read(new OpenLlm());

        assertThat(only(rows, "Qwen/Qwen2.5-72B-Instruct", "openllm/ifeval"))
                .returns(Measure.of(0.86, 541), Row::measure)
                .returns(LocalDate.of(2024, 10, 1), Row::date);
        assertThat(rows)
                .extracting(row -> row.name().text())
                .containsOnly("Qwen/Qwen2.5-72B-Instruct", "meta-llama/Llama-3.3-70B-Instruct");
        assertThat(rows).hasSize(12);
        Reading pages = new OpenLlm().read(List.of(Captured.file("openllm-page/default-0.json")));
        assertThat(Captured.findings(pages).rows()).isEqualTo(rows);
    }

    @Test
    void oneBadLineIsSetAsideAndTheOthersStay() {
        assertThat(spoilt(new Aider(), "pass_rate_2: 88.0", "pass_rate_2: 880"))
                .containsExactly("(expected: a share of 0..1)");
        assertThat(spoilt(new EvalPlus(), "\"humaneval+\": 87.2", "\"humaneval+\": 872"))
                .containsExactly("(expected: a share of 0..1)");
        assertThat(spoilt(new Vectara(), "|5.1 %|", "|much|"))
                .containsExactly("(expected: a percentage)");
        assertThat(spoilt(new Bfcl(), "77.47%", "seventy"))
                .containsExactly("(expected: a percentage)");
        assertThat(spoilt(new LmArena(), "\"rating\": 15", "\"rating\": 9915"))
                .containsExactly("(expected: a rating of -5000..10000)");
    }

    /// What is set aside of a board with one figure of its first file changed, without where; all
    /// else has to stay.
    private static List<String> spoilt(Feed board, String figure, String bad) {
        var payloads = new ArrayList<>(Captured.of(board));
        Findings whole = Captured.findings(board.read(payloads));
        Payload first = payloads.getFirst();
        assertThat(first.text()).contains(figure);
        payloads.set(
                0,
                Captured.payload(
                        first.name(),
                        first.text()
                                .replaceFirst(Pattern.quote(figure), bad)
                                .getBytes(StandardCharsets.UTF_8)));
        Findings rest = Captured.findings(board.read(payloads));
        assertThat(rest.rows()).hasSizeGreaterThanOrEqualTo(whole.rows().size() - 7);
        return rest.setAside().stream()
                .map(SetAside::message)
                .map(message -> message.substring(message.indexOf("(expected")))
                .toList();
    }

    private static Payload payload(String name, String text) {
        return Captured.payload(name, text.getBytes(StandardCharsets.UTF_8));
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
