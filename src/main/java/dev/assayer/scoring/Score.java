package dev.assayer.scoring;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;

/// How good a variant is at a category, as far as the evidence tells.
///
/// @param value 0-100; 50 is the average of the reference models
/// @param low lower end of the 90% interval
/// @param high upper end of the 90% interval
/// @param observations how many observations it rests on: those of the category itself, at any
///   effort of the model; where there is none, all of the model (0: the prior alone)
/// @param newest date of the newest of them
/// @param borrowed whether none of them belongs to the category itself: the score leans on related
///   categories
/// @param dataQuality mean of what age and method leave of the trust in them, 0..1: 1 for fresh
///   results that others than the maker measured. Empty where the method does not say
public record Score(
        double value,
        double low,
        double high,
        int observations,
        Optional<LocalDate> newest,
        boolean borrowed,
        OptionalDouble dataQuality) {

    /// Of a method that does not judge the quality of its data.
    public Score(
            double value,
            double low,
            double high,
            int observations,
            Optional<LocalDate> newest,
            boolean borrowed) {
        this(value, low, high, observations, newest, borrowed, OptionalDouble.empty());
    }
}
