package dev.assayer.scoring;

import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Measure;

/// A published number as log-odds, in which differences add up, higher is better, and the sampling
/// variance is known.
///
/// - Fraction: `ln(p / (1 - p))` of `p = (k + 1) / (n + 2)`, k of n tasks solved (Laplace's rule
///   keeps 0 and 1 finite), held within [#GUARD] of the ends: beyond that a board's own mistakes
///   decide. Variance `1 / (n p (1 - p))` (delta method), so that a saturated board, where p is
///   near 1, says little. Where no number of tasks is published it counts as [#USUAL_TASKS].
/// - Elo: `rating x ln(10) / 400`, by the definition of the scale. Variance from the published
///   interval, which is a 95% one at LMArena (`rating +- 1.96 sqrt(variance)`); else `4 / votes`,
///   the variance of the log-odds of an even contest.
///
/// @param value log-odds, higher is better
/// @param variance of its sampling noise
record UnitLink(double value, double variance) {

    static final double GUARD = 0.005;
    static final double USUAL_TASKS = 100;
    private static final double USUAL_VOTES = 400;
    private static final double LOG_ODDS_PER_POINT = StrictMath.log(10) / 400;
    private static final double NORMAL_95 = 1.96;

    static UnitLink of(Benchmark benchmark, Measure measure) {
        UnitLink link =
                switch (benchmark.unit()) {
                    case FRACTION -> fraction(measure);
                    case ELO -> elo(measure);
                };
        return benchmark.higherIsBetter() ? link : new UnitLink(-link.value, link.variance);
    }

    private static UnitLink fraction(Measure measure) {
        double tasks = Math.max(1, measure.samples().orElse((long) USUAL_TASKS));
        double share = (Math.clamp(measure.value(), 0, 1) * tasks + 1) / (tasks + 2);
        double guarded = Math.clamp(share, GUARD, 1 - GUARD);
        double odds = guarded * (1 - guarded);
        double variance = 1 / (tasks * odds);
        if (measure.low().isPresent() && measure.high().isPresent()) {
            double half = (measure.high().getAsDouble() - measure.low().getAsDouble()) / 2;
            variance = square(half / NORMAL_95 / odds);
        }
        return new UnitLink(StrictMath.log(guarded / (1 - guarded)), variance);
    }

    private static UnitLink elo(Measure measure) {
        double votes = Math.max(1, measure.samples().orElse((long) USUAL_VOTES));
        double variance = 4 / votes;
        if (measure.low().isPresent() && measure.high().isPresent()) {
            double half = (measure.high().getAsDouble() - measure.low().getAsDouble()) / 2;
            variance = square(half / NORMAL_95 * LOG_ODDS_PER_POINT);
        }
        return new UnitLink(measure.value() * LOG_ODDS_PER_POINT, variance);
    }

    /// The fraction that log-odds stand for, averaged over a normal spread around them (MacKay,
    /// "The Evidence Framework Applied to Classification Networks", 1992, eq. 10).
    static double expectedFraction(double logOdds, double variance) {
        return 1 / (1 + StrictMath.exp(-logOdds / Math.sqrt(1 + Math.PI * variance / 8)));
    }

    private static double square(double x) {
        return x * x;
    }

    /// The published number that log-odds stand for: the way back from [#value] of a certain
    /// reading.
    static double published(Benchmark benchmark, double logOdds) {
        double odds = benchmark.higherIsBetter() ? logOdds : -logOdds;
        return switch (benchmark.unit()) {
            case FRACTION -> 1 / (1 + StrictMath.exp(-odds));
            case ELO -> odds / LOG_ODDS_PER_POINT;
        };
    }
}
