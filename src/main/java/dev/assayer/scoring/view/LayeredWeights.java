package dev.assayer.scoring.view;

import dev.assayer.scoring.Category;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// Every weight, threshold and anchor of the layered view, with the defaults of
/// `docs/score-views.md`.
///
/// @param layers how much each layer counts
/// @param benchmarks what each category is made of; a category that is not there has no score
/// @param conditions when a category applies fully to a model
/// @param factors by what results are raised and lowered
public record LayeredWeights(
        Layers layers,
        Map<Category, Benchmarks> benchmarks,
        Conditions conditions,
        Factors factors) {

    public static final LayeredWeights DEFAULT =
            new LayeredWeights(
                    Layers.DEFAULT, Benchmarks.DEFAULT, Conditions.DEFAULT, Factors.DEFAULT);

    public LayeredWeights {
        var copy = new EnumMap<Category, Benchmarks>(Category.class);
        copy.putAll(benchmarks);
        benchmarks = Collections.unmodifiableMap(copy);
    }

    /// @param statics the user's own file
    /// @param scraped published boards and dumps
    /// @param live APIs
    /// @param recencyFloor below which no age takes a layer's recency, 0..1
    public record Layers(
            LayerTerms statics, LayerTerms scraped, LayerTerms live, double recencyFloor) {

        private static final Duration YEAR = Duration.ofDays(365);

        public static final Layers DEFAULT =
                new Layers(
                        new LayerTerms(0.3, 1, YEAR),
                        new LayerTerms(0.4, 0.85, YEAR),
                        new LayerTerms(0.3, 0.92, YEAR),
                        0.5);

        public Layers {
            if (!(statics.weight() + scraped.weight() + live.weight() > 0)) {
                throw new IllegalArgumentException(
                        "weights of all layers are 0 (expected: one above 0)");
            }
        }
    }

    /// @param weight of the layer, 0..1
    /// @param quality of what it says, 0..1
    /// @param halfLife after which it counts half
    public record LayerTerms(double weight, double quality, Duration halfLife) {

        public LayerTerms {
            if (halfLife.isNegative() || halfLife.isZero()) {
                throw new IllegalArgumentException(
                        "half-life: " + halfLife + " (expected: above zero)");
            }
        }
    }

    /// What a category is made of in each layer: weights by family of benchmarks, or by the id of
    /// one.
    public record Benchmarks(
            Map<String, Double> statics, Map<String, Double> scraped, Map<String, Double> live) {

        /// The table of section 1. Of the scraped layer only the groups named there count, of the
        /// live layer only Artificial Analysis's indices; `winogrande` and rows by category weigh
        /// 1, which is ours.
        static final Map<Category, Benchmarks> DEFAULT =
                Map.of(
                        Category.CODING,
                        new Benchmarks(
                                Map.of(
                                        "humaneval",
                                        1.0,
                                        "livecodebench",
                                        0.8,
                                        "aa_coding_index",
                                        0.9),
                                Map.of(
                                        "humaneval",
                                        1.0,
                                        "livecodebench",
                                        0.8,
                                        "category_coding",
                                        1.0),
                                Map.of("aa_coding_index", 0.9)),
                        Category.MATH,
                        new Benchmarks(
                                Map.of("gsm8k", 1.0, "aa_math_index", 0.9, "math", 0.7),
                                Map.of("gsm8k", 1.0, "math", 0.7, "category_math", 1.0),
                                Map.of("aa_math_index", 0.9)),
                        Category.REASONING,
                        new Benchmarks(
                                Map.of(
                                        "mmlu", 1.0,
                                        "mmlu_pro", 1.1,
                                        "arc_challenge", 0.8,
                                        "aa_intelligence_index", 0.9,
                                        "gpqa", 0.7),
                                Map.of(
                                        "arc_challenge", 0.8,
                                        "winogrande", 1.0,
                                        "category_reasoning", 1.0),
                                Map.of("aa_intelligence_index", 0.9)),
                        Category.CREATIVE_WRITING,
                        new Benchmarks(
                                Map.of("hellaswag", 0.6, "truthfulqa", 0.4),
                                Map.of("hellaswag", 0.6, "truthfulqa", 0.4),
                                Map.of()),
                        Category.GENERAL,
                        new Benchmarks(
                                Map.of("mmlu", 0.8, "hellaswag", 0.6),
                                Map.of("mmlu", 0.8, "hellaswag", 0.6),
                                Map.of()),
                        Category.QUESTION,
                        new Benchmarks(
                                Map.of(
                                        "mmlu",
                                        0.8,
                                        "truthfulqa",
                                        0.9,
                                        "aa_intelligence_index",
                                        0.7),
                                Map.of("mmlu", 0.8, "truthfulqa", 0.9, "category_knowledge", 1.0),
                                Map.of("aa_intelligence_index", 0.7)),
                        Category.CHAT,
                        new Benchmarks(
                                Map.of("hellaswag", 0.7, "truthfulqa", 0.6),
                                Map.of("hellaswag", 0.7, "truthfulqa", 0.6),
                                Map.of()));

        public Benchmarks {
            statics = Collections.unmodifiableMap(new TreeMap<>(statics));
            scraped = Collections.unmodifiableMap(new TreeMap<>(scraped));
            live = Collections.unmodifiableMap(new TreeMap<>(live));
        }
    }

    /// When a category applies fully to a model.
    ///
    /// @param codingAlias a word in `api_alias`
    /// @param codingTag or one of the tags
    /// @param math above which `capabilities.math` must lie
    /// @param reasoningContext above which the context window must lie, tokens
    /// @param reasoning above which `capabilities.reasoning` must lie
    /// @param creativeContext above which the context window must lie, tokens
    /// @param creativeCostPerToken below which a token must cost, US dollars
    /// @param questionLatency below which the average latency must lie
    /// @param chatCostPer1k below which a thousand tokens must cost, US dollars
    /// @param chatLatency below which the average latency must lie
    public record Conditions(
            String codingAlias,
            String codingTag,
            double math,
            int reasoningContext,
            double reasoning,
            int creativeContext,
            double creativeCostPerToken,
            Duration questionLatency,
            double chatCostPer1k,
            Duration chatLatency) {

        public static final Conditions DEFAULT =
                new Conditions(
                        "code",
                        "programming",
                        0.5,
                        8_000,
                        0.6,
                        4_000,
                        0.01,
                        Duration.ofSeconds(3),
                        0.005,
                        Duration.ofSeconds(2));
    }

    /// By what results are raised and lowered; the sizes are ours.
    ///
    /// @param unmet taken off where a category is known not to apply fully, 0..0.1
    /// @param reasoningContext boost by context window, tokens
    /// @param creativeContext bonus by context window, tokens
    /// @param creativeCost bonus by cost of a thousand tokens, US dollars
    /// @param questionLatency penalty by latency, milliseconds
    /// @param chatCost bonus by cost of a thousand tokens, US dollars
    /// @param chatSpeed bonus by latency, milliseconds
    /// @param availability penalty of `general` by the share of categories without a score
    public record Factors(
            double unmet,
            Ramp reasoningContext,
            Ramp creativeContext,
            Ramp creativeCost,
            Ramp questionLatency,
            Ramp chatCost,
            Ramp chatSpeed,
            Ramp availability) {

        public static final Factors DEFAULT =
                new Factors(
                        0.1,
                        new Ramp(8_000, 128_000, 0.1),
                        new Ramp(4_000, 128_000, 0.1),
                        new Ramp(0.01, 0, 0.1),
                        new Ramp(500, 3_000, 0.1),
                        new Ramp(0.005, 0, 0.1),
                        new Ramp(2_000, 200, 0.1),
                        new Ramp(0, 1, 0.1));

        public Factors {
            if (!(unmet >= 0 && unmet <= Ramp.LARGEST)) {
                throw new IllegalArgumentException(
                        "unmet: " + unmet + " (expected: 0.." + Ramp.LARGEST + ")");
            }
        }
    }
}
