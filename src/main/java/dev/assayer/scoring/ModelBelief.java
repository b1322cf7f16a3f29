package dev.assayer.scoring;

import java.util.Arrays;

/// What is believed of one model: a normal distribution over
///
/// ```
/// [0]         its general ability
/// [1..3]      its abilities without a name
/// [4..14]     how far each category departs from general ability; only where benchmarks of known
///             categories exist
/// [..]        what each panel gets wrong about it
/// [..]        how far each version departs from what is usual for its effort
/// ```
///
/// The first four begin with what the model's kin lets expect ([Kinship]), the others at 0. A
/// benchmark shows `G = general + sum of share x category + panel error + effort share x (usual
/// gain + departure)`. Held as precision matrix and vector while readings are added, so their order
/// costs nothing and one can be left out; [#settle] solves. Mutable, for one thread.
final class ModelBelief {

    private static final int FIRST_CATEGORY = Links.ABILITIES;

    private final Readings readings;
    private final BenchmarkWeights weights;
    private final Categories categories;
    private final Links links;
    private final int categoryCount;
    private final double[] categoryPrecision;
    private final double[] effortShare;

    private double[] matrix = new double[0];
    private double[] vector = new double[0];
    private double[] mean = new double[0];
    private double versionVariance;
    private int size;
    private int model;
    private int firstPanel;
    private int firstVersion;

    private final int[] index = new int[Categories.COUNT + 3];
    private final double[] share = new double[Categories.COUNT + 3];
    private int parts;
    private double gain;
    private double unseen;

    ModelBelief(Readings readings, BenchmarkWeights weights, Categories categories, Links links) {
        this.readings = readings;
        this.weights = weights;
        this.categories = categories;
        this.links = links;
        this.categoryCount = readings.benchmarks.measuresCategories() ? Categories.COUNT : 0;
        this.categoryPrecision = new double[categoryCount * categoryCount];
        for (int i = 0; i < categoryPrecision.length; i++) {
            categoryPrecision[i] = categories.covariance(i / categoryCount, i % categoryCount);
        }
        PositiveDefinite.invert(categoryPrecision, categoryCount);
        this.effortShare = new double[readings.benchmarks.count()];
        for (int b = 0; b < effortShare.length; b++) {
            BenchmarkWeights.Entry entry = readings.benchmarks.entry(b);
            effortShare[b] = categoryCount == 0 ? 1 : entry.effort(categories);
        }
    }

    /// Forgets the last model and believes of this one what its kin lets expect.
    ///
    /// @param variance of a version's departure from what is usual for its effort
    void begin(int ofModel, Kinship kinship, double variance) {
        model = ofModel;
        firstPanel = FIRST_CATEGORY + categoryCount;
        firstVersion = firstPanel + readings.panels[model].length;
        size = firstVersion + readings.gains[model].length;
        versionVariance = variance;
        if (vector.length < size) {
            matrix = new double[size * size];
            vector = new double[size];
            mean = new double[size];
        }
        Arrays.fill(matrix, 0, size * size, 0);
        Arrays.fill(vector, 0, size, 0);
        int at = Kinship.at(model);
        for (int i = 0; i < Links.ABILITIES; i++) {
            for (int j = 0; j < Links.ABILITIES; j++) {
                double each = kinship.priorPrecision()[(at + i) * Links.ABILITIES + j];
                matrix[i * size + j] = each;
                vector[i] += each * kinship.priorMean()[at + j];
            }
        }
        for (int c = 0; c < categoryCount; c++) {
            System.arraycopy(
                    categoryPrecision,
                    c * categoryCount,
                    matrix,
                    (FIRST_CATEGORY + c) * size + FIRST_CATEGORY,
                    categoryCount);
        }
        for (int p = firstPanel; p < firstVersion; p++) {
            matrix[p * (size + 1)] =
                    1 / square(weights.panelSpread(readings.panels[model][p - firstPanel]));
        }
        for (int v = firstVersion; v < size; v++) {
            matrix[v * (size + 1)] = 1 / variance;
        }
    }

