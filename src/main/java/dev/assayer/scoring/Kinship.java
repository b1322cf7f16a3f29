package dev.assayer.scoring;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// What a model is expected to be like before its own evidence, learnt from its kin and from all
/// models. With D abilities (general, and those without a name), a model m of kin k with features x
/// is
///
/// ```
/// ability(m) = B x + of kin(k) + own(m),   of kin ~ N(0, kin variance),  own ~ N(0, own variance)
/// ```
///
/// and the D x features matrix B is itself unknown: normal around 0, but for the years in general
/// ability, of which 0.9 a year is usual. Date, size and kin so tell something of every ability.
///
/// What a model's readings say of its abilities comes as a message, a precision matrix and a
/// vector. From all messages follow, exactly, the posterior of B and of every kin, and for each
/// model its prior without its own message (belief propagation on a tree whose root is B: Pearl,
/// "Probabilistic Reasoning in Intelligent Systems", 1988, ch. 4; the elimination is that of linear
/// mixed models, Henderson 1975). Costs `D^2 features^2` a model. The two variances, by ability,
/// follow their expected squares (one step of expectation maximisation a round).
///
/// Mutable while a fit runs, for one thread; read-only afterwards.
final class Kinship {

    private static final int D = Links.ABILITIES;
    private static final int X = ModelTraits.FEATURES;
    private static final int Q = D * X;

    private static final double YEARLY = 0.9;
    private static final double[] COEFFICIENT_VARIANCE = {0.3, 0.1, 0.1, 0.1};
    private static final double[] KIN_VARIANCE = {0.1, 0.05, 0.05, 0.05};
    private static final double[] OWN_VARIANCE = {0.4, 0.1, 0.1, 0.1};

    /// How many virtual models and kin hold the variances near where they begin.
    private static final double VIRTUAL_KIN = 4;

    private static final double VIRTUAL_MODELS = 10;

    private final ModelTraits[] traits;
    private final Map<String, Integer> kinIndex = new HashMap<>();
    private final int[] kin;
    private final int[][] members;
    private final double usualYears;

    /// By model, D x D and D: what its readings say.
    private final double[] precision;

    private final double[] vector;

    /// By model: what is expected without them; the precision's inverse is the covariance.
    private final double[] priorPrecision;

    private final double[] priorMean;

    private final double[] kinVariance = KIN_VARIANCE.clone();
    private final double[] ownVariance = OWN_VARIANCE.clone();

    /// Posterior of B, row by row by ability, and of each kin given B.
    private final double[] coefficients = new double[Q];

    private final double[] coefficientCovariance = new double[Q * Q];
    private final double[][] kinCovariance;
    private final double[][] kinSlopes;
    private final double[][] kinMean;

    Kinship(ModelTraits[] all) {
        double years = 0;
        int dated = 0;
        for (ModelTraits each : all) {
            if (each.isDated()) {
                years += each.features()[ModelTraits.YEARS];
                dated++;
            }
        }
        this.usualYears = dated == 0 ? 0 : years / dated;
        this.traits = new ModelTraits[all.length];
        this.kin = new int[all.length];
        for (int m = 0; m < all.length; m++) {
            traits[m] = all[m].dated(usualYears);
            Integer known = kinIndex.putIfAbsent(traits[m].kin(), kinIndex.size());
            kin[m] = known == null ? kinIndex.size() - 1 : known;
        }
        this.members = members(kin, kinIndex.size());
        this.precision = new double[all.length * D * D];
        this.vector = new double[all.length * D];
        this.priorPrecision = new double[all.length * D * D];
        this.priorMean = new double[all.length * D];
        this.kinCovariance = new double[members.length][D * D];
        this.kinSlopes = new double[members.length][D * Q];
        this.kinMean = new double[members.length][D];
    }

    private static int[][] members(int[] kin, int count) {
        int[] sizes = new int[count];
        for (int each : kin) {
            sizes[each]++;
        }
        int[][] members = new int[count][];
        for (int k = 0; k < count; k++) {
            members[k] = new int[sizes[k]];
        }
        for (int m = kin.length - 1; m >= 0; m--) {
            members[kin[m]][--sizes[kin[m]]] = m;
        }
        return members;
    }

