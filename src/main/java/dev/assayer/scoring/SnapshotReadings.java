package dev.assayer.scoring;

import dev.assayer.catalog.Effort;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The usable observations of a snapshot as [Readings], and whose they are: sorted by model, effort
/// and benchmark, the same whatever order the snapshot holds them in. Immutable, though its arrays
/// are bare for speed.
///
/// One benchmark tells one thing about one variant: which of several sources' figures that is was
/// decided when the snapshot was put together, and of doubles the first counts. An observation of a
/// benchmark that the snapshot does not describe is left out.
///
/// Trust in a reading is the benchmark's weight, halved for self-reported figures, halved for every
/// [#HALF_LIFE_DAYS] of age against the newest content of the snapshot, but never below
/// [#OLDEST_TRUST] of the fresh value. A board is at least as old as the newest model on it: a
/// frozen board that is published anew every day stays old.
final class SnapshotReadings {

    /// Two years. On held-out boards of the bundled evidence one year predicts worse, no ageing at
    /// all slightly better; that contamination and drift grow with time, those boards cannot show.
    static final double HALF_LIFE_DAYS = 730;

    static final double OLDEST_TRUST = 0.25;
    private static final double SELF_REPORTED_TRUST = 0.5;

    private static final int INDEX_BITS = 24;
    private static final int BENCHMARK_BITS = 16;
    private static final int EFFORT_BITS = 4;
    private static final Effort[] EFFORTS = Effort.values();

    final Readings readings;
    final ModelId[] models;

    /// By reading.
    final Observation[] observations;

    /// By reading, 0..1: what age and method leave of the trust in its benchmark.
    final double[] quality;

    /// By model and version: the effort.
    final Effort[][] efforts;

    private final Map<String, Integer> modelIndex = new HashMap<>();

    SnapshotReadings(Snapshot snapshot, BenchmarkWeights weights) {
        var benchmarks = new Benchmarks(snapshot.benchmarks(), weights::of);
        List<Observation> all = snapshot.observations();
        int[] ofBenchmark = new int[all.size()];
        int[] ofModel = new int[all.size()];
        var seen = new ArrayList<ModelId>();
        for (int i = 0; i < ofModel.length; i++) {
            Observation one = all.get(i);
            ofBenchmark[i] = benchmarks.indexOf(one.benchmark());
            if (ofBenchmark[i] >= 0) {
                ModelId model = one.variant().model();
                Integer known = modelIndex.putIfAbsent(model.value(), seen.size());
                ofModel[i] = known == null ? seen.size() : known;
                if (known == null) {
                    seen.add(model);
                }
            }
        }
        this.models = seen.toArray(new ModelId[0]);
        int[] rank = sortModels();
        long[] keys = new long[all.size()];
        int count = 0;
        for (int i = 0; i < keys.length; i++) {
            if (ofBenchmark[i] >= 0) {
                long effortOf = all.get(i).variant().effort().ordinal();
                keys[count++] =
                        (((((long) rank[ofModel[i]] << EFFORT_BITS) | effortOf) << BENCHMARK_BITS)
                                                | ofBenchmark[i])
                                        << INDEX_BITS
                                | i;
            }
        }
        Arrays.sort(keys, 0, count);
        count = keepFirst(keys, count);
        this.observations = new Observation[count];
        this.quality = new double[count];
        this.efforts = new Effort[models.length][];
        double[][] gains = new double[models.length][];
        var columns = new Readings.Columns(count);
        int[] starts = new int[models.length + 1];
        Effort[] here = new Effort[EFFORTS.length];
        int versions = 0;
        for (int r = 0; r < count; r++) {
            int at = index(keys[r]);
            int model = rank[ofModel[at]];
            observations[r] = all.get(at);
            columns.benchmark[r] = ofBenchmark[at];
            UnitLink link =
                    UnitLink.of(benchmarks.benchmark(ofBenchmark[at]), observations[r].measure());
            columns.value[r] = link.value();
            columns.sampling[r] = link.sampling();
            if (starts[model + 1] == 0) {
                versions = 0;
            }
            Effort effort = observations[r].variant().effort();
            if (versions == 0 || here[versions - 1] != effort) {
                here[versions++] = effort;
                efforts[model] = Arrays.copyOf(here, versions);
                gains[model] = Arrays.stream(efforts[model]).mapToDouble(EffortGain::of).toArray();
            }
            columns.version[r] = versions - 1;
            starts[model + 1] = r + 1;
        }
        Map<ModelId, Model> catalog = snapshot.catalog().models();
        age(catalog, benchmarks, starts, columns);
        ModelTraits[] traits = new ModelTraits[models.length];
        for (int m = 0; m < models.length; m++) {
            traits[m] = ModelTraits.of(models[m], catalog.get(models[m]));
        }
        this.readings = new Readings(benchmarks, traits, starts, gains, columns);
    }

