package dev.assayer.evidence;

import dev.assayer.catalog.Catalog;
import dev.assayer.catalog.ModelId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All evidence in force at one time: immutable, identified by the hash of its canonical text, so
/// that a decision can name exactly what it stood on.
///
/// @param hash lower-case hexadecimal SHA-256 of the canonical text (see [SnapshotFormat])
/// @param catalog models and list prices
/// @param benchmarks every benchmark that an observation names, by id
/// @param observations sorted by benchmark, variant, source
/// @param extras what is told of models beside benchmarks and prices
/// @param sources what came from where, by source id
public record Snapshot(
        String hash,
        Catalog catalog,
        List<Benchmark> benchmarks,
        List<Observation> observations,
        Extras extras,
        List<SourceState> sources) {

    public Snapshot {
        benchmarks = List.copyOf(benchmarks);
        observations = List.copyOf(observations);
        sources = List.copyOf(sources);
    }

    /// What is told of models beside benchmarks and prices.
    ///
    /// @param performance how fast they answer, sorted by variant, host, source
    /// @param profiles what the user's own file says, by model
    /// @param quarantine lines kept out because they cannot be right, sorted by source and model
    /// @param unmatched names that are no model of the catalogue, sorted by source and name
    /// @param anchors what the sources' own identifiers stood beside, sorted by source and id
    public record Extras(
            List<Performance> performance,
            Map<ModelId, Profile> profiles,
            List<Quarantined> quarantine,
            List<Unmatched> unmatched,
            List<Anchor> anchors) {

        public static final Extras NONE =
                new Extras(List.of(), Map.of(), List.of(), List.of(), List.of());

        public Extras {
            performance = List.copyOf(performance);
            profiles = Collections.unmodifiableMap(new TreeMap<>(profiles));
            quarantine = List.copyOf(quarantine);
            unmatched = List.copyOf(unmatched);
            anchors = List.copyOf(anchors);
        }
    }
}