    /// Where the prior of a model stands in [#priorMean()] and, times D, in [#priorPrecision()].
    static int at(int model) {
        return model * D;
    }

    double[] priorMean() {
        return priorMean;
    }

    double[] priorPrecision() {
        return priorPrecision;
    }

    /// Takes what a model's readings say: how its posterior differs from its prior.
    ///
    /// @param mean posterior mean of its D abilities, first in the array
    /// @param covariance of them, the upper left D x D of a matrix with rows of `stride`
    void hear(int model, double[] mean, double[] covariance, int stride) {
        double[] inverse = new double[D * D];
        for (int i = 0; i < D; i++) {
            System.arraycopy(covariance, i * stride, inverse, i * D, D);
        }
        PositiveDefinite.invert(inverse, D);
        int v = model * D;
        int p = v * D;
        for (int i = 0; i < D; i++) {
            double sum = 0;
            for (int j = 0; j < D; j++) {
                int at = i * D + j;
                precision[p + at] = inverse[at] - priorPrecision[p + at];
                sum += inverse[at] * mean[j] - priorPrecision[p + at] * priorMean[v + j];
            }
            vector[v + i] = sum;
        }
    }

    /// Works out all priors from all messages.
    ///
    /// @param learns whether the variances follow
    void update(boolean learns) {
        double[] ownPrecision = PositiveDefinite.ofPrecisions(ownVariance);
        double[] root = new double[Q * Q];
        double[] rootVector = new double[Q];
        for (int d = 0; d < D; d++) {
            for (int x = 0; x < X; x++) {
                // What benchmarks' difficulties say already is no model's.
                double variance = d == 0 && x == 0 ? 1e-6 : COEFFICIENT_VARIANCE[d];
                root[(d * X + x) * (Q + 1)] = 1 / variance;
            }
        }
        rootVector[ModelTraits.YEARS] = YEARLY / COEFFICIENT_VARIANCE[0];
        for (int k = 0; k < members.length; k++) {
            gather(k, ownPrecision, root, rootVector);
        }
        PositiveDefinite.invert(root, Q); // reads the lower triangle, which is all there is
        System.arraycopy(root, 0, coefficientCovariance, 0, Q * Q);
        multiply(root, rootVector, coefficients, Q, Q);
        double[] kinSquares = new double[D];
        double[] ownSquares = new double[D];
        for (int k = 0; k < members.length; k++) {
            spread(k, ownPrecision, kinSquares, ownSquares);
        }
        if (learns) {
            for (int d = 0; d < D; d++) {
                kinVariance[d] =
                        (kinSquares[d] + VIRTUAL_KIN * KIN_VARIANCE[d])
                                / (members.length + VIRTUAL_KIN);
                ownVariance[d] =
                        (ownSquares[d] + VIRTUAL_MODELS * OWN_VARIANCE[d])
                                / (traits.length + VIRTUAL_MODELS);
            }
        }
    }

    /// Towards the root: what a kin's models say of it and of B together, then of B alone.
    private void gather(int k, double[] ownPrecision, double[] root, double[] rootVector) {
        double[] ofKin = PositiveDefinite.ofPrecisions(kinVariance);
        double[] kinVector = new double[D];
        double[] slopes = new double[D * Q];
        double[] said = new double[D * D];
        double[] saidVector = new double[D];
        for (int m : members[k]) {
            double[] x = traits[m].features();
            said(m, ownPrecision, said, saidVector);
            for (int i = 0; i < D; i++) {
                kinVector[i] += saidVector[i];
                for (int a = 0; a < X; a++) {
                    rootVector[i * X + a] += saidVector[i] * x[a];
                }
                for (int j = 0; j < D; j++) {
                    double each = said[i * D + j];
                    ofKin[i * D + j] += each;
                    for (int b = 0; b < X; b++) {
                        slopes[i * Q + j * X + b] += each * x[b];
                    }
                    for (int a = 0; a < X && j <= i; a++) {
                        double scaled = each * x[a];
                        if (scaled != 0) {
                            int row = (i * X + a) * Q + j * X;
                            for (int b = 0; b < X; b++) {
                                root[row + b] += scaled * x[b];
                            }
                        }
                    }
                }
            }
        }
        PositiveDefinite.invert(ofKin, D);
        double[] shift = new double[D];
        multiply(ofKin, kinVector, shift, D, D);
        double[] explained = new double[D * Q];
        product(ofKin, slopes, explained, D, Q);
        for (int a = 0; a < Q; a++) {
            for (int i = 0; i < D; i++) {
                double slope = slopes[i * Q + a];
                if (slope != 0) {
                    rootVector[a] -= slope * shift[i];
                    for (int b = 0; b <= a; b++) {
                        root[a * Q + b] -= slope * explained[i * Q + b];
                    }
                }
            }
        }
        System.arraycopy(ofKin, 0, kinCovariance[k], 0, D * D);
        System.arraycopy(explained, 0, kinSlopes[k], 0, D * Q);
        System.arraycopy(shift, 0, kinMean[k], 0, D);
    }

