package dev.assayer.scoring;

import dev.assayer.catalog.Effort;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The usable observations of a snapshot as arrays, sorted by model, effort and benchmark: the same
/// whatever order the snapshot holds them in. Immutable.
///
/// One benchmark tells one thing about one variant. Where two sources republish the same one, the
/// reading with the more trusted method counts, then the one that states its samples, then the
/// newer one.
///
/// Trust in a reading is the benchmark's weight, halved for self-reported figures, halved for every
/// [#HALF_LIFE_DAYS] of age against the newest content of the snapshot, but never below
/// [#OLDEST_TRUST] of the fresh value. A board is at least as old as the newest model on it: a
/// frozen board that is published anew every day stays old.
final class Readings {

    /// Two years: shorter half-lives predicted held-out boards no better (0.5 and 1 year lost 0.01
    /// nats a reading), and longer ones let frozen boards decide.
    static final double HALF_LIFE_DAYS = 730;

    static final double OLDEST_TRUST = 0.25;
    private static final double SELF_REPORTED_TRUST = 0.5;

    private static final Comparator<Observation> BEST_FIRST =
            Comparator.comparing((Observation one) -> one.method() == Method.SELF_REPORTED)
                    .thenComparing(one -> one.method() == Method.JUDGED)
                    .thenComparing(one -> one.measure().samples().isEmpty())
                    .thenComparing(Comparator.comparing(Observation::date).reversed())
                    .thenComparing(Observation::source)
                    .thenComparing(Observation::writtenName)
                    .thenComparingDouble(one -> one.measure().value());

    final BenchmarkWeights.Entry[] entries;
    final boolean[] isElo;
    final ModelId[] models;
    final ModelTraits[] traits;

    /// Where each model's readings begin; one more entry than there are models.
    final int[] starts;

    /// By reading.
    final Observation[] observations;

    final int[] benchmark;
    final int[] effort;
    final double[] value;
    final double[] variance;
    final double[] trust;

    /// By reading: which of its model's panels and efforts it belongs to, in order of appearance;
    /// -1 for no panel.
    final int[] panelSlot;

    final int[] effortSlot;

    /// By model: its panels, and the ordinals of its efforts, by slot.
    final String[][] panels;

    final int[][] efforts;

    private final Map<String, Integer> modelIndex;

    Readings(Snapshot snapshot, BenchmarkWeights weights) {
        Map<String, Integer> benchmarkIndex = new HashMap<>();
        var kinds = new ArrayList<Benchmark>();
        var sortedKinds = new TreeMap<String, Benchmark>();
        snapshot.benchmarks().forEach(kind -> sortedKinds.put(kind.id(), kind));
        sortedKinds
                .values()
                .forEach(kind -> {
                    benchmarkIndex.put(kind.id(), kinds.size());
                    kinds.add(kind);
                });
        this.entries =
                kinds.stream()
                        .map(kind -> weights.of(kind.id()))
                        .toArray(BenchmarkWeights.Entry[]::new);
        this.isElo = new boolean[kinds.size()];
        for (int i = 0; i < isElo.length; i++) {
            isElo[i] = kinds.get(i).unit() == Benchmark.Unit.ELO;
        }
        this.models = models(snapshot.observations(), benchmarkIndex);
        this.modelIndex = HashMap.newHashMap(models.length);
        for (int i = 0; i < models.length; i++) {
            modelIndex.put(models[i].value(), i);
        }
        this.observations = sorted(snapshot.observations(), benchmarkIndex);
        int count = observations.length;
        this.benchmark = new int[count];
        this.effort = new int[count];
        this.value = new double[count];
        this.variance = new double[count];
        this.trust = new double[count];
        this.starts = new int[models.length + 1];
        for (int r = 0; r < count; r++) {
            Observation one = observations[r];
            benchmark[r] = known(benchmarkIndex, one.benchmark());
            effort[r] = one.variant().effort().ordinal();
            UnitLink link = UnitLink.of(kinds.get(benchmark[r]), one.measure());
            value[r] = link.value();
            variance[r] = link.variance();
            starts[known(modelIndex, one.variant().model().value()) + 1] = r + 1;
        }
        this.traits = new ModelTraits[models.length];
        Map<ModelId, Model> catalog = snapshot.catalog().models();
        for (int m = 0; m < models.length; m++) {
            traits[m] = ModelTraits.of(models[m], catalog.get(models[m]));
        }
        age(catalog);
        this.panelSlot = new int[count];
        this.effortSlot = new int[count];
        this.panels = new String[models.length][];
        this.efforts = new int[models.length][];
        slots();
    }

