package dev.assayer.scoring;

import dev.assayer.evidence.Observation;

/// How one observation took part in a score.
///
/// @param observation the published number
/// @param scaled the number on the common scale, 0-100
/// @param weight its share of all weight in the score, prior included; 0..1. It counts influence in
///   either direction: with several abilities, a result can speak for the model elsewhere and
///   thereby against it here
public record Contribution(Observation observation, double scaled, double weight) {}
