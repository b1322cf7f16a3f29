package dev.assayer.quality;

import dev.assayer.catalog.ModelId;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Measure;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import dev.assayer.scoring.Scores;
import dev.assayer.scoring.ScoringMethod;
import dev.assayer.scoring.Surprise;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How far each observation is from what everything else that is known of its model foretells.
///
/// A wrong line makes its neighbours look wrong. So of each model the most surprising line is taken
/// out first; the scores are computed anew without it, the line is judged by them, and only then
/// the model's next one. At most [#ROUNDS] times, so that a broken source costs no more than
/// seconds. Confined to one thread.
final class Surprises {

    private static final int ROUNDS = 4;

    /// Fractions from here on would be above 1 as a percentage.
    private static final double HUNDREDTH = 0.01;

    /// A hundredth of what is foretold: how far off it must be, how well a hundred times it must
    /// fit, and by how much better, in standard deviations of the benchmark. Of 110 right values of
    /// at most 0.01 (2026-08) none is further off than 1.8.
    private static final double OFF = 2.2;

    private static final double FITTING = 2.5;
    private static final double BETTER = 1;
    private static final double UNIT_ANOMALY = 0.9;

    private final Snapshot snapshot;
    private final ScoringMethod scoring;
    private final LocalDate today;
    private final double limit;
    private final Map<String, Benchmark> benchmarks = new HashMap<>();
    private final IdentityHashMap<Observation, Finding> findings = new IdentityHashMap<>();
    private final Set<Observation> out = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, Double> spreads = new HashMap<>();
    private Scores scores;

    /// What came out about one observation.
    ///
    /// @param deviations in standard deviations of the benchmark
    /// @param anomaly 0..1
    /// @param surprise what was foretold
    /// @param isHundredth whether a hundred times the value would fit
    record Finding(double deviations, double anomaly, Surprise surprise, boolean isHundredth) {

        /// What is wrong, for people.
        String reason(Observation one) {
            String expected =
                    Rules.number(surprise.expected().low())
                            + ".."
                            + Rules.number(surprise.expected().high());
            return isHundredth
                    ? Check.UNIT.reason(
                            Rules.number(one.measure().value())
                                    + " looks like a percentage taken for a fraction (expected: "
                                    + expected
                                    + ")")
                    : Check.SURPRISE.reason(
                            Rules.number(one.measure().value())
                                    + " is "
                                    + Math.round(Math.abs(deviations))
                                    + " standard deviations "
                                    + (deviations > 0 ? "better" : "worse")
                                    + " than the model's other evidence foretells (expected: "
                                    + expected
                                    + ")");
        }
    }

    /// @param broken lines that are not to be judged, nor by
    /// @param limit from which anomaly on a line is no evidence for others
    Surprises(
            Snapshot snapshot,
            Collection<Observation> broken,
            ScoringMethod scoring,
            LocalDate today,
            double limit) {
        this.snapshot = snapshot;
        this.scoring = scoring;
        this.today = today;
        this.limit = limit;
        snapshot.benchmarks().forEach(one -> benchmarks.put(one.id(), one));
        out.addAll(broken);
        this.scores = scored();
        var first = new IdentityHashMap<Observation, Surprise>();
        for (Observation one : snapshot.observations()) {
            if (!out.contains(one)) {
                scores.surprise(one).ifPresent(surprise -> first.put(one, surprise));
            }
        }
        Map<String, List<Double>> deviations = new HashMap<>();
        first.forEach((one, surprise) ->
                deviations
                        .computeIfAbsent(one.benchmark(), _ -> new ArrayList<>())
                        .add(surprise.deviations()));
        deviations.forEach((benchmark, all) ->
                spreads.put(
                        benchmark,
                        Anomaly.spread(all.stream().mapToDouble(Double::doubleValue).toArray())));
        first.forEach((one, surprise) -> findings.put(one, finding(one, surprise)));
        for (int i = 0; i < ROUNDS && takeOutWorst(); i++) {
            scores = scored();
            judgeAgain();
        }
    }

