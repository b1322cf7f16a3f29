package dev.assayer.scoring;

import dev.assayer.catalog.Effort;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Observation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The scores of one fitted model. What is believed of a model, and on whose word, is worked out
/// when it is first asked for: a gateway asks for the few models that it has.
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

    private final SnapshotReadings evidence;
    private final Readings readings;
    private final AbilityModel model;
    private final PointScale scale;
    private final Map<ModelId, Model> catalog;
    private final LocalDate asOf;
    private final Set<Variant> variants;
    private final AtomicReferenceArray<Learnt> learnt;

    /// By model: the sources of its scores, by version and category.
    private final AtomicReferenceArray<List<List<String>>> sources;

    AbilityScores(
            SnapshotReadings evidence,
            AbilityModel model,
            PointScale scale,
            Map<ModelId, Model> catalog,
            LocalDate asOf) {
        this.evidence = evidence;
        this.readings = evidence.readings;
        this.model = model;
        this.scale = scale;
        this.catalog = catalog;
        this.asOf = asOf;
        this.learnt = new AtomicReferenceArray<>(readings.models());
        this.sources = new AtomicReferenceArray<>(readings.models());
        var seen = new TreeSet<Variant>();
        for (int m = 0; m < readings.models(); m++) {
            for (Effort effort : evidence.efforts[m]) {
                seen.add(new Variant(evidence.models[m], effort));
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
        int of = evidence.indexOf(variant.model());
        return of < 0
                ? Optional.empty()
                : Optional.of(score(of, variant.effort(), category.ordinal()));
    }

    private Score score(int of, Effort effort, int category) {
        Learnt known = learnt(of);
        int at = at(effort, category);
        int own = 0;
        double ownQuality = 0;
        double quality = 0;
        LocalDate newestOwn = LocalDate.MIN;
        LocalDate newest = LocalDate.MIN;
        for (int r = readings.starts[of]; r < readings.starts[of + 1]; r++) {
            LocalDate date = evidence.observations[r].date();
            newest = date.isAfter(newest) ? date : newest;
            quality += evidence.quality[r];
            if (readings.benchmarks.entry(readings.benchmark[r]).measures(category)) {
                own++;
                ownQuality += evidence.quality[r];
                newestOwn = date.isAfter(newestOwn) ? date : newestOwn;
            }
        }
        double half = NORMAL_90 * Math.sqrt(known.variances[at] + drift(newest));
        boolean borrowed = own == 0;
        int count = borrowed ? readings.starts[of + 1] - readings.starts[of] : own;
        return new Score(
                PointScale.points(known.means[at]),
                PointScale.points(known.means[at] - half),
                PointScale.points(known.means[at] + half),
                count,
                Optional.of(borrowed ? newest : newestOwn),
                borrowed,
                OptionalDouble.of((borrowed ? quality : ownQuality) / count));
    }

    private double drift(LocalDate newest) {
        long days = asOf.toEpochDay() - newest.toEpochDay() - FRESH_DAYS;
        return YEARLY_DRIFT * Math.max(0, days) / 365;
    }

    @Override
    public List<Contribution> contributions(Variant variant, Category category) {
        int of = evidence.indexOf(variant.model());
        if (of < 0) {
            return List.of();
        }
        int c = category.ordinal();
        ModelBelief belief = model.belief();
        model.learn(belief, of, -1);
        double[] reach = belief.reach(c, scale.loads(c), evidence.version(of, variant.effort()));
        double[] before = belief.prior(model.kinship());
        int first = readings.starts[of];
        int count = readings.starts[of + 1] - first;
        double[] weights = weights(belief, of, reach);
        var contributions = new ArrayList<Contribution>(count);
        for (int i = 0; i < count; i++) {
            int r = first + i;
            double moved =
                    belief.moved(r, model.response(r), model.noise(r), reach, before)
                            / scale.spread(c);
            contributions.add(
                    new Contribution(
                            evidence.observations[r],
                            PointScale.points(scale.standard(c, alone(belief, r, c))),
                            weights[i],
                            OptionalDouble.of(PointScale.POINTS * moved)));
        }
        contributions.sort(Comparator.comparingDouble(Contribution::weight).reversed());
        return List.copyOf(contributions);
    }

    /// By reading of a model: how much of the ability whose reach is given it carries, with the
    /// prior's part 1 together.
    private double[] weights(ModelBelief belief, int of, double[] reach) {
        int first = readings.starts[of];
        double[] weights = new double[readings.starts[of + 1] - first];
        double prior = 1;
        double all = 0;
        for (int i = 0; i < weights.length; i++) {
            double effect = belief.effect(first + i, model.noise(first + i), reach);
            prior -= effect;
            weights[i] = Math.abs(effect);
            all += weights[i];
        }
        all += Math.abs(prior);
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= all;
        }
        return weights;
    }

    @Override
    public List<String> sources(Variant variant, Category category) {
        int of = evidence.indexOf(variant.model());
        int version = of < 0 ? -1 : evidence.version(of, variant.effort());
        if (version < 0) {
            return Scores.super.sources(variant, category);
        }
        List<List<String>> known = sources.get(of);
        if (known == null) {
            known = sources(of);
            sources.set(of, known);
        }
        return known.get(version * Categories.COUNT + category.ordinal());
    }

    /// All at once, because learning a model's readings costs more than what is then read off.
    private List<List<String>> sources(int of) {
        ModelBelief belief = model.belief();
        model.learn(belief, of, -1);
        int first = readings.starts[of];
        Map<List<String>, List<String>> same = new HashMap<>();
        var all = new ArrayList<List<String>>();
        for (int version = 0; version < evidence.efforts[of].length; version++) {
            for (int c = 0; c < Categories.COUNT; c++) {
                double[] weights = weights(belief, of, belief.reach(c, scale.loads(c), version));
                var ids = new TreeSet<String>();
                for (int i = 0; i < weights.length; i++) {
                    if (weights[i] >= LEAST_WEIGHT) {
                        ids.add(evidence.observations[first + i].source());
                    }
                }
                List<String> sorted = List.copyOf(ids);
                all.add(Objects.requireNonNullElse(same.putIfAbsent(sorted, sorted), sorted));
            }
        }
        return List.copyOf(all);
    }

    /// The ability in a category that one reading by itself would say, its model's abilities
    /// without a name being what they are.
    private double alone(ModelBelief belief, int reading, int category) {
        Links links = model.links();
        int b = readings.benchmark[reading];
        double logOdds = readings.value[reading];
        if (!readings.benchmarks.isElo(b)) {
            double height = links.ceiling(b) - links.floor(b);
            logOdds = UnitLink.logOdds((logOdds - links.floor(b)) / height);
        }
        double rest = logOdds - links.mean(b, 0);
        double inCategory = 0;
        for (int k = 0; k < Links.LATENT; k++) {
            rest -= links.mean(b, 2 + k) * belief.latent(k);
            inCategory += scale.loads(category)[k] * belief.latent(k);
        }
        return rest / links.mean(b, 1) + inCategory;
    }

    @Override
    public Optional<Prediction> predict(Variant variant, String benchmark) {
        int b = readings.benchmarks.indexOf(benchmark);
        if (b < 0) {
            return Optional.empty();
        }
        Link link = model.links().of(b);
        return shown(variant, b, -1)
                .map(shown ->
                        prediction(readings.benchmarks.benchmark(b), outlook(link, shown, b)));
    }

    @Override
    public Optional<Surprise> surprise(Observation observation) {
        Variant variant = observation.variant();
        int of = evidence.indexOf(variant.model());
        int b = readings.benchmarks.indexOf(observation.benchmark());
        if (of < 0 || b < 0) {
            return Optional.empty();
        }
        int left = readings.find(of, evidence.version(of, variant.effort()), b);
        Link link = left < 0 ? model.links().of(b) : model.without(of, left);
        Benchmark benchmark = readings.benchmarks.benchmark(b);
        UnitLink seen = UnitLink.of(benchmark, observation.measure());
        return shown(variant, b, left)
                .map(shown -> {
                    Outlook outlook =
                            Outlook.of(
                                    link,
                                    link.expected(shown),
                                    link.uncertainty(shown),
                                    seen.sampling());
                    double off = seen.value() - outlook.mean();
                    return new Surprise(
                            prediction(benchmark, outlook), off / Math.sqrt(outlook.variance()));
                });
    }

    /// What a variant brings to a benchmark; empty for a model that nobody knows.
    ///
    /// @param left a reading that is left out; -1 for none
    private Optional<Shown> shown(Variant variant, int benchmark, int left) {
        int of = evidence.indexOf(variant.model());
        double gain = EffortGain.of(variant.effort());
        if (of < 0) {
            Model known = catalog.get(variant.model());
            return known == null
                    ? Optional.empty()
                    : Optional.of(
                            model.expected(
                                    ModelTraits.of(variant.model(), known), benchmark, gain));
        }
        ModelBelief belief = model.belief();
        model.learn(belief, of, left);
        var shown = new Shown();
        belief.show(benchmark, evidence.version(of, variant.effort()), gain, shown);
        return Optional.of(shown);
    }

    private Outlook outlook(Link link, Shown shown, int b) {
        return Outlook.of(
                link,
                link.expected(shown),
                link.uncertainty(shown),
                readings.benchmarks.isElo(b) ? 0 : UnitLink.USUAL_TASKS);
    }

    private static Prediction prediction(Benchmark benchmark, Outlook outlook) {
        double one = UnitLink.published(benchmark, outlook.low());
        double other = UnitLink.published(benchmark, outlook.high());
        return new Prediction(
                benchmark,
                UnitLink.published(benchmark, outlook.mean()),
                Math.min(one, other),
                Math.max(one, other));
    }

    private Learnt learnt(int of) {
        Learnt known = learnt.get(of);
        if (known == null) {
            known = learn(of);
            learnt.set(of, known);
        }
        return known;
    }

    private Learnt learn(int of) {
        ModelBelief belief = model.belief();
        model.learn(belief, of, -1);
        double[] means = new double[EFFORTS.length * Categories.COUNT];
        double[] variances = new double[means.length];
        for (Effort effort : EFFORTS) {
            int version = evidence.version(of, effort);
            for (int c = 0; c < Categories.COUNT; c++) {
                ModelBelief.Ability ability =
                        belief.ability(c, scale.loads(c), version, EffortGain.of(effort));
                means[at(effort, c)] = scale.standard(c, ability.mean());
                variances[at(effort, c)] = ability.variance() / (scale.spread(c) * scale.spread(c));
            }
        }
        return new Learnt(means, variances);
    }

    private static int at(Effort effort, int category) {
        return effort.ordinal() * Categories.COUNT + category;
    }

    /// What is known of one model, by effort and category, in standard deviations of the reference
    /// models.
    ///
    /// @param means of ability
    /// @param variances of ability
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Learnt(double[] means, double[] variances) {}
}