    private static ModelId[] models(List<Observation> all, Map<String, Integer> benchmarks) {
        Map<String, ModelId> byName = new HashMap<>();
        for (Observation one : all) {
            if (benchmarks.containsKey(one.benchmark())) {
                byName.putIfAbsent(one.variant().model().value(), one.variant().model());
            }
        }
        ModelId[] sorted = byName.values().toArray(ModelId[]::new);
        Arrays.sort(sorted);
        return sorted;
    }

    /// Sorts by packed keys, so that ten thousand observations cost no string comparisons.
    private Observation[] sorted(List<Observation> all, Map<String, Integer> benchmarks) {
        long[] keys = new long[all.size()];
        int count = 0;
        for (int i = 0; i < keys.length; i++) {
            Observation one = all.get(i);
            Integer kind = benchmarks.get(one.benchmark());
            if (kind != null) {
                long model = known(modelIndex, one.variant().model().value());
                keys[count++] = cell(model, one.variant().effort(), kind) << 24 | i;
            }
        }
        Arrays.sort(keys, 0, count);
        var sorted = new ArrayList<Observation>(count);
        for (int i = 0; i < count; i++) {
            Observation one = all.get((int) (keys[i] & 0xFFFFFF));
            boolean sameCell = i > 0 && keys[i] >>> 24 == keys[i - 1] >>> 24;
            if (!sameCell) {
                sorted.add(one);
            } else if (BEST_FIRST.compare(one, sorted.getLast()) < 0) {
                sorted.set(sorted.size() - 1, one);
            }
        }
        return sorted.toArray(Observation[]::new);
    }

    private static long cell(long model, Effort effort, int benchmark) {
        return (model << 4 | effort.ordinal()) << 16 | benchmark;
    }

    private static int known(Map<String, Integer> index, String key) {
        Integer found = index.get(key);
        if (found == null) {
            throw new IllegalStateException("readings: " + key + " was not indexed");
        }
        return found;
    }

    /// Sets the trust in every reading from its age and its board's.
    private void age(Map<ModelId, Model> catalog) {
        LocalDate newest = LocalDate.MIN;
        LocalDate newestModel = LocalDate.MIN;
        LocalDate[] cohort = new LocalDate[entries.length];
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
        for (int r = 0; r < observations.length; r++) {
            double days = days(observations[r].date(), newest);
            if (!cohort[benchmark[r]].equals(LocalDate.MIN)) {
                days = Math.max(days, days(cohort[benchmark[r]], newestModel));
            }
            double fresh = StrictMath.pow(0.5, days / HALF_LIFE_DAYS);
            double method =
                    observations[r].method() == Method.SELF_REPORTED ? SELF_REPORTED_TRUST : 1;
            trust[r] = entries[benchmark[r]].weight() * method * Math.max(OLDEST_TRUST, fresh);
        }
    }

    private static LocalDate later(LocalDate left, LocalDate right) {
        return right.isAfter(left) ? right : left;
    }

    private static double days(LocalDate from, LocalDate to) {
        return Math.max(0, to.toEpochDay() - from.toEpochDay());
    }

    private void slots() {
        for (int m = 0; m < models.length; m++) {
            var panelsHere = new ArrayList<String>();
            var effortsHere = new ArrayList<Integer>();
            for (int r = starts[m]; r < starts[m + 1]; r++) {
                String panel = entries[benchmark[r]].panel();
                panelSlot[r] = panel.isEmpty() ? -1 : slot(panelsHere, panel);
                effortSlot[r] = slot(effortsHere, effort[r]);
            }
            panels[m] = panelsHere.toArray(String[]::new);
            efforts[m] = effortsHere.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    private static <T> int slot(List<T> list, T item) {
        int at = list.indexOf(item);
        if (at >= 0) {
            return at;
        }
        list.add(item);
        return list.size() - 1;
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
