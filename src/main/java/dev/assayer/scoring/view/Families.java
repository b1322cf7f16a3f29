package dev.assayer.scoring.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which of our benchmarks are one family: the same test, whoever ran it. A benchmark's id stands
/// for itself.
///
/// @param members of each family: ids, or `*` for the board (`*/mmlu`) to mean anybody's
public record Families(Map<String, List<String>> members) {

    /// Boards of the same name that are another test are left out: `lmarena/math` is votes.
    public static final Families DEFAULT =
            new Families(
                    Map.ofEntries(
                            Map.entry("humaneval", List.of("*/humaneval")),
                            Map.entry(
                                    "livecodebench",
                                    List.of("*/livecodebench", "livecodebench/overall")),
                            Map.entry("gsm8k", List.of("*/gsm8k")),
                            Map.entry(
                                    "math",
                                    List.of(
                                            "static/math",
                                            "dump/math",
                                            "own/math",
                                            "llmstats/math",
                                            "*/math_500",
                                            "*/math_level_5")),
                            Map.entry("mmlu", List.of("*/mmlu")),
                            Map.entry("mmlu_pro", List.of("*/mmlu_pro", "mmlu_pro/overall")),
                            Map.entry("arc_challenge", List.of("*/arc_challenge", "*/arc_c")),
                            Map.entry("gpqa", List.of("*/gpqa", "*/gpqa_diamond")),
                            Map.entry("hellaswag", List.of("*/hellaswag")),
                            Map.entry("truthfulqa", List.of("*/truthfulqa")),
                            Map.entry("winogrande", List.of("*/winogrande")),
                            Map.entry("hle", List.of("*/hle")),
                            Map.entry("ifeval", List.of("*/ifeval")),
                            Map.entry("simpleqa", List.of("*/simpleqa")),
                            Map.entry("category_coding", List.of("*/category_coding")),
                            Map.entry("category_math", List.of("*/category_math")),
                            Map.entry("category_reasoning", List.of("*/category_reasoning")),
                            Map.entry("category_knowledge", List.of("*/category_knowledge")),
                            Map.entry("category_language", List.of("*/category_language")),
                            Map.entry(
                                    "aa_intelligence_index",
                                    List.of(
                                            "artificialanalysis/intelligence_index",
                                            "artificialanalysis/intelligence",
                                            "*/aa_intelligence_index")),
                            Map.entry(
                                    "aa_coding_index",
                                    List.of(
                                            "artificialanalysis/coding_index",
                                            "artificialanalysis/coding",
                                            "*/aa_coding_index")),
                            Map.entry(
                                    "aa_math_index",
                                    List.of(
                                            "artificialanalysis/math_index",
                                            "artificialanalysis/math",
                                            "*/aa_math_index"))));

    public Families {
        var sorted = new TreeMap<String, List<String>>();
        members.forEach((family, ids) -> sorted.put(family, List.copyOf(ids)));
        members = java.util.Collections.unmodifiableMap(sorted);
    }

    /// These, and the members of others beside them.
    public Families with(Map<String, List<String>> more) {
        var all = new TreeMap<String, List<String>>(members);
        more.forEach((family, ids) -> {
            var both = new ArrayList<>(all.getOrDefault(family, List.of()));
            ids.stream().filter(id -> !both.contains(id)).forEach(both::add);
            all.put(family, both);
        });
        return new Families(all);
    }

    /// The families of a benchmark, and its own id.
    List<String> of(String benchmark) {
        String anybodys = "*" + benchmark.substring(Math.max(0, benchmark.indexOf('/')));
        var found = new ArrayList<String>();
        found.add(benchmark);
        members.forEach((family, ids) -> {
            if (ids.contains(benchmark) || ids.contains(anybodys)) {
                found.add(family);
            }
        });
        return found;
    }
}