    /// Adds a reading.
    ///
    /// @param response the reading as log-odds
    /// @param noise its variance
    void add(int reading, double response, double noise) {
        int b = readings.benchmark[reading];
        look(reading);
        double slopes = expected(b, 1, 1);
        double residual = response - links.mean(b, 0);
        double weight = 1 / noise;
        double toward = links.mean(b, 1) * residual - links.covariance(b, 0, 1) - slopes * gain;
        for (int i = 0; i < parts; i++) {
            int row = index[i] * size;
            double scaled = weight * share[i];
            vector[index[i]] += scaled * toward;
            for (int j = 0; j < parts; j++) {
                matrix[row + index[j]] += scaled * share[j] * slopes;
            }
        }
        for (int k = 1; k < Links.ABILITIES; k++) {
            double mixed = expected(b, 1, 1 + k);
            vector[k] +=
                    weight
                            * (links.mean(b, 1 + k) * residual
                                    - links.covariance(b, 0, 1 + k)
                                    - mixed * gain);
            for (int i = 0; i < parts; i++) {
                double scaled = weight * share[i] * mixed;
                matrix[index[i] * size + k] += scaled;
                matrix[k * size + index[i]] += scaled;
            }
            for (int l = 1; l < Links.ABILITIES; l++) {
                matrix[k * size + l] += weight * expected(b, 1 + k, 1 + l);
            }
        }
    }

    /// Expected product of two parameters of a benchmark.
    private double expected(int benchmark, int one, int other) {
        return links.mean(benchmark, one) * links.mean(benchmark, other)
                + links.covariance(benchmark, one, other);
    }

