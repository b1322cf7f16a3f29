package dev.assayer.evidence;

import java.util.List;

/// A public leaderboard.
public interface Board extends Feed<Row> {

    /// Every benchmark that a row of this board can name.
    List<Benchmark> benchmarks();

    /// Whether this board publishes that benchmark itself, instead of repeating another board's
    /// numbers.
    default boolean owns(String benchmark) {
        return benchmark.startsWith(source().id() + "/");
    }
}
