package dev.assayer.scoring;

import java.util.Arrays;

/// How every benchmark shows ability. On log-odds
///
/// ```
/// eta = difficulty + discrimination x G + loadings . u
/// ```
///
/// with G the ability that the benchmark is known to measure and u the abilities without a name,
/// [#LATENT] of them. A benchmark of shares shows `floor + (ceiling - floor) / (1 + e^-eta)` under
/// noise of its own beside that of sampling; an Elo board shows eta itself.
///
/// Difficulty, discrimination and loadings are a normal belief, learnt by regression on what is
/// believed of the models (variational Bayes: Bishop, "Pattern Recognition and Machine Learning",
/// 2006, 12.2.3), shrunk towards the usual discrimination and towards no loadings; how far, all
/// benchmarks tell together. A benchmark that few models have seen so stays near what is usual, and
/// what is not known of it widens every prediction.
///
/// Mutable while a fit runs, for one thread; read-only afterwards.
final class Links {

    /// Abilities without a name. Two, three and four were tried on four matrices (Epoch, LiveBench,
    /// Artificial Analysis, LLM-Stats): the third gains 1%, a fourth at most 1% more.
    static final int LATENT = 3;

    /// Abilities that kin shares: general ability and those without a name.
    static final int ABILITIES = 1 + LATENT;

    /// Parameters of a benchmark: difficulty, discrimination, loadings.
    static final int SIZE = 1 + ABILITIES;

    /// Discriminations that are usual; the scale of ability hangs on them.
    private static final double USUAL_FRACTION = 1.3;

    private static final double USUAL_ELO = 0.65;

    private static final double DIFFICULTY_VARIANCE = 4;
    private static final double DISCRIMINATION_VARIANCE = 0.1;
    private static final double LOADING_VARIANCE = 0.16;

    /// How many virtual benchmarks hold those variances near where they begin.
    private static final double VIRTUAL_BENCHMARKS = 5;

    /// Own noise before anything is fitted: 5 percentage points; 0.22 standard deviations of
    /// ability on an Elo board.
    private static final double FRACTION_NOISE = 0.05 * 0.05;

    private static final double ELO_NOISE = 0.05 * USUAL_ELO * USUAL_ELO;

    /// Harness, prompt and judge differ by as much.
    private static final double LEAST_FRACTION_NOISE = 0.01 * 0.01;

    private static final double LEAST_ELO_NOISE = 0.1;

    /// How many virtual readings hold a benchmark's noise near that of all.
    private static final double NOISE_READINGS = 20;

    /// How many virtual readings hold the noise of all near where it begins: few readings cannot
    /// tell noise from ability.
    private static final double USUAL_NOISE_READINGS = 200;

    /// Standard deviation of floors above 0 and of ceilings below 1.
    private static final double BOUND_SPREAD = 0.1;

    private static final double FLOOR_LIMIT = 0.6;

    private final Benchmarks benchmarks;

    /// By benchmark: mean and covariance of its parameters.
    private final double[] mean;

    private final double[] covariance;
    private final double[] own;
    private final double[] floor;
    private final double[] ceiling;

    private final double[] middle = new double[2];
    private final double[] variance = new double[SIZE];
    private double fractionNoise = FRACTION_NOISE;

    /// What one round gathers by benchmark.
    private final double[] precision;

    private final double[] vector;
    private final int[] count;
    private final double[] left;
    private final double[] bounds;

    Links(Benchmarks benchmarks) {
        this.benchmarks = benchmarks;
        int all = benchmarks.count();
        this.mean = new double[all * SIZE];
        this.covariance = new double[all * SIZE * SIZE];
        this.own = new double[all];
        this.floor = new double[all];
        this.ceiling = new double[all];
        this.precision = new double[all * SIZE * SIZE];
        this.vector = new double[all * SIZE];
        this.count = new int[all];
        this.left = new double[all];
        this.bounds = new double[4 * all];
        Arrays.fill(ceiling, 1);
        Arrays.fill(variance, LOADING_VARIANCE);
        variance[0] = DIFFICULTY_VARIANCE;
        variance[1] = DISCRIMINATION_VARIANCE;
        for (int b = 0; b < all; b++) {
            own[b] = benchmarks.isElo(b) ? ELO_NOISE : FRACTION_NOISE;
            mean[b * SIZE + 1] = usual(b);
        }
    }

    static double usualSlope(boolean isElo) {
        return isElo ? USUAL_ELO : USUAL_FRACTION;
    }

    private double usual(int benchmark) {
        return usualSlope(benchmarks.isElo(benchmark));
    }

    /// A benchmark's unit against that of shares.
    private double ratio(int benchmark) {
        return usual(benchmark) / USUAL_FRACTION;
    }

