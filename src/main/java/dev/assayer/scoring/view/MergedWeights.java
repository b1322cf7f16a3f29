package dev.assayer.scoring.view;

import dev.assayer.scoring.Category;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// Every weight of the merged view, with the defaults of `docs/score-views.md`.
///
/// @param artificialAnalysis weight of Artificial Analysis where both rate a model, 0..1
/// @param llmStats weight of LLM-Stats there, 0..1
/// @param evenRating LMArena rating that counts 50 points
/// @param boards what each category is made of at each of the three; a category that is not there
///   has no score
public record MergedWeights(
        double artificialAnalysis,
        double llmStats,
        double evenRating,
        Map<Category, Boards> boards) {

    /// 1,400 is near the middle of LMArena's models of 2026.
    public static final MergedWeights DEFAULT = new MergedWeights(0.7, 0.3, 1_400, Boards.DEFAULT);

    public MergedWeights {
        if (!(artificialAnalysis + llmStats > 0)) {
            throw new IllegalArgumentException(
                    "weights of both sources are 0 (expected: one above 0)");
        }
        var copy = new EnumMap<Category, Boards>(Category.class);
        copy.putAll(boards);
        boards = Collections.unmodifiableMap(copy);
    }

    /// What a category is made of at each of the three: weights by family of benchmarks, or by the
    /// id of one. Which figures of a source belong to which category is our choice, after section 3
    /// of the survey of sources.
    public record Boards(
            Map<String, Double> artificialAnalysis,
            Map<String, Double> llmStats,
            Map<String, Double> lmArena) {

        static final Map<Category, Boards> DEFAULT =
                Map.of(
                        Category.CODING,
                        new Boards(
                                Map.of("aa_coding_index", 1.0),
                                Map.of("humaneval", 1.0, "livecodebench", 1.0),
                                Map.of("lmarena/coding", 1.0)),
                        Category.MATH,
                        new Boards(
                                Map.of("aa_math_index", 1.0),
                                Map.of("gsm8k", 1.0, "math", 1.0),
                                Map.of("lmarena/math", 1.0)),
                        Category.REASONING,
                        new Boards(
                                Map.of("gpqa", 1.0, "hle", 1.0),
                                Map.of("gpqa", 1.0),
                                Map.of("lmarena/hard_prompts", 1.0)),
                        Category.RESEARCH,
                        new Boards(
                                Map.of("hle", 1.0),
                                Map.of("mmlu_pro", 1.0),
                                Map.of("lmarena/expert", 1.0)),
                        Category.LANGUAGE,
                        new Boards(Map.of(), Map.of(), Map.of("lmarena/non_english", 1.0)),
                        Category.CREATIVE_WRITING,
                        new Boards(Map.of(), Map.of(), Map.of("lmarena/creative_writing", 1.0)),
                        Category.GENERAL,
                        new Boards(
                                Map.of("aa_intelligence_index", 1.0),
                                Map.of("mmlu", 1.0, "mmlu_pro", 1.0),
                                Map.of("lmarena/overall", 1.0)),
                        Category.QUESTION,
                        new Boards(
                                Map.of(), Map.of("simpleqa", 1.0), Map.of("lmarena/overall", 1.0)),
                        Category.CHAT,
                        new Boards(
                                Map.of(),
                                Map.of("ifeval", 1.0),
                                Map.of(
                                        "lmarena/multi_turn", 1.0,
                                        "lmarena/instruction_following", 1.0)));

        public Boards {
            artificialAnalysis = Collections.unmodifiableMap(new TreeMap<>(artificialAnalysis));
            llmStats = Collections.unmodifiableMap(new TreeMap<>(llmStats));
            lmArena = Collections.unmodifiableMap(new TreeMap<>(lmArena));
        }
    }
}
