package dev.assayer.scoring;

import dev.assayer.evidence.Benchmark;

/// What a variant is expected to show on a benchmark, in the benchmark's own unit and direction.
///
/// @param benchmark which one
/// @param value expected
/// @param low lower end of the 90% interval for a new observation, its noise included
/// @param high upper end of it
public record Prediction(Benchmark benchmark, double value, double low, double high) {}
