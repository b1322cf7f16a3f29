package dev.assayer.scoring;

import java.util.Arrays;

/// Where every benchmark lies on one scale of ability, fitted on the models that benchmarks share.
///
/// In log-odds ([UnitLink]), benchmark b shows of a model with ability t
///
/// ```
/// z = offset(b) + slope(b) x t + noise,   noise variance = (own(b) + sampling) / trust
/// ```
///
/// so that `(z - offset) / slope` is comparable between boards, whatever population each of them
/// holds: a board of strong models gets a low offset because its models do well elsewhere, not
/// because its average is low. That is the two-parameter ability model of Epoch AI's Capabilities
/// Index (epoch.ai/benchmarks/eci, 2025) with noise and several abilities.
///
/// Fitted by expectation maximisation with parameter expansion (Liu, Rubin and Wu, Biometrika
/// 85:755, 1998), [#ROUNDS] rounds:
///
/// 1. what each model is able to, given the links and its prior ([ModelBelief]);
/// 2. offset and slope of each benchmark by weighted regression on those abilities and their
///    uncertainty, the slope shrunk towards the usual one of its unit by [#SLOPE_READINGS] virtual
///    readings; its own noise from what is left, shrunk by [#NOISE_READINGS] of them. Readings far
///    off count less, as under Student's t with [#TAIL] degrees of freedom (Lange, Little and
///    Taylor, JASA 84:881, 1989);
/// 3. the scale itself: the reference models, those with two independent witnesses, have mean 0 and
///    standard deviation 1;
/// 4. prior means of the models ([ModelPrior]) and the spread around them.
///
/// Immutable once fitted. The figures are ours, chosen on the bundled evidence of August 2026 by
/// the likelihood of boards held out for a third of their models.
final class CommonScale {

    /// More rounds moved no score of the bundled evidence by more than its interval's tenth.
    static final int ROUNDS = 10;

    private static final double USUAL_SLOPE_FRACTION = 1.3;
    private static final double USUAL_SLOPE_ELO = 0.65;

    /// Slopes below this share of the usual one would make noise look like ability.
    private static final double FLATTEST = 0.15;

    private static final double SLOPE_READINGS = 2;
    private static final double NOISE_READINGS = 6;

    /// Own noise of a benchmark on the common scale, as variance, before it is fitted.
    private static final double USUAL_NOISE = 0.05;

    /// No benchmark pins an ability closer than this, as a standard deviation on the common scale:
    /// harness, prompt and judge differ by as much.
    private static final double LEAST_NOISE = 0.1;

    private static final double TAIL = 20;

    private static final double FIRST_GENERAL_VARIANCE = 0.5;
    private static final double LEAST_GENERAL_VARIANCE = 0.05;
    private static final double GENERAL_READINGS = 5;

    /// With fewer reference models the spread of the scale stays what the usual slopes make it.
    private static final int ENOUGH_MODELS = 10;

    private final Readings readings;
    private final double[] offset;
    private final double[] slope;

    /// Own noise by benchmark, as variance of log-odds.
    private final double[] own;

    /// By reading: 1, less for one that is far off.
    private final double[] fit;

    private final double[] priorMean;
    private double generalVariance = FIRST_GENERAL_VARIANCE;

    private CommonScale(Readings readings) {
        this.readings = readings;
        int benchmarks = readings.benchmarks.count();
        this.offset = new double[benchmarks];
        this.slope = new double[benchmarks];
        this.own = new double[benchmarks];
        this.fit = new double[readings.size()];
        this.priorMean = new double[readings.models.length];
    }

    static CommonScale fit(Readings readings, BenchmarkWeights weights, Categories categories) {
        var scale = new CommonScale(readings);
        var prior = new ModelPrior(readings.traits);
        scale.begin(prior);
        var belief = new ModelBelief(readings, weights, categories);
        var round = new Round(readings);
        for (int i = 0; i < ROUNDS; i++) {
            scale.expect(belief, round);
            scale.link(round);
            scale.standardise(round, prior);
        }
        return scale;
    }

