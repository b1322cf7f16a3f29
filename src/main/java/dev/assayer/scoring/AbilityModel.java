package dev.assayer.scoring;

import java.util.Arrays;

/// Models' abilities and benchmarks' links, fitted together on some readings.
///
/// A two-parameter ability model, as Epoch AI's Capabilities Index is one (epoch.ai/benchmarks/eci,
/// 2025), in three respects more: there are several abilities, those without a name learnt from the
/// readings themselves; models have kin, age and size ([Kinship]); and a share is fitted as a share
/// ([Links]), under the noise that shares have, so that a saturated benchmark says little and 0 and
/// 1 are numbers like any other.
///
/// [#ROUNDS] rounds of variational expectation maximisation, each linear in the number of readings:
///
/// 1. every reading as log-odds with a variance, by a Gauss-Newton step at what is expected of it;
///    one far off counts less, as under Student's t with [#TAIL] degrees of freedom (Lange, Little
///    and Taylor, JASA 84:881, 1989);
/// 2. what each model is able to, given the links ([ModelBelief]);
/// 3. each benchmark's link, given the models ([Links#learn]); in the round after the first
///    [#PLAIN_ROUNDS] the loadings begin at the leading singular vectors of what is left;
/// 4. its noise, floor and ceiling;
/// 5. what kin have in common ([Kinship#update]).
///
/// What the fit leaves is rounded to single precision, so that it can be kept ([KeptFit]) and be
/// the same to the last bit when it is taken up again.
///
/// Immutable once fitted. The constants were chosen on half a dozen random splits of Epoch's matrix
/// and checked on other splits and other matrices; none of them is delicate.
final class AbilityModel {

    static final int ROUNDS = 20;
    private static final int PLAIN_ROUNDS = 2;

    /// From this round on the variances and what is usual of benchmarks are learnt too.
    private static final int LEARNING_ROUND = 4;

    private static final double TAIL = 16;

    /// Beyond these log-odds, and below this slope, a share is taken as it would be there.
    private static final double MOST_LOG_ODDS = 5.3;

    private static final double LEAST_SLOPE = 0.02;

    private static final double LEAST_FIRST_NOISE = 0.3;
    private static final double FIRST_GUARD = 0.02;
    private static final double FIRST_LOADING = 0.3;
    private static final int POWER_STEPS = 10;

    /// How many virtual versions hold their variance near [EffortGain#VARIANCE].
    private static final double VIRTUAL_VERSIONS = 20;

    private final Readings readings;
    private final BenchmarkWeights weights;
    private final Categories categories;
    private final Links links;
    private final Kinship kinship;
    private double versionVariance = EffortGain.VARIANCE;

    /// By reading: as log-odds; the variance; 1, less for one that is far off; expected log-odds.
    private final double[] response;

    private final double[] noise;
    private final double[] fit;
    private final double[] expected;
    private double[] shown = new double[0];

    private AbilityModel(Readings readings, BenchmarkWeights weights, Categories categories) {
        this.readings = readings;
        this.weights = weights;
        this.categories = categories;
        this.links = new Links(readings.benchmarks);
        this.kinship = new Kinship(readings.traits);
        this.response = new double[readings.size()];
        this.noise = new double[readings.size()];
        this.fit = new double[readings.size()];
        this.expected = new double[readings.size()];
        Arrays.fill(fit, 1);
    }

    static AbilityModel fit(Readings readings, BenchmarkWeights weights, Categories categories) {
        var model = new AbilityModel(readings, weights, categories);
        model.shown = Shown.room(readings.size());
        model.kinship.update(false);
        model.begin();
        for (int round = 0; round < ROUNDS; round++) {
            model.respond(round);
            model.believe();
            model.links.learn();
            if (round == PLAIN_ROUNDS) {
                model.load();
            }
            model.judge(round);
            boolean learns = round >= LEARNING_ROUND;
            if (learns) {
                model.links.compare();
            }
            model.kinship.update(learns);
        }
        model.respond(ROUNDS);
        model.shown = new double[0];
        model.pass(FloatTape.rounding());
        return model;
    }

    /// Takes up a fit on the same readings that was kept.
    static AbilityModel of(
            Readings readings, BenchmarkWeights weights, Categories categories, FloatTape kept) {
        var model = new AbilityModel(readings, weights, categories);
        model.pass(kept);
        return model;
    }

    /// Passes what is read after the fit.
    void pass(FloatTape tape) {
        double[] single = {versionVariance};
        tape.pass(single);
        versionVariance = single[0];
        links.pass(tape);
        kinship.pass(tape);
        tape.pass(response);
        tape.pass(noise);
    }

    /// Difficulties so that the median model of a board is as able as its date lets expect.
    private void begin() {
        int[] count = new int[readings.benchmarks.count()];
        for (int b : readings.benchmark) {
            count[b]++;
        }
        double[][] starts = new double[count.length][];
        for (int b = 0; b < starts.length; b++) {
            starts[b] = new double[count[b]];
        }
        for (int m = 0; m < readings.models(); m++) {
            double prior = kinship.priorMean()[Kinship.at(m)];
            for (int r = readings.starts[m]; r < readings.starts[m + 1]; r++) {
                int b = readings.benchmark[r];
                starts[b][--count[b]] = logOdds(r) - links.mean(b, 1) * prior;
            }
        }
        for (int b = 0; b < starts.length; b++) {
            Arrays.sort(starts[b]);
            if (starts[b].length > 0) {
                links.begin(b, starts[b][starts[b].length / 2]);
            }
        }
    }