    /// What a model says of what it comes from: its message, its own part integrated out.
    private void said(int m, double[] ownPrecision, double[] said, double[] saidVector) {
        double[] given = given(m, ownPrecision);
        double[] half = new double[D * D];
        int p = m * D * D;
        for (int i = 0; i < D; i++) {
            for (int j = 0; j < D; j++) {
                double sum = 0;
                for (int l = 0; l < D; l++) {
                    sum += precision[p + i * D + l] * given[l * D + j];
                }
                half[i * D + j] = sum;
            }
        }
        for (int i = 0; i < D; i++) {
            double value = vector[m * D + i];
            for (int j = 0; j < D; j++) {
                double sum = precision[p + i * D + j];
                for (int l = 0; l < D; l++) {
                    sum -= half[i * D + l] * precision[p + l * D + j];
                }
                said[i * D + j] = sum;
                value -= half[i * D + j] * vector[m * D + j];
            }
            saidVector[i] = value;
        }
    }

    /// Covariance of a model's abilities given what it comes from.
    private double[] given(int m, double[] ownPrecision) {
        double[] given = ownPrecision.clone();
        for (int i = 0; i < D * D; i++) {
            given[i] += precision[m * D * D + i];
        }
        PositiveDefinite.invert(given, D);
        return given;
    }

    /// From the root: the posterior of a kin, then of its models, less their own messages.
    private void spread(int k, double[] ownPrecision, double[] kinSquares, double[] ownSquares) {
        Common ofKin = common(k);
        for (int i = 0; i < D; i++) {
            kinSquares[i] += square(ofKin.mean[i]) + ofKin.covariance[i * D + i];
        }
        for (int m : members[k]) {
            Origin from = origin(ofKin, traits[m].features());
            double[] given = given(m, ownPrecision);
            double[] pull = new double[D * D];
            product(given, ownPrecision, pull, D, D);
            double[] mean = new double[D];
            for (int i = 0; i < D; i++) {
                for (int j = 0; j < D; j++) {
                    double toward = vector[m * D + j];
                    for (int l = 0; l < D; l++) {
                        toward += ownPrecision[j * D + l] * from.mean[l];
                    }
                    mean[i] += given[i * D + j] * toward;
                }
            }
            double[] posterior = sandwich(pull, from.covariance, given);
            for (int i = 0; i < D; i++) {
                pull[i * D + i] -= 1;
            }
            double[] own = sandwich(pull, from.covariance, given);
            for (int i = 0; i < D; i++) {
                ownSquares[i] += square(mean[i] - from.mean[i]) + own[i * D + i];
            }
            prior(m, mean, posterior);
        }
    }

    /// Takes a model's own message out of its posterior.
    private void prior(int m, double[] mean, double[] posterior) {
        PositiveDefinite.invert(posterior, D);
        int p = m * D * D;
        double[] without = new double[D];
        for (int i = 0; i < D; i++) {
            double sum = -vector[m * D + i];
            for (int j = 0; j < D; j++) {
                int at = i * D + j;
                sum += posterior[at] * mean[j];
                priorPrecision[p + at] = posterior[at] - precision[p + at];
            }
            without[i] = sum;
        }
        double[] covariance = Arrays.copyOfRange(priorPrecision, p, p + D * D);
        PositiveDefinite.invert(covariance, D);
        for (int i = 0; i < D; i++) {
            double sum = 0;
            for (int j = 0; j < D; j++) {
                sum += covariance[i * D + j] * without[j];
            }
            priorMean[m * D + i] = sum;
        }
    }