    private void begin(ModelPrior prior) {
        Arrays.fill(fit, 1);
        for (int m = 0; m < priorMean.length; m++) {
            priorMean[m] = prior.mean(m);
        }
        int[] count = new int[offset.length];
        for (int b : readings.benchmark) {
            count[b]++;
        }
        double[][] starts = new double[offset.length][];
        for (int b = 0; b < starts.length; b++) {
            starts[b] = new double[count[b]];
            slope[b] = usualSlope(b);
            own[b] = USUAL_NOISE * slope[b] * slope[b];
        }
        for (int m = 0; m < priorMean.length; m++) {
            for (int r = readings.starts[m]; r < readings.starts[m + 1]; r++) {
                int b = readings.benchmark[r];
                starts[b][--count[b]] = readings.value[r] - slope[b] * priorMean[m];
            }
        }
        for (int b = 0; b < starts.length; b++) {
            Arrays.sort(starts[b]);
            offset[b] = starts[b].length == 0 ? 0 : starts[b][starts[b].length / 2];
        }
    }

    private double usualSlope(int benchmark) {
        return readings.benchmarks.isElo(benchmark) ? USUAL_SLOPE_ELO : USUAL_SLOPE_FRACTION;
    }

    /// Step 1.
    private void expect(ModelBelief belief, Round round) {
        for (int m = 0; m < priorMean.length; m++) {
            belief.begin(m, generalVariance);
            int end = readings.firstGroup[m + 1];
            for (int g = readings.firstGroup[m]; g < end; g++) {
                learn(belief, m, g);
            }
            round.general[m] = priorMean[m] + belief.general();
            round.generalVariance[m] = belief.generalVariance();
            for (int g = readings.firstGroup[m]; g < end; g++) {
                int first = readings.groups[g];
                double shown = priorMean[m] + belief.expected(first);
                double shownVariance = belief.uncertainty(first);
                for (int r = first; r < readings.groups[g + 1]; r++) {
                    round.shown[r] = shown;
                    round.shownVariance[r] = shownVariance;
                }
            }
        }
    }

    /// Lets a belief learn a group of readings. They show the same, so they count as one reading:
    /// their mean, weighted by precision.
    ///
    /// @return the gain; valid until the belief learns again
    double[] learn(ModelBelief belief, int model, int group) {
        double precision = 0;
        double sum = 0;
        for (int r = readings.groups[group]; r < readings.groups[group + 1]; r++) {
            double weight = 1 / variance(r);
            precision += weight;
            sum += weight * scaled(r);
        }
        double surprise = sum / precision - priorMean[model];
        return belief.learn(readings.groups[group], surprise, 1 / precision);
    }

    /// Step 2.
    private void link(Round round) {
        Arrays.fill(round.sums, 0);
        for (int r = 0; r < fit.length; r++) {
            int b = readings.benchmark[r];
            double noise = (own[b] + readings.variance[r]) / readings.trust[r];
            fit[r] = (TAIL + 1) / (TAIL + round.squaredError(r, offset[b], slope[b]) / noise);
            round.add(r, fit[r] / noise);
        }
        for (int b = 0; b < offset.length; b++) {
            if (round.count(b) > 0) {
                regress(round, b);
            }
        }
        double[] left = new double[offset.length];
        for (int r = 0; r < fit.length; r++) {
            int b = readings.benchmark[r];
            double error = fit[r] * round.squaredError(r, offset[b], slope[b]);
            left[b] += Math.max(0, readings.trust[r] * error - readings.variance[r]);
        }
        for (int b = 0; b < offset.length; b++) {
            double usual = USUAL_NOISE * usualSlope(b) * usualSlope(b);
            double fitted = (left[b] + NOISE_READINGS * usual) / (round.count(b) + NOISE_READINGS);
            double least = LEAST_NOISE * slope[b];
            own[b] = Math.max(fitted, least * least);
        }
    }

    private void regress(Round round, int b) {
        double weight = round.sum(b, Round.W);
        double virtual = SLOPE_READINGS * weight / round.count(b);
        double xx = round.sum(b, Round.WXX) + virtual;
        double xz = round.sum(b, Round.WXZ) + virtual * usualSlope(b);
        double x = round.sum(b, Round.WX);
        double z = round.sum(b, Round.WZ);
        double determinant = weight * xx - x * x;
        slope[b] = Math.max((weight * xz - x * z) / determinant, FLATTEST * usualSlope(b));
        offset[b] = (z - slope[b] * x) / weight;
    }