    private double logOdds(int reading) {
        return readings.benchmarks.isElo(readings.benchmark[reading])
                ? readings.value[reading]
                : UnitLink.logOdds(readings.value[reading]);
    }

    /// Step 1.
    private void respond(int round) {
        for (int r = 0; r < response.length; r++) {
            int b = readings.benchmark[r];
            double own = links.own(b);
            double variance;
            if (readings.benchmarks.isElo(b)) {
                response[r] = readings.value[r];
                variance = own + readings.sampling[r];
            } else if (round < PLAIN_ROUNDS) {
                double share = Math.clamp(readings.value[r], FIRST_GUARD, 1 - FIRST_GUARD);
                double slope = share * (1 - share);
                response[r] = UnitLink.logOdds(readings.value[r]);
                variance = (own + slope / readings.sampling[r]) / (slope * slope);
                if (round == 0) {
                    variance = Math.max(variance, LEAST_FIRST_NOISE);
                }
            } else {
                double at = Math.clamp(expected[r], -MOST_LOG_ODDS, MOST_LOG_ODDS);
                double way = 1 / (1 + StrictMath.exp(-at));
                double height = links.ceiling(b) - links.floor(b);
                double slope = height * Math.max(way * (1 - way), LEAST_SLOPE);
                double share = links.floor(b) + height * way;
                response[r] = at + (readings.value[r] - share) / slope;
                variance = (own + share * (1 - share) / readings.sampling[r]) / (slope * slope);
            }
            noise[r] = variance / (readings.trust[r] * fit[r]);
        }
    }

    /// Step 2, and what step 3 gathers.
    private void believe() {
        ModelBelief belief = belief();
        var each = new Shown();
        links.gather();
        double squares = 0;
        int versions = 0;
        for (int m = 0; m < readings.models(); m++) {
            learn(belief, m, -1);
            belief.tell(kinship);
            squares += belief.versionSquares();
            versions += readings.gains[m].length;
            for (int r = readings.starts[m]; r < readings.starts[m + 1]; r++) {
                belief.show(r, each);
                each.store(shown, r);
                links.add(readings.benchmark[r], each, response[r], noise[r]);
            }
        }
        versionVariance =
                (squares + VIRTUAL_VERSIONS * EffortGain.VARIANCE) / (versions + VIRTUAL_VERSIONS);
    }

    /// First loadings: the leading right singular vectors of models x benchmarks of what is left,
    /// by power iteration from a fixed start.
    private void load() {
        int count = readings.benchmarks.count();
        double[] left = new double[response.length];
        var each = new Shown();
        for (int r = 0; r < left.length; r++) {
            each.load(shown, r);
            left[r] = (response[r] - mean(r, each)) / Math.sqrt(noise[r]);
        }
        double[][] vectors = new double[Links.LATENT][count];
        for (int k = 0; k < vectors.length; k++) {
            for (int b = 0; b < count; b++) {
                vectors[k][b] = StrictMath.sin(12.9898 * (b + 1) + 78.233 * (k + 1));
            }
        }
        for (int step = 0; step < POWER_STEPS; step++) {
            for (int k = 0; k < vectors.length; k++) {
                vectors[k] = multiplied(left, vectors[k]);
            }
            orthonormalise(vectors);
        }
        for (int k = 0; k < vectors.length; k++) {
            for (int b = 0; b < count; b++) {
                links.load(b, k, vectors[k][b] * Math.sqrt(count) * FIRST_LOADING);
            }
        }
    }

    private double[] multiplied(double[] left, double[] vector) {
        double[] result = new double[vector.length];
        for (int m = 0; m < readings.models(); m++) {
            double sum = 0;
            for (int r = readings.starts[m]; r < readings.starts[m + 1]; r++) {
                sum += left[r] * vector[readings.benchmark[r]];
            }
            for (int r = readings.starts[m]; r < readings.starts[m + 1]; r++) {
                result[readings.benchmark[r]] += left[r] * sum;
            }
        }
        return result;
    }

    private static void orthonormalise(double[][] vectors) {
        for (int k = 0; k < vectors.length; k++) {
            for (int l = 0; l < k; l++) {
                double dot = dot(vectors[k], vectors[l]);
                for (int b = 0; b < vectors[k].length; b++) {
                    vectors[k][b] -= dot * vectors[l][b];
                }
            }
            double length = Math.sqrt(dot(vectors[k], vectors[k]));
            for (int b = 0; b < vectors[k].length; b++) {
                vectors[k][b] = length > 0 ? vectors[k][b] / length : 0;
            }
        }
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }

