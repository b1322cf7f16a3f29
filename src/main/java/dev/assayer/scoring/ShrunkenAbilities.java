package dev.assayer.scoring;

import dev.assayer.evidence.Snapshot;
import java.time.LocalDate;

/// The first scoring method: abilities on one common scale, shrunk where evidence is thin.
///
/// How a score comes about, each step in the class that takes it:
///
/// 1. [Readings]: one reading per variant and benchmark, with the trust that its age, method and
///    board deserve;
/// 2. [UnitLink]: as log-odds, higher is better, with its sampling variance;
/// 3. [CommonScale]: every benchmark's place on one scale, from the models that boards share;
/// 4. [ModelBelief]: a normal belief about a model's abilities, beginning with what its date, size
///    and lab let expect, moved by each reading as far as that reading is worth;
/// 5. the score of a category is `50 + 15 x mean`, held within 0..100, its 90% interval `+- 15 x
///    1.645 x standard deviation`.
///
/// 50 is the average ability of the reference models, those seen by at least two independent
/// boards, and 15 points are one standard deviation among them. On the evidence of August 2026 the
/// best models stand at 78-83, the median variant at 56, chat models of 2023 with seven billion
/// parameters at 5-12.
///
/// What is missing is never zero and never left out of a division: it stays at the prior, and the
/// interval says so. The value depends on the snapshot alone; `asOf` widens the interval as the
/// newest evidence ages. Thread-safe, without state; a call costs some 100 ms in a cold JVM for ten
/// thousand observations.
public final class ShrunkenAbilities implements ScoringMethod {

    /// Score of an average reference model.
    static final double MIDDLE = 50;

    /// Points to one standard deviation of the reference models' ability.
    static final double POINTS = 15;

    @Override
    public String id() {
        return "shrunken-abilities/1";
    }

    @Override
    public Scores score(Snapshot snapshot, LocalDate asOf) {
        BenchmarkWeights weights = BenchmarkWeights.bundled();
        Categories categories = Categories.bundled();
        var readings = new Readings(snapshot, weights);
        CommonScale scale = CommonScale.fit(readings, weights, categories);
        return new AbilityScores(readings, scale, weights, categories, asOf);
    }

    /// An ability on the common scale as points, held within 0..100.
    static double points(double ability) {
        return Math.clamp(MIDDLE + POINTS * ability, 0, 100);
    }
}
