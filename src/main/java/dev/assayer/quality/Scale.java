package dev.assayer.quality;

import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Observation;
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
        double[] a = ranks(left);
        double[] b = ranks(right);
        double middle = (a.length + 1) / 2.0;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - middle) * (b[i] - middle);
            aa += (a[i] - middle) * (a[i] - middle);
            bb += (b[i] - middle) * (b[i] - middle);
        }
        return aa == 0 || bb == 0 ? 0 : ab / Math.sqrt(aa * bb);
    }

    private static double[] ranks(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return values.stream()
                .mapToDouble(value -> {
                    int first = Arrays.binarySearch(sorted, value);
                    int last = first;
                    while (first > 0 && sorted[first - 1] == value) {
                        first--;
                    }
                    while (last < sorted.length - 1 && sorted[last + 1] == value) {
                        last++;
                    }
                    return (first + last) / 2.0 + 1;
                })
                .toArray();
    }
}
