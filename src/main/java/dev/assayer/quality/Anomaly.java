package dev.assayer.quality;

import java.util.Arrays;

/// How unlikely something is to be right, 0..1.
///
/// For an observation it is the probability, by Bayes' rule, that the line is an error, given how
/// many standard deviations it lies from what everything else foretells: errors are taken to be one
/// line in [#ERRORS], and as far off as Cauchy's distribution with a scale of [#ERROR_SPREAD] has
/// it; right lines to follow Student's t with [#TAIL] degrees of freedom, whose tails are no
/// lighter than those of the real evidence of August 2026 (one in a thousand beyond 3.5). 0.3 is
/// reached at 5.5 deviations, 0.5 at 6.0, 0.9 at 7.2.
final class Anomaly {

    private static final double ERRORS = 1000;
    private static final double ERROR_SPREAD = 10;
    private static final int TAIL = 15;

    /// Density of Student's t with 15 degrees of freedom at 0.
    private static final double MODE = 0.39235;

    /// Median of the size of a standard normal deviate.
    private static final double NORMAL_MEDIAN = 0.6745;

    /// So many deviations of 1 are taken to be known of each benchmark.
    private static final int VIRTUAL = 10;

    private static final double MOST_SPREAD = 2;

    /// By how much a name that moved has to fit better to be beyond doubt, as mean square.
    private static final double BENEFIT = 2;

    /// What a price may change to without anybody else saying so: to a fifth, the deepest cut known
    /// (OpenAI's o3, 2025-06-10), which comes to 0.29.
    private static final double PRICE_SQUARE = 60;

    /// Lists of other people's prices are months behind more often than wrong: a factor of 6 was
    /// that in August 2026.
    private static final double LIST_SQUARE = 150;

    private Anomaly() {}

    /// Of an observation.
    ///
    /// @param deviations from what is foretold, in standard deviations; of either sign
    static double of(double deviations) {
        double square = deviations * deviations;
        double right = MODE * StrictMath.pow(1 + square / TAIL, -(TAIL + 1) / 2.0);
        double wrong = 1 / (Math.PI * ERROR_SPREAD * (1 + square / (ERROR_SPREAD * ERROR_SPREAD)));
        double isError = wrong / ERRORS;
        return isError / (isError + right * (1 - 1 / ERRORS));
    }

    /// Of a name that moved: what it said before stays unless what it says now is clearly likelier.
    /// `1 - exp(-(worse + 2) / 2)`; 0.3 where now is likelier by 1.3, 0.63 where both are as
    /// likely.
    ///
    /// @param worse mean square of its deviations now, less that before
    static double ofMove(double worse) {
        return worse <= -BENEFIT ? 0 : 1 - StrictMath.exp(-(worse + BENEFIT) / 2);
    }

    /// Of a price that departs from what it was: `(factor^2 - 1) / (factor^2 + 59)`; 0.05 at a
    /// factor of 2, 0.3 at 5.2, 0.62 at 10, 0.87 at 20.
    ///
    /// @param factor how many times too high or too low it is, at least 1
    static double price(double factor) {
        return departure(factor, PRICE_SQUARE);
    }

    /// Of a price that departs from what another list says of it: `(factor^2 - 1) / (factor^2 +
    /// 149)`; 0.19 at a factor of 6, 0.3 at 8.1, 0.40 at 10.
    ///
    /// @param factor how many times higher or lower it is, at least 1
    static double disagreement(double factor) {
        return departure(factor, LIST_SQUARE);
    }

    private static double departure(double factor, double square) {
        double over = factor * factor - 1;
        return Double.isInfinite(over) ? 1 : over / (over + square);
    }

    /// How large the deviations of a benchmark usually are, where they are larger than foretold:
    /// from the median of their sizes, drawn to 1 where they are few; 1..2.
    static double spread(double[] deviations) {
        double[] sizes = Arrays.stream(deviations).map(Math::abs).sorted().toArray();
        double usual = sizes.length == 0 ? 1 : sizes[sizes.length / 2] / NORMAL_MEDIAN;
        double square =
                (sizes.length * usual * usual + VIRTUAL) / (double) (sizes.length + VIRTUAL);
        return Math.clamp(Math.sqrt(square), 1, MOST_SPREAD);
    }
}
