package dev.assayer.scoring;

/// How an observation departs from what everything else that is known of its model lets expect.
///
/// @param expected what the other observations foretell for it
/// @param deviations how far above (positive: better than expected, whatever the benchmark's
///   direction) or below it lies, in standard deviations of a new observation; about 1 in absolute
///   value where nothing is wrong
public record Surprise(Prediction expected, double deviations) {}
