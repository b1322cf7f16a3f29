package dev.assayer.scoring;

import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Snapshot;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The benchmarks of a snapshot by number, with what each measures. Those of one kind, which show
/// the same abilities under the same panel error, have neighbouring numbers. Immutable.
final class Benchmarks {

    private final Map<String, Integer> index;
    private final Benchmark[] benchmarks;
    private final BenchmarkWeights.Entry[] entries;
    private final int[] kinds;

    Benchmarks(Snapshot snapshot, BenchmarkWeights weights) {
        Map<String, Benchmark> byKey = new HashMap<>();
        for (Benchmark each : snapshot.benchmarks()) {
            byKey.put(weights.of(each.id()).kind() + ' ' + each.id(), each);
        }
        String[] keys = byKey.keySet().toArray(new String[0]);
        Arrays.sort(keys);
        this.index = HashMap.newHashMap(keys.length);
        this.benchmarks = new Benchmark[keys.length];
        this.entries = new BenchmarkWeights.Entry[keys.length];
        this.kinds = new int[keys.length];
        for (int b = 0; b < keys.length; b++) {
            Benchmark benchmark = byKey.get(keys[b]);
            if (benchmark != null) {
                benchmarks[b] = benchmark;
                entries[b] = weights.of(benchmark.id());
                index.put(benchmark.id(), b);
                boolean isSame = b > 0 && entries[b].kind().equals(entries[b - 1].kind());
                kinds[b] = b == 0 ? 0 : kinds[b - 1] + (isSame ? 0 : 1);
            }
        }
    }

    int count() {
        return benchmarks.length;
    }

    /// The number of a benchmark; -1 for one that the snapshot does not describe.
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
        return benchmarks[number].unit() == Benchmark.Unit.ELO;
    }

    /// The same for benchmarks of one kind.
    int kind(int number) {
        return kinds[number];
    }
}
