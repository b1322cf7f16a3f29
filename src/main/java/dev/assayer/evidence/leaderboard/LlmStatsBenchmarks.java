package dev.assayer.evidence.leaderboard;

import dev.assayer.evidence.Benchmark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The benchmarks of LLM-Stats that tell models apart by what they write; those of images, of base
/// models and of safety are left out, and those that nearly every model solves.
///
/// Makers run a benchmark their own way (prompts, tries, scaffolds), so a figure of theirs is not
/// that of the board that owns the benchmark and has an id of its own. Aider's polyglot board is
/// the exception: its harness is the benchmark.
final class LlmStatsBenchmarks {

    /// Names in lower case with everything but letters and digits as `_`, to what is behind them.
    private static final Map<String, String> IDS =
            Map.ofEntries(
                    Map.entry("aider_polyglot", "aider/polyglot"),
                    Map.entry("aime_2024", "llmstats/aime_2024"),
                    Map.entry("aime_2025", "llmstats/aime_2025"),
                    Map.entry("arena_hard", "llmstats/arena_hard"),
                    Map.entry("bbh", "llmstats/bbh"),
                    Map.entry("bfcl", "llmstats/bfcl"),
                    Map.entry("big_bench_hard", "llmstats/bbh"),
                    Map.entry("drop", "llmstats/drop"),
                    Map.entry("global_mmlu_lite", "llmstats/global_mmlu_lite"),
                    Map.entry("gpqa", "llmstats/gpqa"),
                    Map.entry("gpqa_diamond", "llmstats/gpqa"),
                    Map.entry("hiddenmath", "llmstats/hiddenmath"),
                    Map.entry("hle", "llmstats/hle"),
                    Map.entry("humaneval", "llmstats/humaneval"),
                    Map.entry("humanity_s_last_exam", "llmstats/hle"),
                    Map.entry("ifeval", "llmstats/ifeval"),
                    Map.entry("livecodebench", "llmstats/livecodebench"),
                    Map.entry("math", "llmstats/math"),
                    Map.entry("math_500", "llmstats/math_500"),
                    Map.entry("mbpp", "llmstats/mbpp"),
                    Map.entry("mgsm", "llmstats/mgsm"),
                    Map.entry("mmlu", "llmstats/mmlu"),
                    Map.entry("mmlu_pro", "llmstats/mmlu_pro"),
                    Map.entry("mmmlu", "llmstats/mmmlu"),
                    Map.entry("simpleqa", "llmstats/simpleqa"),
                    Map.entry("swe_bench_verified", "llmstats/swe_bench_verified"),
                    Map.entry("tau_bench_airline", "llmstats/tau_bench_airline"),
                    Map.entry("tau_bench_retail", "llmstats/tau_bench_retail"));

    static final List<Benchmark> ALL = all();

    private LlmStatsBenchmarks() {}

    private static List<Benchmark> all() {
        var all = new ArrayList<Benchmark>();
        IDS.values().stream()
                .distinct()
                .sorted()
                .forEach(id ->
                        all.add(
                                new Benchmark(
                                        id,
                                        id.equals("aider/polyglot")
                                                ? "Aider polyglot"
                                                : id.substring(id.indexOf('/') + 1)
                                                                .replace('_', ' ')
                                                                .toUpperCase(Locale.ROOT)
                                                        + " as makers report it",
                                        Benchmark.Unit.FRACTION,
                                        true)));
        return List.copyOf(all);
    }

    /// Our id of a benchmark that LLM-Stats writes so; empty for those left out.
    static Optional<String> find(String name) {
        return Optional.ofNullable(
                IDS.get(name.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_")));
    }
}
