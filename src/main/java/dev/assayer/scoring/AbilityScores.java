package dev.assayer.scoring;

import dev.assayer.catalog.Effort;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Observation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The scores of one fitted scale. What is believed of a model is worked out when it is first asked
/// for: a gateway asks for the few models that it has.
///
/// Immutable to the outside and thread-safe: two threads that ask at once may do the same work
/// twice, with the same result.
final class AbilityScores implements Scores {

    /// Half of a 90% interval, in standard deviations.
    static final double NORMAL_90 = 1.6449;

    /// Hosted models, prompts and rivals drift: variance of an ability a year after the newest
    /// evidence of it, growing evenly with time. Our assumption: 0.15 standard deviations, the
    /// usual difference between two dated releases of one model.
    static final double YEARLY_DRIFT = 0.15 * 0.15;

    /// Evidence up to a week old counts as fresh.
    static final long FRESH_DAYS = 7;

    private static final Effort[] EFFORTS = Effort.values();

    private final Readings readings;
    private final CommonScale scale;
    private final BenchmarkWeights weights;
    private final Categories categories;
    private final LocalDate asOf;
    private final Set<Variant> variants;
    private final AtomicReferenceArray<Learnt> learnt;

    AbilityScores(
            Readings readings,
            CommonScale scale,
            BenchmarkWeights weights,
            Categories categories,
            LocalDate asOf) {
        this.readings = readings;
        this.scale = scale;
        this.weights = weights;
        this.categories = categories;
        this.asOf = asOf;
        this.learnt = new AtomicReferenceArray<>(readings.models.length);
        var seen = new TreeSet<Variant>();
        for (int r = 0; r < readings.size(); r++) {
            if (r == 0
                    || !readings.observations[r]
                            .variant()
                            .equals(readings.observations[r - 1].variant())) {
                seen.add(readings.observations[r].variant());
            }
        }
        this.variants = Collections.unmodifiableSet(seen);
    }

    @Override
    public Set<Variant> variants() {
        return variants;
    }

    @Override
    public Optional<Score> score(Variant variant, Category category) {
        int model = readings.indexOf(variant.model());
        return model < 0
                ? Optional.empty()
                : Optional.of(score(model, variant.effort(), category.ordinal()));
    }

    private Score score(int model, Effort effort, int category) {
        Learnt known = learnt(model);
        int at = at(effort, category);
        int own = 0;
        LocalDate newestOwn = LocalDate.MIN;
        LocalDate newest = LocalDate.MIN;
        for (int r = readings.starts[model]; r < readings.starts[model + 1]; r++) {
            LocalDate date = readings.observations[r].date();
            newest = date.isAfter(newest) ? date : newest;
            if (readings.benchmarks.entry(readings.benchmark[r]).measures(category)) {
                own++;
                newestOwn = date.isAfter(newestOwn) ? date : newestOwn;
            }
        }
        double mean = scale.priorMean(model) + known.means[at];
        double half = NORMAL_90 * Math.sqrt(known.variances[at] + drift(newest));
        boolean borrowed = own == 0;
        return new Score(
                ShrunkenAbilities.points(mean),
                ShrunkenAbilities.points(mean - half),
                ShrunkenAbilities.points(mean + half),
                borrowed ? readings.starts[model + 1] - readings.starts[model] : own,
                Optional.of(borrowed ? newest : newestOwn),
                borrowed);
    }

    private double drift(LocalDate newest) {
        long days = asOf.toEpochDay() - newest.toEpochDay() - FRESH_DAYS;
        return YEARLY_DRIFT * Math.max(0, days) / 365;
    }

    @Override
    public List<Contribution> contributions(Variant variant, Category category) {
        int model = readings.indexOf(variant.model());
        if (model < 0) {
            return List.of();
        }
        int first = readings.starts[model];
        double[] effects = effects(model, variant.effort(), category.ordinal());
        double prior = 1;
        double all = 0;
        for (double effect : effects) {
            prior -= effect;
            all += Math.abs(effect);
        }
        all += Math.abs(prior);
        var contributions = new ArrayList<Contribution>(effects.length);
        for (int i = 0; i < effects.length; i++) {
            contributions.add(
                    new Contribution(
                            readings.observations[first + i],
                            ShrunkenAbilities.points(scale.scaled(first + i)),
                            Math.abs(effects[i]) / all));
        }
        contributions.sort(Comparator.comparingDouble(Contribution::weight).reversed());
        return List.copyOf(contributions);
    }

