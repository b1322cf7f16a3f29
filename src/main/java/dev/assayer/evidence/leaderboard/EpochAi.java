package dev.assayer.evidence.leaderboard;

import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.Findings;
import dev.assayer.evidence.Harvest;
import dev.assayer.evidence.Layer;
import dev.assayer.evidence.Licence;
import dev.assayer.evidence.Measure;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Reading;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.Source;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Epoch AI's Capabilities Index data: a matrix of model versions and benchmarks, in part run by
/// Epoch, in part compiled from other boards. Values are normalised by Epoch: 0..1, chance level
/// taken off where there is one.
///
/// Left out: benchmarks of vision or computer use, agent scaffolds whose row names the scaffold's
/// best model, and the knowledge tests of 2019-2021 whose rows come from technical reports on base
/// models.
public final class EpochAi implements Feed {

    private static final Source SOURCE =
            new Source(
                    "epoch",
                    "Epoch AI",
                    URI.create("https://epoch.ai/data/eci_benchmarks.csv"),
                    Licence.shareable(
                            "CC-BY-4.0",
                            "Epoch AI, 'Data on AI Capabilities and Benchmarking' (epoch.ai), CC BY 4.0; names matched to models."),
                    Layer.SCRAPED,
                    0.9);

    /// Epoch's name of a benchmark, to our id. Ids under `epoch/` are Epoch's own runs or have no
    /// other open source.
    private static final Map<String, String> BENCHMARKS =
            Map.ofEntries(
                    Map.entry("APEX-Agents", "epoch/apex_agents"),
                    Map.entry("ARC-AGI", "arcprize/arc_agi_1"),
                    Map.entry("ARC-AGI-2", "arcprize/arc_agi_2"),
                    Map.entry("Aider polyglot", "aider/polyglot"),
                    Map.entry("BBH", "epoch/bbh"),
                    Map.entry("Balrog", "epoch/balrog"),
                    Map.entry("CL-bench", "epoch/cl_bench"),
                    Map.entry("CL-bench Life", "epoch/cl_bench_life"),
                    Map.entry("Chess Puzzles", "epoch/chess_puzzles"),
                    Map.entry("CritPt", "epoch/critpt"),
                    Map.entry("DeepResearch Bench", "epoch/deepresearch_bench"),
                    Map.entry("DeepSWE", "epoch/deepswe"),
                    Map.entry("EBR-bench", "epoch/ebr_bench"),
                    Map.entry("Fiction.LiveBench", "epoch/fiction_livebench"),
                    Map.entry("FrontierCode", "epoch/frontiercode"),
                    Map.entry("FrontierMath-2025-02-28-Private", "epoch/frontiermath_2025_02"),
                    Map.entry(
                            "FrontierMath-Tier-4-2025-07-01-Private",
                            "epoch/frontiermath_tier4_2025_07"),
                    Map.entry("FrontierMath-Tier-4-v2-Private", "epoch/frontiermath_tier4_v2"),
                    Map.entry("FrontierMath-Tiers-1-3-v2-Private", "epoch/frontiermath_v2"),
                    Map.entry("GDPval", "epoch/gdpval"),
                    Map.entry("GPQA diamond", "epoch/gpqa_diamond"),
                    Map.entry("GSM8K", "epoch/gsm8k"),
                    Map.entry("GSO-Bench", "epoch/gso_bench"),
                    Map.entry("HLE", "epoch/hle"),
                    Map.entry("Lech Mazur Writing", "lechmazur/writing"),
                    Map.entry("MATH level 5", "epoch/math_level_5"),
                    Map.entry("METR Time Horizons", "epoch/metr_time_horizons"),
                    Map.entry("MMLU", "epoch/mmlu"),
                    Map.entry("Mystery Game Puzzles", "epoch/mystery_game_puzzles"),
                    Map.entry("OTIS Mock AIME 2024-2025", "epoch/otis_mock_aime"),
                    Map.entry("PostTrainBench", "epoch/posttrainbench"),
                    Map.entry("ProofBench", "epoch/proofbench"),
                    Map.entry("SWE-Bench verified", "epoch/swe_bench_verified"),
                    Map.entry("SimpleBench", "epoch/simplebench"),
                    Map.entry("SimpleQA Verified", "epoch/simpleqa_verified"),
                    Map.entry("TriviaQA", "epoch/triviaqa"),
                    Map.entry("WeirdML", "epoch/weirdml"));

    private static final Set<String> JUDGED =
            Set.of(
                    "lechmazur/writing",
                    "epoch/deepresearch_bench",
                    "epoch/gdpval",
                    "epoch/cl_bench",
                    "epoch/cl_bench_life");

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<Benchmark> benchmarks() {
        return BENCHMARKS.entrySet().stream()
                .map(entry ->
                        new Benchmark(
                                entry.getValue(), entry.getKey(), Benchmark.Unit.FRACTION, true))
                .toList();
    }

    @Override
    public List<String> files() {
        return List.of("epoch/eci_benchmarks.csv");
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, EpochAi::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Payload payload : payloads) {
            for (Table.Line line :
                    Table.csv(
                            payload,
                            List.of(
                                    "performance",
                                    "benchmark",
                                    "benchmark_release_date",
                                    "model_version",
                                    "Model",
                                    "date",
                                    "source"))) {
                harvest.line(() -> {
                    String benchmark = BENCHMARKS.get(line.text("benchmark"));
                    if (benchmark != null) {
                        harvest.add(row(benchmark, line));
                    }
                });
            }
        }
        return harvest.findings();
    }

    private static Row row(String benchmark, Table.Line line) {
        return new Row(
                name(line.text("model_version"), line.text("Model")),
                benchmark,
                Measure.of(fraction(line)),
                date(line),
                method(benchmark, line.text("source")));
    }

    /// Chance-corrected values may fall below zero; worse than guessing is no knowledge at all.
    private static double fraction(Table.Line line) {
        double value = line.number("performance");
        return Figures.fraction(line.where("performance"), value < 0 && value > -1 ? 0 : value);
    }

    /// DeepSeek's API aliases move from model to model; the display name beside them says which one
    /// answered.
    private static WrittenName name(String version, String display) {
        boolean isMovingAlias =
                version.startsWith("deepseek-chat") || version.startsWith("deepseek-reasoner");
        if (!isMovingAlias || display.isBlank()) {
            return WrittenName.of(version);
        }
        return WrittenName.of(
                display
                        + (version.startsWith("deepseek-reasoner")
                                ? " (thinking)"
                                : " (non-thinking)"));
    }

    /// The matrix dates the model and the benchmark, not the run, which cannot be older than
    /// either.
    private static LocalDate date(Table.Line line) {
        LocalDate model = Figures.date(line.where("date"), line.text("date"));
        String released = line.text("benchmark_release_date");
        if (released.isBlank()) {
            return model;
        }
        LocalDate benchmark = Figures.date(line.where("benchmark_release_date"), released);
        return benchmark.isAfter(model) ? benchmark : model;
    }

    private static Method method(String benchmark, String source) {
        String lower = source.toLowerCase(Locale.ROOT);
        if (lower.contains("technical report")
                || lower.contains("system card")
                || lower.contains("model card")) {
            return Method.SELF_REPORTED;
        }
        return JUDGED.contains(benchmark) ? Method.JUDGED : Method.MEASURED;
    }
}