    /// Works out mean and covariance; readings can be added no more.
    void settle() {
        PositiveDefinite.invert(matrix, size);
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int j = 0; j < size; j++) {
                sum += matrix[i * size + j] * vector[j];
            }
            mean[i] = sum;
        }
    }

    /// Tells its kin what was learnt.
    void tell(Kinship kinship) {
        kinship.hear(model, mean, matrix, size);
    }

    /// Sum of the expected squares of the versions' departures.
    double versionSquares() {
        double sum = 0;
        for (int v = firstVersion; v < size; v++) {
            sum += square(mean[v]) + matrix[v * (size + 1)];
        }
        return sum;
    }

    /// What the model brings to a reading.
    void show(int reading, Shown shown) {
        look(reading);
        show(shown);
    }

    /// What the model brings to a benchmark.
    ///
    /// @param version one of its versions, or -1 for another
    /// @param usualGain what such a version's effort is expected to give, in full
    void show(int benchmark, int version, double usualGain, Shown shown) {
        look(benchmark, readings.panel(model, benchmark), version, usualGain);
        show(shown);
    }

    /// What the model brings to a benchmark without a known category, and of which no panel has
    /// seen it.
    void showPlainly(int version, double usualGain, Shown shown) {
        parts = 0;
        unseen = 0;
        part(0, 1);
        version(version, 1, usualGain);
        show(shown);
    }

    private void show(Shown shown) {
        double sum = gain;
        double variance = unseen;
        for (int i = 0; i < parts; i++) {
            sum += share[i] * mean[index[i]];
            for (int j = 0; j < parts; j++) {
                variance += share[i] * share[j] * matrix[index[i] * size + index[j]];
            }
        }
        shown.setMean(0, sum);
        shown.setCovariance(0, 0, variance);
        for (int k = 1; k < Links.ABILITIES; k++) {
            shown.setMean(k, mean[k]);
            double with = 0;
            for (int i = 0; i < parts; i++) {
                with += share[i] * matrix[index[i] * size + k];
            }
            shown.setCovariance(0, k, with);
            for (int l = 1; l <= k; l++) {
                shown.setCovariance(k, l, matrix[k * size + l]);
            }
        }
    }

    private void look(int reading) {
        int slot = readings.version[reading];
        look(
                readings.benchmark[reading],
                readings.panel[reading],
                slot,
                readings.gains[model][slot]);
    }

    /// Says of what G is made at a benchmark.
    private void look(int benchmark, int panel, int version, double usualGain) {
        BenchmarkWeights.Entry entry = readings.benchmarks.entry(benchmark);
        parts = 0;
        unseen = 0;
        part(0, 1);
        if (entry.isKnown()) {
            int[] measured = entry.categories();
            for (int i = 0; i < measured.length; i++) {
                part(FIRST_CATEGORY + measured[i], entry.shares()[i]);
            }
        }
        if (panel >= 0) {
            part(firstPanel + panel, 1);
        } else if (!entry.panel().isEmpty()) {
            unseen += square(weights.panelSpread(entry.panel()));
        }
        version(version, effortShare[benchmark], usualGain);
    }

    private void version(int version, double effort, double usualGain) {
        if (version >= 0) {
            part(firstVersion + version, effort);
        } else {
            unseen += effort * effort * versionVariance;
        }
        gain = effort * usualGain;
    }

    private void part(int at, double factor) {
        index[parts] = at;
        share[parts++] = factor;
    }

    /// The ability in a category.
    ///
    /// @param loads how far each ability without a name shows in the category
    Ability ability(int category, double[] loads, int version, double usualGain) {
        towards(category, loads, version, usualGain);
        double sum = gain;
        double variance = unseen;
        for (int i = 0; i < parts; i++) {
            sum += share[i] * mean[index[i]];
            for (int j = 0; j < parts; j++) {
                variance += share[i] * share[j] * matrix[index[i] * size + index[j]];
            }
        }
        return new Ability(sum, Math.max(0, variance));
    }

    /// The ability in a category at an effort that changes nothing and without a version's
    /// departures.
    Ability typical(int category, double[] loads) {
        Ability any = ability(category, loads, -1, 0);
        double share = categories.effort(category);
        return new Ability(any.mean, Math.max(0, any.variance - share * share * versionVariance));
    }

    private void towards(int category, double[] loads, int version, double usualGain) {
        parts = 0;
        unseen = 0;
        part(0, 1);
        for (int k = 1; k < Links.ABILITIES; k++) {
            part(k, loads[k - 1]);
        }
        if (categoryCount > 0) {
            part(FIRST_CATEGORY + category, 1);
        } else {
            unseen += categories.covariance(category, category);
        }
        version(version, categories.effort(category), usualGain);
    }

    /// How far each entry of a vector of this belief's size moves the ability in a category, per
    /// unit: the covariance of the ability with everything.
    double[] reach(int category, double[] loads, int version) {
        towards(category, loads, version, 0);
        double[] reach = new double[size];
        for (int i = 0; i < parts; i++) {
            for (int j = 0; j < size; j++) {
                reach[j] += share[i] * matrix[index[i] * size + j];
            }
        }
        return reach;
    }

    /// By how much a reading moved the ability whose [#reach] is given: what it added to the
    /// vector, less what was expected of it before any reading.
    double moved(int reading, double response, double noise, double[] reach, double[] prior) {
        int b = readings.benchmark[reading];
        look(reading);
        double g = gain;
        double reachG = 0;
        for (int i = 0; i < parts; i++) {
            g += share[i] * prior[index[i]];
            reachG += share[i] * reach[index[i]];
        }
        double residual = response - links.mean(b, 0);
        double sum = reachG * along(b, 1, residual, g, prior);
        for (int k = 1; k < Links.ABILITIES; k++) {
            sum += reach[k] * along(b, 1 + k, residual, g, prior);
        }
        return sum / noise;
    }

    private double along(int b, int parameter, double residual, double g, double[] prior) {
        double sum =
                links.mean(b, parameter) * residual
                        - links.covariance(b, 0, parameter)
                        - expected(b, parameter, 1) * g;
        for (int l = 1; l < Links.ABILITIES; l++) {
            sum -= expected(b, parameter, 1 + l) * prior[l];
        }
        return sum;
    }

    /// How far the ability whose [#reach] is given moves per unit of G that a reading shows more.
    double effect(int reading, double noise, double[] reach) {
        int b = readings.benchmark[reading];
        look(reading);
        double sum = 0;
        for (int i = 0; i < parts; i++) {
            sum += share[i] * reach[index[i]] * links.mean(b, 1);
        }
        for (int k = 1; k < Links.ABILITIES; k++) {
            sum += reach[k] * links.mean(b, 1 + k);
        }
        return sum * links.mean(b, 1) / noise;
    }

    /// What was believed before any reading.
    double[] prior(Kinship kinship) {
        double[] prior = new double[size];
        System.arraycopy(kinship.priorMean(), Kinship.at(model), prior, 0, Links.ABILITIES);
        return prior;
    }

    /// Mean of an ability without a name.
    double latent(int index) {
        return mean[1 + index];
    }

    private static double square(double x) {
        return x * x;
    }

    /// A normal belief about one number.
    ///
    /// @param mean of it
    /// @param variance at least 0
    record Ability(double mean, double variance) {}
}