    /// How far each reading moved the mean, per unit of what it differs from the prior; with the
    /// prior's own they add up to 1. What is learnt later explains away part of what came before.
    private double[] effects(int model, Effort effort, int category) {
        var belief = new ModelBelief(readings, weights, categories);
        belief.begin(model, scale.generalVariance());
        int firstGroup = readings.firstGroup[model];
        double[][] movements = new double[readings.firstGroup[model + 1] - firstGroup][];
        for (int i = 0; i < movements.length; i++) {
            double[] gain = scale.learn(belief, model, firstGroup + i).clone();
            for (int earlier = 0; earlier < i; earlier++) {
                double explained = belief.seen(movements[earlier], readings.groups[firstGroup + i]);
                for (int k = 0; k < belief.size(); k++) {
                    movements[earlier][k] -= gain[k] * explained;
                }
            }
            movements[i] = gain;
        }
        int first = readings.starts[model];
        double[] effects = new double[readings.starts[model + 1] - first];
        for (int i = 0; i < movements.length; i++) {
            double moved = belief.effect(movements[i], category, effort);
            int begin = readings.groups[firstGroup + i];
            int end = readings.groups[firstGroup + i + 1];
            double precision = 0;
            for (int r = begin; r < end; r++) {
                precision += 1 / scale.variance(r);
            }
            for (int r = begin; r < end; r++) {
                effects[r - first] = moved / scale.variance(r) / precision;
            }
        }
        return effects;
    }

    @Override
    public Optional<Prediction> predict(Variant variant, String benchmark) {
        int model = readings.indexOf(variant.model());
        int b = readings.benchmarks.indexOf(benchmark);
        return model < 0 || b < 0
                ? Optional.empty()
                : Optional.of(foretold(model, variant.effort(), b, -1).prediction());
    }

    @Override
    public Optional<Surprise> surprise(Observation observation) {
        Variant variant = observation.variant();
        int model = readings.indexOf(variant.model());
        int b = readings.benchmarks.indexOf(observation.benchmark());
        if (model < 0 || b < 0) {
            return Optional.empty();
        }
        int left = -1;
        for (int r = readings.starts[model]; r < readings.starts[model + 1]; r++) {
            if (readings.benchmark[r] == b && readings.effort[r] == variant.effort().ordinal()) {
                left = r;
            }
        }
        Foretold foretold = foretold(model, variant.effort(), b, left);
        UnitLink seen = UnitLink.of(readings.benchmarks.benchmark(b), observation.measure());
        double noise = (scale.own(b) + seen.variance()) / readings.benchmarks.entry(b).weight();
        double deviations =
                (seen.value() - foretold.logOdds) / Math.sqrt(foretold.variance + noise);
        return Optional.of(new Surprise(foretold.prediction(), deviations));
    }

    /// @param left a reading to leave out; -1 for none
    private Foretold foretold(int model, Effort effort, int benchmark, int left) {
        var belief = new ModelBelief(readings, weights, categories);
        belief.begin(model, scale.generalVariance());
        for (int r = readings.starts[model]; r < readings.starts[model + 1]; r++) {
            if (r != left) {
                belief.learn(r, scale.scaled(r) - scale.priorMean(model), scale.variance(r));
            }
        }
        ModelBelief.Ability ability = belief.foretell(benchmark, effort);
        double slope = scale.slope(benchmark);
        return new Foretold(
                readings.benchmarks.benchmark(benchmark),
                scale.offset(benchmark) + slope * (scale.priorMean(model) + ability.mean()),
                slope * slope * ability.variance(),
                scale.own(benchmark) / readings.benchmarks.entry(benchmark).weight());
    }

    /// What a benchmark is expected to show, as log-odds.
    private record Foretold(Benchmark benchmark, double logOdds, double variance, double noise) {

        Prediction prediction() {
            double half = NORMAL_90 * Math.sqrt(variance + noise);
            double one = UnitLink.published(benchmark, logOdds - half);
            double other = UnitLink.published(benchmark, logOdds + half);
            double middle =
                    benchmark.unit() == Benchmark.Unit.FRACTION
                            ? UnitLink.expectedFraction(
                                    benchmark.higherIsBetter() ? logOdds : -logOdds,
                                    variance + noise)
                            : UnitLink.published(benchmark, logOdds);
            return new Prediction(benchmark, middle, Math.min(one, other), Math.max(one, other));
        }
    }

    private Learnt learnt(int model) {
        Learnt known = learnt.get(model);
        if (known == null) {
            known = learn(model);
            learnt.set(model, known);
        }
        return known;
    }

    private Learnt learn(int model) {
        var belief = new ModelBelief(readings, weights, categories);
        belief.begin(model, scale.generalVariance());
        for (int g = readings.firstGroup[model]; g < readings.firstGroup[model + 1]; g++) {
            scale.learn(belief, model, g);
        }
        double[] means = new double[EFFORTS.length * Categories.COUNT];
        double[] variances = new double[means.length];
        for (Effort effort : EFFORTS) {
            for (int category = 0; category < Categories.COUNT; category++) {
                ModelBelief.Ability ability = belief.ability(category, effort);
                means[at(effort, category)] = ability.mean();
                variances[at(effort, category)] = ability.variance();
            }
        }
        return new Learnt(means, variances);
    }

    private static int at(Effort effort, int category) {
        return effort.ordinal() * Categories.COUNT + category;
    }

    /// What is known of one model, by effort and category.
    ///
    /// @param means of ability, less the model's prior mean
    /// @param variances of ability
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Learnt(double[] means, double[] variances) {}
}
