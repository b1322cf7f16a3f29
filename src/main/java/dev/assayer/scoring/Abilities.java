package dev.assayer.scoring;

import dev.assayer.evidence.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Optional;

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
/// the interval as the newest evidence ages. Thread-safe, without state. The fit of the bundled
/// evidence is kept beside it ([KeptFit]); any other snapshot is fitted when it is scored.
public final class Abilities implements ScoringMethod {

    /// The name of the file that holds the fit of the evidence beside it.
    public static final String KEPT = "abilities.fit";

    private static final String ID = "abilities/2";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Scores score(Snapshot snapshot, LocalDate asOf) {
        BenchmarkWeights weights = BenchmarkWeights.bundled();
        Categories categories = Categories.bundled();
        var evidence = new SnapshotReadings(snapshot, weights);
        Optional<FloatTape> kept = KeptFit.bundled(key(snapshot, evidence));
        AbilityModel model;
        PointScale scale;
        if (kept.isPresent()) {
            model = AbilityModel.of(evidence.readings, weights, categories, kept.get());
            scale = PointScale.of(kept.get());
        } else {
            model = AbilityModel.fit(evidence.readings, weights, categories);
            scale = PointScale.of(model, categories);
        }
        return new AbilityScores(evidence, model, scale, snapshot.catalog().models(), asOf);
    }

    /// Fits a snapshot anew and writes the fit, so that scoring the same snapshot can take it up:
    /// [#KEPT] beside the bundled evidence.
    public static void keep(Snapshot snapshot, OutputStream to) throws IOException {
        BenchmarkWeights weights = BenchmarkWeights.bundled();
        Categories categories = Categories.bundled();
        var evidence = new SnapshotReadings(snapshot, weights);
        AbilityModel model = AbilityModel.fit(evidence.readings, weights, categories);
        KeptFit.write(key(snapshot, evidence), model, PointScale.of(model, categories), to);
    }

    /// What a fit depends on: method, evidence, tables.
    private static String key(Snapshot snapshot, SnapshotReadings evidence) {
        return ID
                + ' '
                + snapshot.hash()
                + ' '
                + evidence.readings.size()
                + ' '
                + ScoringData.checksum();
    }
}