    /// What came out about an observation; empty where nothing could be foretold.
    Optional<Finding> of(Observation one) {
        return Optional.ofNullable(findings.get(one));
    }

    /// The scores without what was taken out.
    Scores scores() {
        return scores;
    }

    /// How far off some observations are, judged without the given ones: the root mean square of
    /// their deviations; empty where nothing can be foretold of any.
    List<Double> deviations(Scores judge, Collection<Observation> some) {
        var all = new ArrayList<Double>();
        for (Observation one : some) {
            judge.surprise(one).ifPresent(surprise -> all.add(deviations(one, surprise)));
        }
        return all;
    }

    /// Scores without some observations more.
    Scores without(Collection<Observation> some) {
        Set<Observation> left = Collections.newSetFromMap(new IdentityHashMap<>());
        left.addAll(out);
        left.addAll(some);
        return scored(left);
    }

    private Scores scored() {
        return scored(out);
    }

    private Scores scored(Set<Observation> without) {
        return scoring.score(
                new Snapshot(
                        snapshot.hash(),
                        snapshot.catalog(),
                        snapshot.benchmarks(),
                        snapshot.observations().stream()
                                .filter(one -> !without.contains(one))
                                .toList(),
                        snapshot.extras(),
                        snapshot.sources()),
                today);
    }

    /// @return whether there was any
    private boolean takeOutWorst() {
        Map<ModelId, Observation> worst = new HashMap<>();
        findings.forEach((one, finding) -> {
            if (finding.anomaly() >= limit && !out.contains(one)) {
                worst.merge(
                        one.variant().model(), one, (a, b) -> deviation(a) > deviation(b) ? a : b);
            }
        });
        out.addAll(worst.values());
        return !worst.isEmpty();
    }

    private double deviations(Observation one, Surprise surprise) {
        return surprise.deviations() / spreads.getOrDefault(one.benchmark(), 1.0);
    }

    private double deviation(Observation one) {
        Finding finding = findings.get(one);
        return finding == null ? 0 : Math.abs(finding.deviations());
    }

    /// Judges what is out and what stood out; a line that the evidence without it explains is in
    /// again.
    private void judgeAgain() {
        for (Map.Entry<Observation, Finding> entry : findings.entrySet()) {
            Observation one = entry.getKey();
            if (entry.getValue().anomaly() >= limit) {
                scores.surprise(one).ifPresent(surprise -> entry.setValue(finding(one, surprise)));
            }
        }
        out.removeIf(one -> {
            Finding finding = findings.get(one);
            return finding != null && finding.anomaly() < limit;
        });
    }

    private Finding finding(Observation one, Surprise surprise) {
        double deviations = deviations(one, surprise);
        double anomaly = Anomaly.of(deviations);
        Benchmark benchmark = benchmarks.get(one.benchmark());
        double value = one.measure().value();
        boolean isTiny =
                benchmark != null
                        && benchmark.unit() == Benchmark.Unit.FRACTION
                        && value > 0
                        && value <= HUNDREDTH
                        && Math.abs(deviations) >= OFF;
        if (isTiny) {
            Observation scaled =
                    new Observation(
                            one.variant(),
                            one.writtenName(),
                            one.benchmark(),
                            new Measure(
                                    100 * value,
                                    java.util.OptionalDouble.empty(),
                                    java.util.OptionalDouble.empty(),
                                    one.measure().samples()),
                            one.date(),
                            one.source(),
                            one.method());
            Optional<Surprise> fit = scores.surprise(scaled);
            double most = Math.min(FITTING, Math.abs(deviations) - BETTER);
            if (fit.isPresent() && Math.abs(deviations(one, fit.get())) <= most) {
                return new Finding(deviations, Math.max(anomaly, UNIT_ANOMALY), surprise, true);
            }
        }
        return new Finding(deviations, anomaly, surprise, false);
    }
}
