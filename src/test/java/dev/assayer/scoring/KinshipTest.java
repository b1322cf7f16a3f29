package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What kin lets expect, against the same computed the long way: everything unknown in one matrix.
final class KinshipTest {

    private static final int D = Links.ABILITIES;
    private static final int X = ModelTraits.FEATURES;
    private static final int Q = D * X;
    private static final int MODELS = 5;
    private static final int[] KIN = {0, 0, 1, 0, 1};
    private static final int SIZE = Q + 2 * D + MODELS * D;

    @Test
    void theMessagesGiveWhatOneLargeMatrixGives() {
        ModelTraits[] traits = new ModelTraits[MODELS];
        for (int m = 0; m < MODELS; m++) {
            traits[m] =
                    ModelTraits.of(
                            "kin" + KIN[m],
                            m == 1 ? "some-mini-7b" : "some",
                            Optional.of(LocalDate.of(2024, 1, 1).plusDays(150L * m)));
        }
        var kinship = new Kinship(traits);
        kinship.update(false);
        var random = new Random(1);
        double[][] precision = new double[MODELS][];
        double[][] vector = new double[MODELS][];
        for (int m = 0; m < MODELS; m++) {
            precision[m] = positive(random);
            vector[m] = random.doubles(D, -3, 3).toArray();
            hear(kinship, m, precision[m], vector[m]);
        }
        kinship.update(false);

        for (int m = 0; m < MODELS; m++) {
            double[] mean = new double[D];
            double[] covariance = theLongWay(traits, precision, vector, m, mean);
            double[] prior = new double[D * D];
            for (int i = 0; i < D * D; i++) {
                prior[i] = kinship.priorPrecision()[Kinship.at(m) * D + i];
            }
            PositiveDefinite.invert(prior, D);
            assertThat(prior).containsExactly(covariance, within(1e-9));
            for (int i = 0; i < D; i++) {
                assertThat(kinship.priorMean()[Kinship.at(m) + i]).isCloseTo(mean[i], within(1e-8));
            }
        }
    }

    /// Tells a kinship that a model's posterior is its prior times a message.
    private static void hear(Kinship kinship, int m, double[] precision, double[] vector) {
        double[] posterior = precision.clone();
        double[] sum = vector.clone();
        for (int i = 0; i < D; i++) {
            for (int j = 0; j < D; j++) {
                double prior = kinship.priorPrecision()[Kinship.at(m) * D + i * D + j];
                posterior[i * D + j] += prior;
                sum[i] += prior * kinship.priorMean()[Kinship.at(m) + j];
            }
        }
        PositiveDefinite.invert(posterior, D);
        double[] mean = new double[D];
        for (int i = 0; i < D; i++) {
            for (int j = 0; j < D; j++) {
                mean[i] += posterior[i * D + j] * sum[j];
            }
        }
        kinship.hear(m, mean, posterior, D);
    }

    private static double[] positive(Random random) {
        double[] root = random.doubles((long) D * D, -1, 1).toArray();
        double[] matrix = new double[D * D];
        for (int i = 0; i < D; i++) {
            for (int j = 0; j < D; j++) {
                matrix[i * D + j] = i == j ? 0.5 : 0;
                for (int k = 0; k < D; k++) {
                    matrix[i * D + j] += 4 * root[i * D + k] * root[j * D + k];
                }
            }
        }
        return matrix;
    }

    /// [coefficients, kin 0, kin 1, abilities of each model], with the variances as documented and
    /// all messages but one.
    private static double[] theLongWay(
            ModelTraits[] traits,
            double[][] precision,
            double[][] vector,
            int without,
            double[] mean) {
        double[] own = {0.4, 0.1, 0.1, 0.1};
        double[] kin = {0.1, 0.05, 0.05, 0.05};
        double[] coefficient = {0.3, 0.1, 0.1, 0.1};
        double[] matrix = new double[SIZE * SIZE];
        double[] sum = new double[SIZE];
        for (int d = 0; d < D; d++) {
            for (int x = 0; x < X; x++) {
                matrix[(d * X + x) * (SIZE + 1)] = d + x == 0 ? 1e6 : 1 / coefficient[d];
            }
            for (int k = 0; k < 2; k++) {
                matrix[(Q + k * D + d) * (SIZE + 1)] = 1 / kin[d];
            }
        }
        sum[ModelTraits.YEARS] = 0.9 / coefficient[0];
        for (int m = 0; m < MODELS; m++) {
            int first = Q + 2 * D + m * D;
            for (int d = 0; d < D; d++) {
                double[] loads = new double[SIZE];
                loads[first + d] = 1;
                loads[Q + KIN[m] * D + d] = -1;
                for (int x = 0; x < X; x++) {
                    loads[d * X + x] = -traits[m].features()[x];
                }
                for (int i = 0; i < SIZE; i++) {
                    for (int j = 0; j < SIZE; j++) {
                        matrix[i * SIZE + j] += loads[i] * loads[j] / own[d];
                    }
                }
            }
            for (int i = 0; i < D && m != without; i++) {
                sum[first + i] += vector[m][i];
                for (int j = 0; j < D; j++) {
                    matrix[(first + i) * SIZE + first + j] += precision[m][i * D + j];
                }
            }
        }
        PositiveDefinite.invert(matrix, SIZE);
        double[] covariance = new double[D * D];
        for (int i = 0; i < D; i++) {
            int row = (Q + 2 * D + without * D + i) * SIZE;
            for (int j = 0; j < D; j++) {
                covariance[i * D + j] = matrix[row + Q + 2 * D + without * D + j];
            }
            for (int j = 0; j < SIZE; j++) {
                mean[i] += matrix[row + j] * sum[j];
            }
        }
        return covariance;
    }
}
