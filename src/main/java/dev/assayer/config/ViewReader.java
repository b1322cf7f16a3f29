package dev.assayer.config;

import dev.assayer.scoring.Category;
import dev.assayer.scoring.SpeedTier;
import dev.assayer.scoring.view.CompositeWeights;
import dev.assayer.scoring.view.Families;
import dev.assayer.scoring.view.LayeredWeights;
import dev.assayer.scoring.view.LayeredWeights.Benchmarks;
import dev.assayer.scoring.view.LayeredWeights.Conditions;
import dev.assayer.scoring.view.LayeredWeights.Factors;
import dev.assayer.scoring.view.LayeredWeights.LayerTerms;
import dev.assayer.scoring.view.LayeredWeights.Layers;
import dev.assayer.scoring.view.MergedWeights;
import dev.assayer.scoring.view.MergedWeights.Boards;
import dev.assayer.scoring.view.Ramp;
import dev.assayer.scoring.view.ViewWeights;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the weights of the scoring methods whose arithmetic one can do by hand: `scoring.layered`,
/// `scoring.merged`, `scoring.composite`, `scoring.families` and `scoring.speed-tiers`.
final class ViewReader {

    private static final Range<Duration> ANY =
            new Range<>(Duration.ofMillis(1), Duration.ofDays(36_500));
    private static final Range<Integer> TOKENS = new Range<>(0, 100_000_000);
    private static final String WEIGHT = "a number, 0 or more";

    private ViewReader() {}

    static ViewWeights views(Section scoring) {
        return new ViewWeights(
                families(scoring.section("families")),
                layered(scoring.section("layered")),
                merged(scoring.section("merged")),
                composite(scoring.section("composite")));
    }

    static SpeedTier.Limits speedTiers(Section section) {
        SpeedTier.Limits usual = SpeedTier.Limits.DEFAULT;
        return section.make(
                usual,
                () ->
                        new SpeedTier.Limits(
                                section.duration("fast-below", usual.fast(), ANY),
                                section.duration("medium-below", usual.medium(), ANY)));
    }

    private static Families families(Section section) {
        Map<String, List<String>> more =
                section.each(family ->
                        Optional.of(
                                section.values(
                                        family,
                                        "the id of a benchmark such as epoch/mmlu or */mmlu",
                                        text -> {
                                            if (text.indexOf('/') <= 0) {
                                                throw new IllegalArgumentException(text);
                                            }
                                            return text;
                                        })));
        return Families.DEFAULT.with(more);
    }

    // ---- layered

    private static LayeredWeights layered(Section section) {
        return new LayeredWeights(
                layers(section),
                benchmarks(section.section("categories")),
                conditions(section.section("conditions")),
                factors(section.section("factors")));
    }

    private static Layers layers(Section section) {
        Layers usual = Layers.DEFAULT;
        return section.make(
                usual,
                () ->
                        new Layers(
                                terms(section.section("static"), usual.statics()),
                                terms(section.section("scraped"), usual.scraped()),
                                terms(section.section("live"), usual.live()),
                                section.fraction("recency-floor", usual.recencyFloor())));
    }

    private static LayerTerms terms(Section section, LayerTerms usual) {
        return section.make(
                usual,
                () ->
                        new LayerTerms(
                                section.fraction("weight", usual.weight()),
                                section.fraction("quality", usual.quality()),
                                section.duration("half-life", usual.halfLife(), ANY)));
    }

    private static Map<Category, Benchmarks> benchmarks(Section section) {
        var all = new EnumMap<Category, Benchmarks>(LayeredWeights.DEFAULT.benchmarks());
        Map<String, Double> none = Map.of();
        section.each(word -> category(section, word))
                .forEach((word, category) -> {
                    Optional<Benchmarks> usual = Optional.ofNullable(all.get(category));
                    Section one = section.section(word);
                    all.put(
                            category,
                            new Benchmarks(
                                    weights(
                                            one,
                                            "static",
                                            usual.map(Benchmarks::statics).orElse(none)),
                                    weights(
                                            one,
                                            "scraped",
                                            usual.map(Benchmarks::scraped).orElse(none)),
                                    weights(
                                            one,
                                            "live",
                                            usual.map(Benchmarks::live).orElse(none))));
                });
        return all;
    }

    private static Optional<Category> category(Section section, String word) {
        Optional<Category> category = Category.find(word);
        if (category.isEmpty()) {
            section.refuse(
                    word,
                    "is no category (expected: "
                            + Section.words(
                                    Arrays.stream(Category.values()).map(Category::word).toList())
                            + ")");
        }
        return category;
    }

    /// Weights by family or benchmark; given ones take the place of all usual ones.
    private static Map<String, Double> weights(
            Section section, String key, Map<String, Double> usual) {
        return section.sectionIfGiven(key)
                .map(given ->
                        given.each(
                                name -> given.decimal(name, WEIGHT).map(BigDecimal::doubleValue)))
                .orElse(usual);
    }

    private static Conditions conditions(Section section) {
        Conditions usual = Conditions.DEFAULT;
        return new Conditions(
                word(section, "coding-alias", usual.codingAlias()),
                word(section, "coding-tag", usual.codingTag()),
                section.fraction("math", usual.math()),
                section.whole("reasoning-context", usual.reasoningContext(), TOKENS),
                section.fraction("reasoning", usual.reasoning()),
                section.whole("creative-context", usual.creativeContext(), TOKENS),
                number(section, "creative-cost-per-token", usual.creativeCostPerToken()),
                section.duration("question-latency", usual.questionLatency(), ANY),
                number(section, "chat-cost-per-1k", usual.chatCostPer1k()),
                section.duration("chat-latency", usual.chatLatency(), ANY));
    }