    /// Step 4, and what step 1 of the next round begins at.
    private void judge(int round) {
        links.gatherNoise();
        var each = new Shown();
        for (int r = 0; r < response.length; r++) {
            int b = readings.benchmark[r];
            each.load(shown, r);
            expected[r] = mean(r, each);
            double uncertainty = uncertainty(b, each);
            double sampling = readings.sampling[r];
            double error;
            double squared;
            if (readings.benchmarks.isElo(b)) {
                error = readings.value[r] - expected[r];
                squared = error * error + uncertainty;
                fit[r] = fit(r, squared, links.own(b) + sampling);
                links.addNoise(b, Math.max(0, readings.trust[r] * fit[r] * squared - sampling));
            } else {
                double at = Math.clamp(expected[r], -MOST_LOG_ODDS, MOST_LOG_ODDS);
                double way = 1 / (1 + StrictMath.exp(-at));
                double height = links.ceiling(b) - links.floor(b);
                double slope = height * Math.max(way * (1 - way), LEAST_SLOPE);
                double share = links.floor(b) + height * way;
                sampling = share * (1 - share) / sampling;
                error = readings.value[r] - share;
                squared = error * error + slope * slope * uncertainty;
                if (round > 0) {
                    fit[r] = fit(r, squared, links.own(b) + sampling);
                }
                double trust = readings.trust[r] * fit[r];
                links.addNoise(b, Math.max(0, trust * squared - sampling));
                links.addBounds(b, error, way, (links.own(b) + sampling) / trust);
            }
        }
        if (round > 0) {
            links.learnNoise(round >= LEARNING_ROUND);
        }
    }

    private double fit(int reading, double squared, double variance) {
        return (TAIL + 1) / (TAIL + readings.trust[reading] * squared / variance);
    }

    private double mean(int reading, Shown of) {
        int b = readings.benchmark[reading];
        double sum = links.mean(b, 0);
        for (int i = 0; i < Links.ABILITIES; i++) {
            sum += links.mean(b, 1 + i) * of.mean(i);
        }
        return sum;
    }

    private double uncertainty(int b, Shown of) {
        double sum = links.covariance(b, 0, 0);
        for (int i = 0; i < Links.ABILITIES; i++) {
            sum += 2 * of.mean(i) * links.covariance(b, 0, 1 + i);
            for (int j = 0; j < Links.ABILITIES; j++) {
                sum +=
                        links.mean(b, 1 + i) * links.mean(b, 1 + j) * of.covariance(i, j)
                                + links.covariance(b, 1 + i, 1 + j) * of.square(i, j);
            }
        }
        return Math.max(0, sum);
    }

    // --- afterwards

    ModelBelief belief() {
        return new ModelBelief(readings, weights, categories, links);
    }

    /// Lets a belief learn all readings of a model.
    ///
    /// @param but one that is left out; -1 for none
    void learn(ModelBelief belief, int model, int but) {
        belief.begin(model, kinship, versionVariance);
        for (int r = readings.starts[model]; r < readings.starts[model + 1]; r++) {
            if (r != but) {
                belief.add(r, response[r], noise[r]);
            }
        }
        belief.settle();
    }

    Readings readings() {
        return readings;
    }

    Links links() {
        return links;
    }

    Kinship kinship() {
        return kinship;
    }

    /// A benchmark's link without one of its readings.
    Link without(int model, int reading) {
        ModelBelief belief = belief();
        learn(belief, model, -1);
        var each = new Shown();
        belief.show(reading, each);
        return links.without(readings.benchmark[reading], each, response[reading], noise[reading]);
    }

    double response(int reading) {
        return response[reading];
    }

    double noise(int reading) {
        return noise[reading];
    }

    double versionVariance() {
        return versionVariance;
    }

    /// What a model without evidence brings to a benchmark.
    ///
    /// @param benchmark -1 for one that the evidence does not describe
    Shown expected(ModelTraits traits, int benchmark, double usualGain) {
        Kinship.Origin from = kinship.expected(traits);
        var result = new Shown();
        for (int i = 0; i < Links.ABILITIES; i++) {
            result.setMean(i, from.mean()[i]);
            for (int j = 0; j <= i; j++) {
                result.setCovariance(i, j, from.covariance()[i * Links.ABILITIES + j]);
            }
        }
        double share = 1;
        double more = 0;
        if (benchmark >= 0 && readings.benchmarks.measuresCategories()) {
            BenchmarkWeights.Entry entry = readings.benchmarks.entry(benchmark);
            share = entry.effort(categories);
            more = entry.panel().isEmpty() ? 0 : square(weights.panelSpread(entry.panel()));
            for (int i = 0; entry.isKnown() && i < entry.categories().length; i++) {
                for (int j = 0; j < entry.categories().length; j++) {
                    more +=
                            entry.shares()[i]
                                    * entry.shares()[j]
                                    * categories.covariance(
                                            entry.categories()[i], entry.categories()[j]);
                }
            }
        }
        result.setMean(0, result.mean(0) + share * usualGain);
        result.setCovariance(
                0, 0, result.covariance(0, 0) + more + share * share * versionVariance);
        return result;
    }

    private static double square(double x) {
        return x * x;
    }
}