    /// Sets a first difficulty.
    void begin(int benchmark, double difficulty) {
        mean[benchmark * SIZE] = difficulty;
        middle[benchmarks.isElo(benchmark) ? 1 : 0] = difficulty;
    }

    double mean(int benchmark, int parameter) {
        return mean[benchmark * SIZE + parameter];
    }

    double covariance(int benchmark, int row, int column) {
        return covariance[(benchmark * SIZE + row) * SIZE + column];
    }

    double own(int benchmark) {
        return own[benchmark];
    }

    double floor(int benchmark) {
        return floor[benchmark];
    }

    double ceiling(int benchmark) {
        return ceiling[benchmark];
    }

    // --- difficulty, discrimination, loadings

    /// Begins to gather: what is usual.
    void gather() {
        Arrays.fill(precision, 0);
        Arrays.fill(count, 0);
        for (int b = 0; b < count.length; b++) {
            for (int i = 0; i < SIZE; i++) {
                double usual = priorVariance(b, i);
                precision[(b * SIZE + i) * SIZE + i] = 1 / usual;
                vector[b * SIZE + i] = priorMean(b, i) / usual;
            }
        }
    }

    private double priorMean(int benchmark, int parameter) {
        return switch (parameter) {
            case 0 -> middle[benchmarks.isElo(benchmark) ? 1 : 0];
            case 1 -> usual(benchmark);
            default -> 0;
        };
    }

    private double priorVariance(int benchmark, int parameter) {
        return parameter == 0
                ? variance[0]
                : variance[parameter] * ratio(benchmark) * ratio(benchmark);
    }

    /// Takes what one reading shows of its benchmark.
    ///
    /// @param shown G and u as believed of the reading's model
    /// @param response the reading as log-odds
    /// @param noise its variance
    void add(int benchmark, Shown shown, double response, double noise) {
        double weight = 1 / noise;
        int v = benchmark * SIZE;
        count[benchmark]++;
        precision[v * SIZE] += weight;
        vector[v] += weight * response;
        for (int i = 0; i < ABILITIES; i++) {
            double x = weight * shown.mean(i);
            int row = (v + 1 + i) * SIZE;
            vector[v + 1 + i] += x * response;
            precision[row] += x;
            precision[v * SIZE + 1 + i] += x;
            for (int j = 0; j < ABILITIES; j++) {
                precision[row + 1 + j] += weight * shown.square(i, j);
            }
        }
    }

    /// Learns what was gathered.
    void learn() {
        double[] inverse = new double[SIZE * SIZE];
        for (int b = 0; b < count.length; b++) {
            int at = b * SIZE * SIZE;
            System.arraycopy(precision, at, inverse, 0, inverse.length);
            PositiveDefinite.invert(inverse, SIZE);
            System.arraycopy(inverse, 0, covariance, at, inverse.length);
            for (int i = 0; i < SIZE; i++) {
                double sum = 0;
                for (int j = 0; j < SIZE; j++) {
                    sum += inverse[i * SIZE + j] * vector[b * SIZE + j];
                }
                mean[b * SIZE + i] = sum;
            }
        }
    }

    /// Sets the loadings on an ability without a name: where the fit begins to look.
    void load(int benchmark, int latent, double loading) {
        mean[benchmark * SIZE + 2 + latent] = loading * ratio(benchmark);
    }

    /// Learns what is usual from what the benchmarks are.
    void compare() {
        double[] squares = new double[SIZE];
        double[] sums = new double[2];
        int[] units = new int[2];
        int seen = 0;
        for (int b = 0; b < count.length; b++) {
            if (count[b] > 0) {
                double ratio = ratio(b);
                seen++;
                for (int i = 1; i < SIZE; i++) {
                    double off = (mean(b, i) - priorMean(b, i)) / ratio;
                    squares[i] += off * off + covariance(b, i, i) / (ratio * ratio);
                }
                int unit = benchmarks.isElo(b) ? 1 : 0;
                sums[unit] += mean(b, 0);
                units[unit]++;
            }
        }
        for (int i = 1; i < SIZE; i++) {
            double first = i == 1 ? DISCRIMINATION_VARIANCE : LOADING_VARIANCE;
            variance[i] = (squares[i] + VIRTUAL_BENCHMARKS * first) / (seen + VIRTUAL_BENCHMARKS);
        }
        for (int unit = 0; unit < 2; unit++) {
            middle[unit] = units[unit] == 0 ? middle[unit] : sums[unit] / units[unit];
        }
    }

    // --- noise, floor, ceiling

    void gatherNoise() {
        Arrays.fill(left, 0);
        Arrays.fill(bounds, 0);
    }

    /// Takes what one reading's error says of its benchmark's noise.
    ///
    /// @param excess expected squared error beyond what sampling explains
    void addNoise(int benchmark, double excess) {
        left[benchmark] += excess;
    }