    /// What a kin has in common beside what its models' features say.
    private Common common(int k) {
        double[] mean = new double[D];
        double[] covariance = new double[D * D];
        double[] across = new double[D * Q];
        if (k < 0) {
            for (int i = 0; i < D; i++) {
                covariance[i * D + i] = kinVariance[i];
            }
            return new Common(mean, covariance, across);
        }
        product(kinSlopes[k], coefficientCovariance, across, Q, Q);
        for (int i = 0; i < D; i++) {
            double sum = kinMean[k][i];
            for (int a = 0; a < Q; a++) {
                sum -= kinSlopes[k][i * Q + a] * coefficients[a];
            }
            mean[i] = sum;
            for (int j = 0; j < D; j++) {
                double each = kinCovariance[k][i * D + j];
                for (int a = 0; a < Q; a++) {
                    each += across[i * Q + a] * kinSlopes[k][j * Q + a];
                }
                covariance[i * D + j] = each;
            }
        }
        return new Common(mean, covariance, across);
    }

    /// What a kin's models with given features have in common.
    private Origin origin(Common of, double[] x) {
        double[] mean = of.mean.clone();
        double[] covariance = of.covariance.clone();
        for (int i = 0; i < D; i++) {
            for (int a = 0; a < X; a++) {
                mean[i] += coefficients[i * X + a] * x[a];
            }
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int a = 0; a < X; a++) {
                    if (x[a] != 0) {
                        int row = (i * X + a) * Q + j * X;
                        double along = -of.across[j * Q + i * X + a];
                        for (int b = 0; b < X; b++) {
                            along += coefficientCovariance[row + b] * x[b];
                        }
                        sum += x[a] * along;
                    }
                    sum -= x[a] * of.across[i * Q + j * X + a];
                }
                covariance[i * D + j] += sum;
                covariance[j * D + i] = covariance[i * D + j];
            }
        }
        return new Origin(mean, covariance);
    }

    /// What is expected of a model without evidence.
    Origin expected(ModelTraits of) {
        Origin from =
                origin(
                        common(kinIndex.getOrDefault(of.kin(), -1)),
                        of.dated(usualYears).features());
        for (int i = 0; i < D; i++) {
            from.covariance[i * D + i] += ownVariance[i];
        }
        return from;
    }

    /// `left covariance left' + rest`.
    private static double[] sandwich(double[] left, double[] covariance, double[] rest) {
        double[] half = new double[D * D];
        product(left, covariance, half, D, D);
        double[] result = rest.clone();
        for (int i = 0; i < D; i++) {
            for (int j = 0; j < D; j++) {
                for (int l = 0; l < D; l++) {
                    result[i * D + j] += half[i * D + l] * left[j * D + l];
                }
            }
        }
        return result;
    }

    private static void multiply(
            double[] matrix, double[] vector, double[] result, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += matrix[i * columns + j] * vector[j];
            }
            result[i] = sum;
        }
    }

    private static void product(
            double[] left, double[] right, double[] result, int inner, int columns) {
        product(left, right, result, D, inner, columns);
    }

    private static void product(
            double[] left, double[] right, double[] result, int rows, int inner, int columns) {
        for (int i = 0; i < rows; i++) {
            for (int l = 0; l < inner; l++) {
                double each = left[i * inner + l];
                for (int j = 0; j < columns && each != 0; j++) {
                    result[i * columns + j] += each * right[l * columns + j];
                }
            }
        }
    }

    /// Passes what is read afterwards.
    void pass(FloatTape tape) {
        tape.pass(priorPrecision);
        tape.pass(priorMean);
        tape.pass(kinVariance);
        tape.pass(ownVariance);
        tape.pass(coefficients);
        tape.pass(coefficientCovariance);
        for (int k = 0; k < members.length; k++) {
            tape.pass(kinCovariance[k]);
            tape.pass(kinSlopes[k]);
            tape.pass(kinMean[k]);
        }
    }

    private static double square(double x) {
        return x * x;
    }

    /// What a kin has in common.
    ///
    /// @param mean of its own part
    /// @param covariance of it
    /// @param across covariance of it and of B, with the sign turned
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Common(double[] mean, double[] covariance, double[] across) {}

    /// A normal belief about the D abilities.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Origin(double[] mean, double[] covariance) {}
}
