package dev.assayer.scoring.view;

import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Layer;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SourceState;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Contribution;
import dev.assayer.scoring.Makeup;
import dev.assayer.scoring.Makeup.Factor;
import dev.assayer.scoring.Makeup.Part;
import dev.assayer.scoring.ModelFacts;
import dev.assayer.scoring.view.LayeredWeights.Benchmarks;
import dev.assayer.scoring.view.LayeredWeights.LayerTerms;
import dev.assayer.scoring.view.ViewScores.Viewed;
import dev.assayer.scoring.view.Weighing.Weighed;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// How layers make a score of one snapshot on one day. Immutable.
///
/// Of a layer with several figures of one family the variant's own counts, else that at default
/// effort, else that at another effort; of several the newest. The age of a layer is that of its
/// newest figure in the category.
final class LayeredRule implements ViewScores.Rule {

    private static final List<Category> OTHERS =
            Arrays.stream(Category.values())
                    .filter(category -> category != Category.GENERAL)
                    .toList();

    private final LocalDate asOf;
    private final LayeredWeights weights;
    private final Figures figures;
    private final ModelFacts facts;
    private final Map<String, Layer> layers = new HashMap<>();

    LayeredRule(Snapshot snapshot, LocalDate asOf, Figures figures, LayeredWeights weights) {
        this.asOf = asOf;
        this.weights = weights;
        this.figures = figures;
        this.facts = new ModelFacts(snapshot);
        for (SourceState state : snapshot.sources()) {
            layers.put(state.source().id(), state.source().layer());
        }
    }

    @Override
    public Optional<Viewed> of(Variant variant, Category category) {
        return result(variant, category)
                .map(one -> new Viewed(one.points(), one.contributions(), one.makeup()));
    }

    private Optional<Result> result(Variant variant, Category category) {
        if (!figures.has(variant.model())) {
            return Optional.empty();
        }
        var circumstances = new Circumstances(facts, variant, weights);
        return category == Category.GENERAL
                ? general(variant, circumstances)
                : single(variant, category, circumstances);
    }

    // ---- one category

    /// What one layer says of one category.
    private record Said(Layer layer, LayerTerms terms, Weighing weighing, double recency) {}

    private Optional<Result> single(
            Variant variant, Category category, Circumstances circumstances) {
        return base(variant, category)
                .map(base -> {
                    var factors = new ArrayList<Factor>();
                    if (category == Category.CODING || category == Category.MATH) {
                        factors.add(
                                new Factor(
                                        "confidence",
                                        OptionalDouble.of(base.confidence()),
                                        "sum of the weights of the layers present"));
                    }
                    if (category == Category.CODING) {
                        factors.add(
                                new Factor(
                                        "recency",
                                        OptionalDouble.of(base.recency()),
                                        "mean of the layers' recency by their weights"));
                    }
                    factors.addAll(circumstances.factors(category));
                    return base.with(factors);
                });
    }

    private Optional<Result> base(Variant variant, Category category) {
        Benchmarks benchmarks = weights.benchmarks().get(category);
        if (benchmarks == null) {
            return Optional.empty();
        }
        var said = new ArrayList<Said>();
        var parts = new ArrayList<Part>();
        boolean isPartial = false;
        for (Layer layer : Layer.values()) {
            Map<String, Double> families = families(benchmarks, layer);
            LayerTerms terms = terms(layer);
            if (families.isEmpty() || terms.weight() == 0) {
                continue;
            }
            Optional<Weighing> found =
                    Weighing.of(
                            figures, variant, families, one -> layers.get(one.source()) == layer);
            if (found.isPresent()) {
                double recency = recency(found.get().newest(), terms);
                said.add(new Said(layer, terms, found.get(), recency));
                parts.add(part(said.getLast()));
            } else {
                isPartial = true;
                parts.add(
                        new Part(layer.word(), OptionalDouble.empty(), terms.weight(), "missing"));
            }
        }
        return said.isEmpty() ? Optional.empty() : Optional.of(Result.of(said, parts, isPartial));
    }

    private static Part part(Said one) {
        return new Part(
                one.layer().word(),
                OptionalDouble.of(one.weighing().points()),
                one.terms().weight(),
                String.format(
                        Locale.ROOT,
                        "%s; recency %.3f, quality %s",
                        one.weighing().how(),
                        one.recency(),
                        one.terms().quality()));
    }

    private static Map<String, Double> families(Benchmarks benchmarks, Layer layer) {
        return switch (layer) {
            case STATIC -> benchmarks.statics();
            case SCRAPED -> benchmarks.scraped();
            case LIVE -> benchmarks.live();
        };
    }

    private LayerTerms terms(Layer layer) {
        return switch (layer) {
            case STATIC -> weights.layers().statics();
            case SCRAPED -> weights.layers().scraped();
            case LIVE -> weights.layers().live();
        };
    }