    /// Sorts the models and their index.
    ///
    /// @return the new place of each
    private int[] sortModels() {
        int[] rank = new int[models.length];
        Arrays.sort(models);
        for (int m = 0; m < models.length; m++) {
            Integer old = modelIndex.put(models[m].value(), m);
            if (old != null) {
                rank[old] = m;
            }
        }
        return rank;
    }

    private static int index(long key) {
        return (int) (key & ((1 << INDEX_BITS) - 1));
    }

    /// Moves the first observation of every variant and benchmark to the front.
    ///
    /// @return how many there are
    private static int keepFirst(long[] keys, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (kept == 0 || keys[i] >>> INDEX_BITS != keys[kept - 1] >>> INDEX_BITS) {
                keys[kept++] = keys[i];
            }
        }
        return kept;
    }

    /// Sets the trust in every reading from its age and its board's.
    private void age(
            Map<ModelId, Model> catalog,
            Benchmarks benchmarks,
            int[] starts,
            Readings.Columns columns) {
        LocalDate newest = LocalDate.MIN;
        LocalDate newestModel = LocalDate.MIN;
        LocalDate[] cohort = new LocalDate[benchmarks.count()];
        Arrays.fill(cohort, LocalDate.MIN);
        for (int m = 0; m < models.length; m++) {
            Model model = catalog.get(models[m]);
            LocalDate released =
                    model == null ? LocalDate.MIN : model.released().orElse(LocalDate.MIN);
            newestModel = later(newestModel, released);
            for (int r = starts[m]; r < starts[m + 1]; r++) {
                newest = later(newest, observations[r].date());
                cohort[columns.benchmark[r]] = later(cohort[columns.benchmark[r]], released);
            }
        }
        double lastDays = 0;
        double fresh = 1;
        for (int r = 0; r < observations.length; r++) {
            int b = columns.benchmark[r];
            double days = days(observations[r].date(), newest);
            if (!cohort[b].equals(LocalDate.MIN)) {
                days = Math.max(days, days(cohort[b], newestModel));
            }
            if (days != lastDays) {
                lastDays = days;
                fresh = Math.max(OLDEST_TRUST, StrictMath.pow(0.5, days / HALF_LIFE_DAYS));
            }
            double method =
                    observations[r].method() == Method.SELF_REPORTED ? SELF_REPORTED_TRUST : 1;
            quality[r] = method * fresh;
            columns.trust[r] = benchmarks.entry(b).weight() * quality[r];
        }
    }

    private static LocalDate later(LocalDate left, LocalDate right) {
        return right.isAfter(left) ? right : left;
    }

    private static double days(LocalDate from, LocalDate to) {
        return Math.max(0, to.toEpochDay() - from.toEpochDay());
    }

    /// Where a model stands; -1 if it has no reading.
    int indexOf(ModelId model) {
        return modelIndex.getOrDefault(model.value(), -1);
    }

    /// Which version of a model an effort is; -1 where it has no reading.
    int version(int model, Effort effort) {
        return Arrays.asList(efforts[model]).indexOf(effort);
    }
}
