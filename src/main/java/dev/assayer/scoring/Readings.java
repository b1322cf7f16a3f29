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

/// The usable observations of a snapshot as arrays, sorted by model, effort and benchmark: the same
/// whatever order the snapshot holds them in. Immutable, though its arrays are bare for speed.
///
/// One benchmark tells one thing about one variant: where two sources republish it, one of them
/// counts ([Republished]). An observation of a benchmark that the snapshot does not describe is
/// left out.
///
/// Trust in a reading is the benchmark's weight, halved for self-reported figures, halved for every
/// [#HALF_LIFE_DAYS] of age against the newest content of the snapshot, but never below
/// [#OLDEST_TRUST] of the fresh value. A board is at least as old as the newest model on it: a
/// frozen board that is published anew every day stays old.
final class Readings {

    /// Two years. On held-out boards of the bundled evidence one year predicts worse, no ageing at
    /// all slightly better; that contamination and drift grow with time, those boards cannot show.
    static final double HALF_LIFE_DAYS = 730;

    static final double OLDEST_TRUST = 0.25;
    private static final double SELF_REPORTED_TRUST = 0.5;

    private static final int INDEX_BITS = 24;
    private static final int BENCHMARK_BITS = 16;
    private static final int EFFORT_BITS = 4;

    final Benchmarks benchmarks;
    final ModelId[] models;
    final ModelTraits[] traits;

    /// By model, with one more entry than there are models: where its readings begin.
    final int[] starts;

    /// By reading.
    final Observation[] observations;

    final int[] benchmark;
    final int[] effort;
    final double[] value;
    final double[] variance;
    final double[] trust;

    /// By reading: which of its model's panels it belongs to, -1 for none, and which of its
    /// efforts.
    final int[] panelSlot;

    final int[] effortSlot;

    /// By model and slot: its panels, and the ordinals of its efforts.
    final String[][] panels;

    final int[][] efforts;

    /// By group, with one more entry than there are groups: where it begins. A group is the
    /// readings of one variant by benchmarks of one kind.
    final int[] groups;

    /// By model, with one more entry than there are models: where its groups begin.
    final int[] firstGroup;

    private final Map<String, Integer> modelIndex = new HashMap<>();

    Readings(Snapshot snapshot, BenchmarkWeights weights) {
        this.benchmarks = new Benchmarks(snapshot, weights);
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
        count = keepBest(keys, count, all);
        this.observations = new Observation[count];
        this.benchmark = new int[count];
        this.effort = new int[count];
        this.value = new double[count];
        this.variance = new double[count];
        this.trust = new double[count];
        this.panelSlot = new int[count];
        this.effortSlot = new int[count];
        this.starts = new int[models.length + 1];
        for (int r = 0; r < count; r++) {
            int at = index(keys[r]);
            observations[r] = all.get(at);
            benchmark[r] = ofBenchmark[at];
            effort[r] = observations[r].variant().effort().ordinal();
            UnitLink link =
                    UnitLink.of(benchmarks.benchmark(benchmark[r]), observations[r].measure());
            value[r] = link.value();
            variance[r] = link.variance();
            starts[rank[ofModel[at]] + 1] = r + 1;
        }
        this.traits = new ModelTraits[models.length];
        Map<ModelId, Model> catalog = snapshot.catalog().models();
        for (int m = 0; m < models.length; m++) {
            traits[m] = ModelTraits.of(models[m], catalog.get(models[m]));
        }
        age(catalog);
        this.panels = new String[models.length][];
        this.efforts = new int[models.length][];
        slots();
        this.firstGroup = new int[models.length + 1];
        this.groups = groups();
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

    /// Moves the best observation of every variant and benchmark to the front.
    ///
    /// @return how many there are
    private static int keepBest(long[] keys, int count, List<Observation> all) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            boolean isAgain = kept > 0 && keys[i] >>> INDEX_BITS == keys[kept - 1] >>> INDEX_BITS;
            if (!isAgain) {
                keys[kept++] = keys[i];
            } else if (Republished.isBetter(
                    all.get(index(keys[i])), all.get(index(keys[kept - 1])))) {
                keys[kept - 1] = keys[i];
            }
        }
        return kept;
    }

    /// Sets the trust in every reading from its age and its board's.
    private void age(Map<ModelId, Model> catalog) {
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
                cohort[benchmark[r]] = later(cohort[benchmark[r]], released);
            }
        }
        double lastDays = 0;
        double fresh = 1;
        for (int r = 0; r < observations.length; r++) {
            double days = days(observations[r].date(), newest);
            if (!cohort[benchmark[r]].equals(LocalDate.MIN)) {
                days = Math.max(days, days(cohort[benchmark[r]], newestModel));
            }
            if (days != lastDays) {
                lastDays = days;
                fresh = Math.max(OLDEST_TRUST, StrictMath.pow(0.5, days / HALF_LIFE_DAYS));
            }
            double method =
                    observations[r].method() == Method.SELF_REPORTED ? SELF_REPORTED_TRUST : 1;
            trust[r] = benchmarks.entry(benchmark[r]).weight() * method * fresh;
        }
    }

    private static LocalDate later(LocalDate left, LocalDate right) {
        return right.isAfter(left) ? right : left;
    }

    private static double days(LocalDate from, LocalDate to) {
        return Math.max(0, to.toEpochDay() - from.toEpochDay());
    }

    private void slots() {
        var panelsHere = new ArrayList<String>();
        int[] effortsHere = new int[Effort.values().length];
        for (int m = 0; m < models.length; m++) {
            panelsHere.clear();
            int count = 0;
            for (int r = starts[m]; r < starts[m + 1]; r++) {
                String panel = benchmarks.entry(benchmark[r]).panel();
                if (!panel.isEmpty() && !panelsHere.contains(panel)) {
                    panelsHere.add(panel);
                }
                panelSlot[r] = panelsHere.indexOf(panel);
                if (count == 0 || effortsHere[count - 1] != effort[r]) {
                    effortsHere[count++] = effort[r];
                }
                effortSlot[r] = count - 1;
            }
            panels[m] = panelsHere.toArray(new String[0]);
            efforts[m] = Arrays.copyOf(effortsHere, count);
        }
    }

    private int[] groups() {
        int[] begins = new int[observations.length + 1];
        int count = 0;
        for (int m = 0; m < models.length; m++) {
            firstGroup[m] = count;
            for (int r = starts[m]; r < starts[m + 1]; r++) {
                boolean isSame =
                        r > starts[m]
                                && effort[r] == effort[r - 1]
                                && benchmarks.kind(benchmark[r])
                                        == benchmarks.kind(benchmark[r - 1]);
                if (!isSame) {
                    begins[count++] = r;
                }
            }
        }
        firstGroup[models.length] = count;
        begins[count] = observations.length;
        return Arrays.copyOf(begins, count + 1);
    }

    int size() {
        return observations.length;
    }

    /// Where a model stands; -1 if it has no reading.
    int indexOf(ModelId model) {
        return modelIndex.getOrDefault(model.value(), -1);
    }

    /// Whether two witnesses or more that err independently saw the model: such models tie the
    /// boards together.
    boolean isShared(int model) {
        int witnesses = panels[model].length;
        int last = -1;
        for (int r = starts[model]; r < starts[model + 1] && witnesses < 2; r++) {
            if (panelSlot[r] < 0 && benchmark[r] != last) {
                witnesses++;
                last = benchmark[r];
            }
        }
        return witnesses >= 2;
    }
}