    private double recency(LocalDate newest, LayerTerms terms) {
        double days = Math.max(0, ChronoUnit.DAYS.between(newest, asOf));
        double halfLife = terms.halfLife().toMillis() / 86_400_000.0;
        return Math.max(weights.layers().recencyFloor(), StrictMath.pow(2, -days / halfLife));
    }

    // ---- general

    /// The plain mean of all categories that have a result, its own benchmarks among them, times
    /// availability: how many of them there are.
    private Optional<Result> general(Variant variant, Circumstances circumstances) {
        var parts = new ArrayList<Part>();
        var results = new ArrayList<Result>();
        var all = new ArrayList<Category>();
        all.add(Category.GENERAL);
        OTHERS.stream().filter(weights.benchmarks()::containsKey).forEach(all::add);
        for (Category category : all) {
            Optional<Result> result =
                    category == Category.GENERAL
                            ? base(variant, category)
                            : single(variant, category, circumstances);
            result.ifPresent(results::add);
            parts.add(
                    new Part(
                            category.word(),
                            result.isPresent()
                                    ? OptionalDouble.of(result.get().points())
                                    : OptionalDouble.empty(),
                            1.0 / all.size(),
                            result.map(one -> one.makeup().partial() ? "partial" : "complete")
                                    .orElse("missing")));
        }
        if (results.isEmpty()) {
            return Optional.empty();
        }
        double missing = 1 - (double) results.size() / all.size();
        var availability =
                new Factor(
                        "availability",
                        OptionalDouble.of(1 - weights.factors().availability().at(missing)),
                        results.size() + " of " + all.size() + " categories have a score");
        return Optional.of(Result.mean(results, parts, availability));
    }

    /// A score with everything it is made of.
    ///
    /// @param recency mean recency of its layers
    private record Result(
            double points,
            double confidence,
            double recency,
            List<Contribution> contributions,
            Makeup makeup) {

        static Result of(List<Said> said, List<Part> parts, boolean isPartial) {
            double weight = 0;
            double sum = 0;
            double quality = 0;
            double recency = 0;
            for (Said one : said) {
                double own = one.terms().weight();
                weight += own;
                sum += one.weighing().points() * one.recency() * one.terms().quality() * own;
                quality += one.terms().quality() * own;
                recency += one.recency() * own;
            }
            double confidence = Math.min(1, weight);
            var contributions = new ArrayList<Contribution>();
            for (Said one : said) {
                double whole = one.weighing().weight();
                for (Weighed each : one.weighing().figures()) {
                    contributions.add(
                            new Contribution(
                                    each.figure().observation(),
                                    each.figure().points(),
                                    one.terms().weight() / weight * each.weight() / whole));
                }
            }
            return new Result(
                    sum / weight,
                    confidence,
                    recency / weight,
                    contributions,
                    new Makeup(
                            isPartial,
                            confidence,
                            OptionalDouble.of(quality / weight),
                            parts,
                            List.of()));
        }

        Result with(List<Factor> factors) {
            double changed = points;
            boolean isPartial = makeup.partial();
            for (Factor each : factors) {
                changed *= each.value().orElse(1);
                isPartial |= each.value().isEmpty();
            }
            return new Result(
                    Math.clamp(changed, 0, 100),
                    confidence,
                    recency,
                    contributions,
                    new Makeup(
                            isPartial, confidence, makeup.dataQuality(), makeup.parts(), factors));
        }

        static Result mean(List<Result> results, List<Part> parts, Factor availability) {
            double count = results.size();
            double points = results.stream().mapToDouble(Result::points).sum() / count;
            double confidence = results.stream().mapToDouble(Result::confidence).sum() / count;
            double recency = results.stream().mapToDouble(Result::recency).sum() / count;
            double quality =
                    results.stream().mapToDouble(one -> one.makeup().dataQuality().orElse(0)).sum()
                            / count;
            Map<Observation, Contribution> contributions = new HashMap<>();
            for (Result one : results) {
                for (Contribution each : one.contributions()) {
                    contributions.merge(
                            each.observation(),
                            new Contribution(
                                    each.observation(), each.scaled(), each.weight() / count),
                            (old, more) ->
                                    new Contribution(
                                            old.observation(),
                                            old.scaled(),
                                            old.weight() + more.weight()));
                }
            }
            boolean isPartial =
                    results.size() < parts.size()
                            || results.stream().anyMatch(one -> one.makeup().partial());
            return new Result(
                            points,
                            confidence,
                            recency,
                            List.copyOf(contributions.values()),
                            new Makeup(
                                    isPartial,
                                    confidence,
                                    OptionalDouble.of(quality),
                                    parts,
                                    List.of()))
                    .with(List.of(availability));
        }
    }
}
