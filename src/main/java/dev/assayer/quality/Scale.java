package dev.assayer.quality;

import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Observation;
import dev.assayer.scoring.RankCorrelation;
import java.util.Arrays;
import java.util.List;

/// Values of a benchmark where differences mean the same everywhere: log-odds, held within half a
/// percent of the ends as `scoring` holds them; 400 points of a rating are a factor of ten in odds.
final class Scale {

    private static final double GUARD = 0.005;
    private static final double LOG_ODDS_PER_POINT = StrictMath.log(10) / 400;

    private Scale() {}

    static double of(Benchmark.Unit unit, double value) {
        return switch (unit) {
            case FRACTION -> {
                double guarded = Math.clamp(value, GUARD, 1 - GUARD);
                yield StrictMath.log(guarded / (1 - guarded));
            }
            case ELO -> value * LOG_ODDS_PER_POINT;
        };
    }

    static double of(Benchmark.Unit unit, Observation one) {
        return of(unit, one.measure().value());
    }

    /// The middle one; the lower of two.
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }

    /// Spearman's rank correlation, -1..1; ties share their rank. 0 where one side is constant.
    static double rankCorrelation(List<Double> left, List<Double> right) {
        double correlation = RankCorrelation.of(plain(left), plain(right));
        return Double.isNaN(correlation) ? 0 : correlation;
    }

    private static double[] plain(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