    /// Takes what one reading's error says of floor and ceiling.
    ///
    /// @param error of the share
    /// @param share of the way from floor to ceiling that was expected
    /// @param noise variance of the share
    void addBounds(int benchmark, double error, double share, double noise) {
        int at = 4 * benchmark;
        double rest = 1 - share;
        bounds[at] += error * rest / noise;
        bounds[at + 1] += rest * rest / noise;
        bounds[at + 2] += error * share / noise;
        bounds[at + 3] += share * share / noise;
    }

    /// Learns what was gathered.
    ///
    /// @param learns whether the noise that is usual, floors and ceilings follow
    void learnNoise(boolean learns) {
        if (learns) {
            double sum = 0;
            int readings = 0;
            for (int b = 0; b < count.length; b++) {
                sum += benchmarks.isElo(b) ? 0 : left[b];
                readings += benchmarks.isElo(b) ? 0 : count[b];
            }
            fractionNoise =
                    (sum + USUAL_NOISE_READINGS * FRACTION_NOISE)
                            / (readings + USUAL_NOISE_READINGS);
        }
        for (int b = 0; b < count.length; b++) {
            boolean isElo = benchmarks.isElo(b);
            double usual = isElo ? ELO_NOISE : fractionNoise;
            double fitted = (left[b] + NOISE_READINGS * usual) / (count[b] + NOISE_READINGS);
            double least =
                    isElo
                            ? LEAST_ELO_NOISE * LEAST_ELO_NOISE * mean(b, 1) * mean(b, 1)
                            : LEAST_FRACTION_NOISE;
            own[b] = Math.max(fitted, least);
            if (learns && !isElo) {
                floor[b] = bound(floor[b], 0, bounds[4 * b], bounds[4 * b + 1]);
                ceiling[b] = bound(ceiling[b], 1, bounds[4 * b + 2], bounds[4 * b + 3]);
            }
        }
    }

    /// A step of Newton's towards the most probable bound.
    private static double bound(double now, double usual, double gradient, double curvature) {
        double tight = 1 / (BOUND_SPREAD * BOUND_SPREAD);
        double step = (gradient + (usual - now) * tight) / (curvature + tight);
        double moved = now + step;
        return usual == 0
                ? Math.clamp(moved, 0, FLOOR_LIMIT)
                : Math.clamp(moved, FLOOR_LIMIT + 0.1, 1);
    }

    // --- afterwards

    /// Passes what is read afterwards.
    void pass(FloatTape tape) {
        tape.pass(mean);
        tape.pass(covariance);
        tape.pass(own);
        tape.pass(floor);
        tape.pass(ceiling);
    }

    /// One benchmark's link.
    Link of(int benchmark) {
        return link(
                benchmark,
                Arrays.copyOfRange(mean, benchmark * SIZE, (benchmark + 1) * SIZE),
                Arrays.copyOfRange(
                        covariance, benchmark * SIZE * SIZE, (benchmark + 1) * SIZE * SIZE));
    }

    /// One benchmark's link as it would be without one of its readings.
    Link without(int benchmark, Shown shown, double response, double noise) {
        Link with = of(benchmark);
        double[] inverse = with.covariance().clone();
        PositiveDefinite.invert(inverse, SIZE);
        double[] rest = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                rest[i] += inverse[i * SIZE + j] * with.mean()[j];
            }
            rest[i] -= (i == 0 ? 1 : shown.mean(i - 1)) * response / noise;
        }
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                double square =
                        i == 0 || j == 0
                                ? (i == 0 ? 1 : shown.mean(i - 1))
                                        * (j == 0 ? 1 : shown.mean(j - 1))
                                : shown.square(i - 1, j - 1);
                inverse[i * SIZE + j] -= square / noise;
            }
        }
        PositiveDefinite.invert(inverse, SIZE);
        double[] without = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                without[i] += inverse[i * SIZE + j] * rest[j];
            }
        }
        return link(benchmark, without, inverse);
    }

    private Link link(int benchmark, double[] parameters, double[] spread) {
        return new Link(
                benchmarks.isElo(benchmark),
                parameters,
                spread,
                own[benchmark] / benchmarks.entry(benchmark).weight(),
                floor[benchmark],
                ceiling[benchmark]);
    }

    /// The link of a benchmark of shares that nobody has seen.
    Link unseen() {
        double[] parameters = new double[SIZE];
        double[] spread = new double[SIZE * SIZE];
        parameters[0] = middle[0];
        parameters[1] = USUAL_FRACTION;
        for (int i = 0; i < SIZE; i++) {
            spread[i * (SIZE + 1)] = variance[i];
        }
        return new Link(false, parameters, spread, fractionNoise, 0, 1);
    }
}
