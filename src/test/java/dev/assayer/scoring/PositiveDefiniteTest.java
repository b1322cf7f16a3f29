package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Inverses of small matrices.
final class PositiveDefiniteTest {

    /// By hand: the determinant is 4 x 3 - 2 x 2 = 8.
    @Test
    void aMatrixOfTwo() {
        double[] matrix = {4, 2, 2, 3};

        PositiveDefinite.invert(matrix, 2);

        assertThat(matrix).containsExactly(new double[] {0.375, -0.25, -0.25, 0.5}, within(1e-15));
    }

    @Test
    void aMatrixTimesItsInverseIsOne() {
        var random = new Random(1);
        for (int size = 1; size <= 24; size++) {
            double[] root = random.doubles((long) size * size, -1, 1).toArray();
            double[] matrix = new double[size * size];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    matrix[i * size + j] = i == j ? 0.1 : 0;
                    for (int k = 0; k < size; k++) {
                        matrix[i * size + j] += root[i * size + k] * root[j * size + k];
                    }
                }
            }
            double[] inverse = matrix.clone();
            PositiveDefinite.invert(inverse, size);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    double sum = 0;
                    for (int k = 0; k < size; k++) {
                        sum += matrix[i * size + k] * inverse[k * size + j];
                    }
                    assertThat(sum).isCloseTo(i == j ? 1 : 0, within(1e-9));
                }
            }
        }
    }
}
