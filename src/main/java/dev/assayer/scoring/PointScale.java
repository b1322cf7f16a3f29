package dev.assayer.scoring;

import java.util.Arrays;

/// How abilities become points: 50 is the average of the reference models in a category, those that
/// at least two independent boards have seen, and [#POINTS] points are one standard deviation among
/// them. Immutable.
///
/// The ability in a category is general ability, its departure in the category, and of the
/// abilities without a name as much as the category's benchmarks show on average.
final class PointScale {

    /// Score of an average reference model.
    static final double MIDDLE = 50;

    /// Points to one standard deviation of the reference models' ability.
    static final double POINTS = 15;

    /// With fewer reference models all models count, and if those are fewer too, the spread is what
    /// the links make it.
    private static final int ENOUGH_MODELS = 10;

    /// As many virtual readings without loadings hold a benchmark's part in its category's.
    private static final double VIRTUAL_READINGS = 8;

    private final double[][] loads = new double[Categories.COUNT][Links.LATENT];
    private final double[] centre = new double[Categories.COUNT];
    private final double[] spread = new double[Categories.COUNT];

    private PointScale() {}

    static PointScale of(AbilityModel model, Categories categories) {
        var scale = new PointScale();
        scale.load(model, categories);
        scale.standardise(model);
        scale.pass(FloatTape.rounding());
        return scale;
    }

    /// Reads one that was kept.
    static PointScale of(FloatTape tape) {
        var scale = new PointScale();
        scale.pass(tape);
        return scale;
    }

    void pass(FloatTape tape) {
        for (double[] each : loads) {
            tape.pass(each);
        }
        tape.pass(centre);
        tape.pass(spread);
    }

    private void load(AbilityModel model, Categories categories) {
        Readings readings = model.readings();
        Links links = model.links();
        int[] count = new int[readings.benchmarks.count()];
        for (int b : readings.benchmark) {
            count[b]++;
        }
        double[] weights = new double[Categories.COUNT];
        for (int b = 0; b < count.length; b++) {
            BenchmarkWeights.Entry entry = readings.benchmarks.entry(b);
            double trust = entry.weight() * count[b] / (count[b] + VIRTUAL_READINGS);
            for (int i = 0; i < entry.categories().length && count[b] > 0; i++) {
                int c = entry.categories()[i];
                weights[c] += entry.shares()[i] * trust;
                for (int k = 0; k < Links.LATENT; k++) {
                    loads[c][k] +=
                            entry.shares()[i] * trust * links.mean(b, 2 + k) / links.mean(b, 1);
                }
            }
        }
        for (int c = 0; c < Categories.COUNT; c++) {
            for (int k = 0; k < Links.LATENT && weights[c] > 0; k++) {
                loads[c][k] /= weights[c];
            }
        }
        for (int c = 0; c < Categories.COUNT; c++) {
            if (weights[c] == 0) {
                borrow(c, weights, categories);
            }
        }
    }

    /// A category without a benchmark shows what its group's others do.
    private void borrow(int category, double[] weights, Categories categories) {
        int relatives = 0;
        for (int c = 0; c < Categories.COUNT; c++) {
            if (weights[c] > 0 && categories.covariance(category, c) > 0) {
                relatives++;
                for (int k = 0; k < Links.LATENT; k++) {
                    loads[category][k] += loads[c][k];
                }
            }
        }
        for (int k = 0; k < Links.LATENT; k++) {
            loads[category][k] /= Math.max(1, relatives);
        }
    }

    private void standardise(AbilityModel model) {
        Readings readings = model.readings();
        int[] reference = new int[readings.models()];
        int count = 0;
        for (int m = 0; m < reference.length; m++) {
            if (readings.isShared(m)) {
                reference[count++] = m;
            }
        }
        if (count < ENOUGH_MODELS) {
            count = reference.length;
            Arrays.setAll(reference, m -> m);
        }
        Arrays.fill(spread, 1);
        double[] squares = new double[Categories.COUNT];
        ModelBelief belief = model.belief();
        for (int i = 0; i < count; i++) {
            model.learn(belief, reference[i], -1);
            for (int c = 0; c < Categories.COUNT; c++) {
                ModelBelief.Ability ability = belief.typical(c, loads[c]);
                centre[c] += ability.mean() / count;
                squares[c] += (ability.mean() * ability.mean() + ability.variance()) / count;
            }
        }
        for (int c = 0; c < Categories.COUNT && count >= ENOUGH_MODELS; c++) {
            spread[c] = Math.sqrt(squares[c] - centre[c] * centre[c]);
        }
    }

    /// How far each ability without a name shows in a category.
    double[] loads(int category) {
        return loads[category];
    }

    /// One standard deviation of ability among the reference models.
    double spread(int category) {
        return spread[category];
    }

    /// An ability in standard deviations of the reference models above their mean.
    double standard(int category, double ability) {
        return (ability - centre[category]) / spread[category];
    }

    /// An ability in standard deviations as points, held within 0..100.
    static double points(double standard) {
        return Math.clamp(MIDDLE + POINTS * standard, 0, 100);
    }
}
