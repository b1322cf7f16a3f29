package dev.assayer.evidence;

import dev.assayer.catalog.Catalog;
import java.util.List;

/// All evidence in force at one time: immutable, identified by the hash of its canonical text, so
/// that a decision can name exactly what it stood on.
///
/// @param hash lower-case hexadecimal SHA-256 of the canonical text (see [SnapshotFormat])
/// @param catalog models and list prices
/// @param benchmarks every benchmark that an observation names, by id
/// @param observations sorted by benchmark, variant, source
/// @param sources what came from where, by source id
public record Snapshot(
        String hash,
        Catalog catalog,
        List<Benchmark> benchmarks,
        List<Observation> observations,
        List<SourceState> sources) {

    public Snapshot {
        benchmarks = List.copyOf(benchmarks);
        observations = List.copyOf(observations);
        sources = List.copyOf(sources);
    }
}