    private static Factors factors(Section section) {
        Factors usual = Factors.DEFAULT;
        return section.make(
                usual,
                () ->
                        new Factors(
                                section.fraction("unmet", usual.unmet()),
                                ramp(section, "reasoning-context", usual.reasoningContext()),
                                ramp(section, "creative-context", usual.creativeContext()),
                                ramp(section, "creative-cost-per-1k", usual.creativeCost()),
                                ramp(section, "question-latency-ms", usual.questionLatency()),
                                ramp(section, "chat-cost-per-1k", usual.chatCost()),
                                ramp(section, "chat-latency-ms", usual.chatSpeed()),
                                ramp(section, "missing-categories", usual.availability())));
    }

    private static Ramp ramp(Section factors, String key, Ramp usual) {
        Section section = factors.section(key);
        return section.make(
                usual,
                () ->
                        new Ramp(
                                number(section, "from", usual.from()),
                                number(section, "to", usual.to()),
                                section.fraction("most", usual.most())));
    }

    // ---- merged

    private static MergedWeights merged(Section section) {
        MergedWeights usual = MergedWeights.DEFAULT;
        Map<Category, Boards> boards = boards(section.section("categories"));
        return section.make(
                usual,
                () ->
                        new MergedWeights(
                                section.fraction("artificial-analysis", usual.artificialAnalysis()),
                                section.fraction("llm-stats", usual.llmStats()),
                                number(section, "even-rating", usual.evenRating()),
                                boards));
    }

    private static Map<Category, Boards> boards(Section section) {
        var all = new EnumMap<Category, Boards>(MergedWeights.DEFAULT.boards());
        Map<String, Double> none = Map.of();
        section.each(word -> category(section, word))
                .forEach((word, category) -> {
                    Optional<Boards> usual = Optional.ofNullable(all.get(category));
                    Section one = section.section(word);
                    all.put(
                            category,
                            new Boards(
                                    weights(
                                            one,
                                            "artificial-analysis",
                                            usual.map(Boards::artificialAnalysis).orElse(none)),
                                    weights(
                                            one,
                                            "llm-stats",
                                            usual.map(Boards::llmStats).orElse(none)),
                                    weights(
                                            one,
                                            "lmarena",
                                            usual.map(Boards::lmArena).orElse(none))));
                });
        return all;
    }

    // ---- composite

    private static CompositeWeights composite(Section section) {
        return new CompositeWeights(
                overall(section.section("overall")),
                performance(section.section("performance")),
                value(section.section("value")));
    }

    private static CompositeWeights.Overall overall(Section section) {
        CompositeWeights.Overall usual = CompositeWeights.Overall.DEFAULT;
        together(section, "coding", "performance", "value");
        return section.make(
                usual,
                () ->
                        new CompositeWeights.Overall(
                                section.fraction("coding", usual.coding()),
                                section.fraction("performance", usual.performance()),
                                section.fraction("value", usual.value())));
    }

    private static CompositeWeights.Performance performance(Section section) {
        CompositeWeights.Performance usual = CompositeWeights.Performance.DEFAULT;
        together(section, "throughput", "ttft", "quality");
        return section.make(
                usual,
                () ->
                        new CompositeWeights.Performance(
                                section.fraction("throughput", usual.throughput()),
                                section.fraction("ttft", usual.ttft()),
                                section.fraction("quality", usual.quality()),
                                number(section, "throughput-full", usual.fullThroughput()),
                                seconds(section, "ttft-full", usual.fullTtft()),
                                seconds(section, "ttft-none", usual.noTtft())));
    }

    private static CompositeWeights.Value value(Section section) {
        CompositeWeights.Value usual = CompositeWeights.Value.DEFAULT;
        together(section, "price", "context");
        return section.make(
                usual,
                () ->
                        new CompositeWeights.Value(
                                section.fraction("price", usual.price()),
                                section.fraction("context", usual.context()),
                                number(section, "price-scale", usual.priceScale()),
                                section.sectionIfGiven("context-points")
                                        .map(ViewReader::points)
                                        .orElse(usual.contextPoints())));
    }

    private static Map<Integer, Double> points(Section section) {
        var points = new HashMap<Integer, Double>();
        section.each(
                        tokens -> {
                            if (!tokens.matches("[1-9]\\d{0,8}")) {
                                section.refuse(
                                        tokens, "is no number of tokens (expected: 1..999999999)");
                            }
                            return section.decimal(tokens, "points, 0..100");
                        })
                .forEach((tokens, value) -> {
                    if (tokens.matches("[1-9]\\d{0,8}")) {
                        points.put(Integer.parseInt(tokens), value.doubleValue());
                    }
                });
        return points;
    }

    // ---- values

    /// Weights are given together or not at all: a sum of one is nothing to guess.
    private static void together(Section section, String... keys) {
        if (Arrays.stream(keys).anyMatch(section::has)) {
            Arrays.stream(keys)
                    .filter(key -> !section.has(key))
                    .forEach(key -> section.missing(key, "a number, 0..1; together they sum to 1"));
        }
    }

    private static double number(Section section, String key, double usual) {
        return section.decimal(key, WEIGHT).map(BigDecimal::doubleValue).orElse(usual);
    }

    private static double seconds(Section section, String key, double usual) {
        return section.duration(key, Duration.ofMillis(Math.round(usual * 1_000)), ANY).toMillis()
                / 1_000.0;
    }

    private static String word(Section section, String key, String usual) {
        return section.value(key, "a word", text -> text).orElse(usual);
    }
}
