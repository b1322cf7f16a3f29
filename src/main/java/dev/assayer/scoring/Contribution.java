package dev.assayer.scoring;

import dev.assayer.evidence.Observation;
import java.util.OptionalDouble;

/// How one observation took part in a score.
///
/// @param observation the published number
/// @param scaled the number on the common scale, 0-100
/// @param weight its share of all weight in the score, prior included; 0..1. It counts influence in
///   either direction: with several abilities, a result can speak for the model elsewhere and
///   thereby against it here
/// @param moved by how many points it moved the score from what was expected without any
///   observation; all of them together lead from there to the score. Empty where the method does
///   not say
public record Contribution(
        Observation observation, double scaled, double weight, OptionalDouble moved) {

    /// Of a method that does not say how far an observation moved the score.
    public Contribution(Observation observation, double scaled, double weight) {
        this(observation, scaled, weight, OptionalDouble.empty());
    }
}