    /// Steps 3 and 4.
    private void standardise(Round round, ModelPrior prior) {
        double[] general = round.general;
        double sum = 0;
        double squares = 0;
        for (int m : round.reference) {
            sum += general[m];
        }
        double mean = sum / Math.max(1, round.reference.length);
        for (int m : round.reference) {
            double distance = general[m] - mean;
            squares += distance * distance + round.generalVariance[m];
        }
        double spread =
                round.reference.length < ENOUGH_MODELS
                        ? 1
                        : Math.sqrt(squares / round.reference.length);
        for (int b = 0; b < offset.length; b++) {
            offset[b] += slope[b] * mean;
            slope[b] *= spread;
        }
        double[] scatter = new double[general.length];
        for (int m = 0; m < general.length; m++) {
            general[m] = (general[m] - mean) / spread;
            round.generalVariance[m] /= spread * spread;
            scatter[m] = round.generalVariance[m] + generalVariance;
        }
        prior.fit(general, scatter);
        double around = 0;
        for (int m = 0; m < general.length; m++) {
            priorMean[m] = prior.mean(m);
        }
        for (int m : round.reference) {
            double distance = general[m] - priorMean[m];
            around += distance * distance + round.generalVariance[m];
        }
        generalVariance =
                Math.max(
                        LEAST_GENERAL_VARIANCE,
                        (around + GENERAL_READINGS * generalVariance)
                                / (round.reference.length + GENERAL_READINGS));
    }

    double generalVariance() {
        return generalVariance;
    }

    double priorMean(int model) {
        return priorMean[model];
    }

    double offset(int benchmark) {
        return offset[benchmark];
    }

    double slope(int benchmark) {
        return slope[benchmark];
    }

    /// Own noise of a benchmark, as variance of log-odds.
    double own(int benchmark) {
        return own[benchmark];
    }

    /// Own noise of a benchmark on the common scale, as variance.
    double noise(int benchmark) {
        return own[benchmark] / (slope[benchmark] * slope[benchmark]);
    }

    /// A reading on the common scale, panel error and noise included.
    double scaled(int reading) {
        int b = readings.benchmark[reading];
        return (readings.value[reading] - offset[b]) / slope[b];
    }

    /// Variance of a reading's noise on the common scale.
    double variance(int reading) {
        int b = readings.benchmark[reading];
        return (own[b] + readings.variance[reading])
                / (readings.trust[reading] * fit[reading] * slope[b] * slope[b]);
    }

    /// What one round of the fit works with.
    private static final class Round {

        private static final int W = 0;
        private static final int WX = 1;
        private static final int WXX = 2;
        private static final int WZ = 3;
        private static final int WXZ = 4;
        private static final int COUNT = 5;
        private static final int FIELDS = 6;

        private final Readings readings;
        private final double[] general;
        private final double[] generalVariance;
        private final double[] shown;
        private final double[] shownVariance;
        private final double[] sums;
        private final int[] reference;

        private Round(Readings readings) {
            this.readings = readings;
            int models = readings.models.length;
            this.general = new double[models];
            this.generalVariance = new double[models];
            this.shown = new double[readings.size()];
            this.shownVariance = new double[readings.size()];
            this.sums = new double[FIELDS * readings.benchmarks.count()];
            int[] shared = new int[models];
            int count = 0;
            for (int m = 0; m < models; m++) {
                if (readings.isShared(m)) {
                    shared[count++] = m;
                }
            }
            if (count < ENOUGH_MODELS) {
                count = models;
                Arrays.setAll(shared, m -> m);
            }
            this.reference = Arrays.copyOf(shared, count);
        }

        private double squaredError(int reading, double offset, double slope) {
            double error = readings.value[reading] - offset - slope * shown[reading];
            return error * error + slope * slope * shownVariance[reading];
        }

        private void add(int reading, double weight) {
            int at = FIELDS * readings.benchmark[reading];
            double x = shown[reading];
            sums[at + W] += weight;
            sums[at + WX] += weight * x;
            sums[at + WXX] += weight * (x * x + shownVariance[reading]);
            sums[at + WZ] += weight * readings.value[reading];
            sums[at + WXZ] += weight * readings.value[reading] * x;
            sums[at + COUNT] += 1;
        }

        private double sum(int benchmark, int field) {
            return sums[FIELDS * benchmark + field];
        }

        private double count(int benchmark) {
            return sum(benchmark, COUNT);
        }
    }
}
