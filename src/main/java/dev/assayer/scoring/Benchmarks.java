package dev.assayer.scoring;

import dev.assayer.evidence.Benchmark;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// The benchmarks of some evidence by number, in the order of their ids, with what each measures.
/// One of weight 0 is left out: it is told, and not scored. Immutable.
final class Benchmarks {

    private final Map<String, Integer> index;
    private final Benchmark[] benchmarks;
    private final BenchmarkWeights.Entry[] entries;
    private final boolean[] isElo;
    private final boolean measuresCategories;

    /// @param all in any order; of those with one id the last counts
    /// @param measures what a benchmark measures, by its id
    Benchmarks(Collection<Benchmark> all, Function<String, BenchmarkWeights.Entry> measures) {
        Map<String, Benchmark> byId = HashMap.newHashMap(all.size());
        for (Benchmark each : all) {
            if (measures.apply(each.id()).weight() > 0) {
                byId.put(each.id(), each);
            }
        }
        this.benchmarks = byId.values().toArray(new Benchmark[0]);
        Arrays.sort(benchmarks, Comparator.comparing(Benchmark::id));
        this.index = HashMap.newHashMap(benchmarks.length);
        this.entries = new BenchmarkWeights.Entry[benchmarks.length];
        this.isElo = new boolean[benchmarks.length];
        boolean any = false;
        for (int b = 0; b < benchmarks.length; b++) {
            entries[b] = measures.apply(benchmarks[b].id());
            isElo[b] = benchmarks[b].unit() == Benchmark.Unit.ELO;
            index.put(benchmarks[b].id(), b);
            any |= entries[b].isKnown();
        }
        this.measuresCategories = any;
    }

    int count() {
        return benchmarks.length;
    }

    /// The number of a benchmark; -1 for one that the evidence does not describe, or that is not
    /// scored.
    int indexOf(String id) {
        return index.getOrDefault(id, -1);
    }

    Benchmark benchmark(int number) {
        return benchmarks[number];
    }

    /// What a benchmark measures.
    BenchmarkWeights.Entry entry(int number) {
        return entries[number];
    }

    boolean isElo(int number) {
        return isElo[number];
    }

    /// Whether of any of them the categories are known; else there is nothing but general ability
    /// and what is learnt.
    boolean measuresCategories() {
        return measuresCategories;
    }
}
