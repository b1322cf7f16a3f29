package dev.assayer.scoring;

import dev.assayer.evidence.Snapshot;
import java.time.LocalDate;

/// The scoring method: abilities under one model of models, benchmarks and kin.
///
/// How a score comes about, each step in the class that takes it:
///
/// 1. [SnapshotReadings]: one reading per variant and benchmark, with the trust that its age,
///    method and board deserve;
/// 2. [UnitLink]: a share or a rating, higher is better, with its sampling noise;
/// 3. [AbilityModel]: how every benchmark shows ability, what kin, size and date let expect of a
///    model, and what its own readings make of that, all at once;
/// 4. [PointScale]: the score of a category, `50 + 15 x standard deviations above the average`,
///    held within 0..100, its 90% interval `+- 15 x 1.645 x standard deviation`.
///
/// 50 is the average ability of the reference models, those seen by at least two independent
/// boards, and 15 points are one standard deviation among them, in each category.
///
/// What is missing is never zero and never left out of a division: it stays at what the model's kin
/// lets expect, and the interval says so. The value depends on the snapshot alone; `asOf` widens
/// the interval as the newest evidence ages. Thread-safe, without state.
public final class Abilities implements ScoringMethod {

    @Override
    public String id() {
        return "abilities/2";
    }

    @Override
    public Scores score(Snapshot snapshot, LocalDate asOf) {
        BenchmarkWeights weights = BenchmarkWeights.bundled();
        Categories categories = Categories.bundled();
        var evidence = new SnapshotReadings(snapshot, weights);
        AbilityModel model = AbilityModel.fit(evidence.readings, weights, categories);
        return new AbilityScores(
                evidence,
                model,
                PointScale.of(model, categories),
                snapshot.catalog().models(),
                asOf);
    }
}
