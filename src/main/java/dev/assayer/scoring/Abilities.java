package dev.assayer.scoring;

import dev.assayer.evidence.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.time.LocalDate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
/// the interval as the newest evidence ages. Thread-safe, without state of its own. The fit of the
/// bundled evidence is kept beside it ([KeptFit]), and those of other snapshots where [KeptFits]
/// says; a snapshot without one is fitted when it is scored. Kept or not, the scores are the same
/// to the last bit.
public final class Abilities implements ScoringMethod {

    /// The name of the file that holds the fit of the evidence beside it.
    public static final String KEPT = "abilities.fit";

    private static final String ID = "abilities/2";

    private static final Logger LOG = LoggerFactory.getLogger(Abilities.class);

    private final KeptFits fits;

    /// Knows the fit of the bundled evidence only.
    public Abilities() {
        this(KeptFits.NONE);
    }

    /// @param fits keeps those of other snapshots
    public Abilities(KeptFits fits) {
        this.fits = fits;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Scores score(Snapshot snapshot, LocalDate asOf) {
        BenchmarkWeights weights = BenchmarkWeights.bundled();
        var evidence = new SnapshotReadings(snapshot, weights);
        Fit fit = fit(snapshot, evidence, weights);
        return new AbilityScores(
                evidence, fit.model(), fit.scale(), snapshot.catalog().models(), asOf);
    }

    /// Sees to it that the fit of a snapshot is kept.
    public void keep(Snapshot snapshot) {
        BenchmarkWeights weights = BenchmarkWeights.bundled();
        fit(snapshot, new SnapshotReadings(snapshot, weights), weights);
    }

    private Fit fit(Snapshot snapshot, SnapshotReadings evidence, BenchmarkWeights weights) {
        Readings readings = evidence.readings;
        Categories categories = Categories.bundled();
        String plainKey = key(snapshot, evidence);
        KeptFit bundled = KeptFit.bundled();
        Optional<FloatTape> inJar = bundled.of(plainKey);
        if (inJar.isPresent()) {
            return Fit.of(readings, weights, categories, inJar.get());
        }
        String key =
                plainKey
                        + ' '
                        + Long.toHexString(readings.checksum())
                        + ' '
                        + Long.toHexString(bundled.checksum());
        Optional<byte[]> kept = fits.find(key);
        if (kept.isPresent()) {
            Optional<Fit> fit =
                    KeptFit.unsealed(key, kept.get())
                            .flatMap(tape -> Fit.whole(readings, weights, categories, tape));
            if (fit.isPresent()) {
                return fit.get();
            }
            LOG.warn("The kept fit of snapshot {} is damaged: it is fitted anew.", snapshot.hash());
        }
        Fit fit = Fit.anew(readings, weights, categories);
        fits.put(key, KeptFit.sealed(key, fit.model(), fit.scale()));
        return fit;
    }

    /// What scores are made of.
    private record Fit(AbilityModel model, PointScale scale) {

        static Fit anew(Readings readings, BenchmarkWeights weights, Categories categories) {
            AbilityModel model = AbilityModel.fit(readings, weights, categories);
            return new Fit(model, PointScale.of(model, categories));
        }

        static Fit of(
                Readings readings,
                BenchmarkWeights weights,
                Categories categories,
                FloatTape kept) {
            return new Fit(
                    AbilityModel.of(readings, weights, categories, kept), PointScale.of(kept));
        }

        /// As [#of]; empty if the tape is too short or too long.
        static Optional<Fit> whole(
                Readings readings,
                BenchmarkWeights weights,
                Categories categories,
                FloatTape kept) {
            try {
                Fit fit = of(readings, weights, categories, kept);
                return kept.isAtEnd() ? Optional.of(fit) : Optional.empty();
            } catch (BufferUnderflowException _) {
                return Optional.empty();
            }
        }
    }

    /// Fits a snapshot anew and writes the fit, so that scoring the same snapshot can take it up:
    /// [#KEPT] beside the bundled evidence.
    public static void keep(Snapshot snapshot, OutputStream to) throws IOException {
        BenchmarkWeights weights = BenchmarkWeights.bundled();
        var evidence = new SnapshotReadings(snapshot, weights);
        Fit fit = Fit.anew(evidence.readings, weights, Categories.bundled());
        KeptFit.write(key(snapshot, evidence), fit.model(), fit.scale(), to);
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
