package dev.assayer.scoring;

import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Measure;

/// A published number as it enters the model, higher is better, with what is known of its sampling.
///
/// - Fraction: the share itself, 0..1. It rests on n tasks, whose sampling variance is `p (1 - p) /
///   n` (Bernoulli); where an interval is published, as many as give it; else [#USUAL_TASKS].
/// - Elo: log-odds, `rating x ln(10) / 400`, by the definition of the scale. Variance from the
///   published interval, which is a 95% one at LMArena (`rating +- 1.96 sqrt(variance)`); else `4 /
///   votes`, the variance of the log-odds of an even contest.
///
/// @param value share, or rating as log-odds
/// @param sampling of a share, the number of tasks; of a rating, the variance
record UnitLink(double value, double sampling) {

    /// Shares this close to 0 and 1 are where a board's own mistakes decide.
    static final double GUARD = 0.005;

    static final double USUAL_TASKS = 150;
    private static final double USUAL_VOTES = 400;
    private static final double LOG_ODDS_PER_POINT = StrictMath.log(10) / 400;
    private static final double NORMAL_95 = 1.96;

    static UnitLink of(Benchmark benchmark, Measure measure) {
        return switch (benchmark.unit()) {
            case FRACTION -> fraction(benchmark.higherIsBetter(), measure);
            case ELO -> elo(benchmark.higherIsBetter() ? 1 : -1, measure);
        };
    }

    private static UnitLink fraction(boolean higherIsBetter, Measure measure) {
        double share = Math.clamp(measure.value(), 0, 1);
        double tasks = Math.max(1, measure.samples().orElse((long) USUAL_TASKS));
        if (measure.low().isPresent() && measure.high().isPresent()) {
            double half = (measure.high().getAsDouble() - measure.low().getAsDouble()) / 2;
            double guarded = Math.clamp(share, GUARD, 1 - GUARD);
            double error = Math.max(half / NORMAL_95, 1e-4);
            tasks = Math.max(1, guarded * (1 - guarded) / (error * error));
        }
        return new UnitLink(higherIsBetter ? share : 1 - share, tasks);
    }

    private static UnitLink elo(double sign, Measure measure) {
        double votes = Math.max(1, measure.samples().orElse((long) USUAL_VOTES));
        double variance = 4 / votes;
        if (measure.low().isPresent() && measure.high().isPresent()) {
            double half = (measure.high().getAsDouble() - measure.low().getAsDouble()) / 2;
            double error = half / NORMAL_95 * LOG_ODDS_PER_POINT;
            variance = error * error;
        }
        return new UnitLink(sign * measure.value() * LOG_ODDS_PER_POINT, variance);
    }

    /// A share as log-odds, held within [#GUARD] of the ends.
    static double logOdds(double share) {
        double guarded = Math.clamp(share, GUARD, 1 - GUARD);
        return StrictMath.log(guarded / (1 - guarded));
    }

    /// The way back from [#value]: what the benchmark publishes.
    static double published(Benchmark benchmark, double value) {
        return switch (benchmark.unit()) {
            case FRACTION -> benchmark.higherIsBetter() ? value : 1 - value;
            case ELO -> (benchmark.higherIsBetter() ? value : -value) / LOG_ODDS_PER_POINT;
        };
    }
}
