package dev.assayer.scoring;

/// Inverts symmetric positive definite matrices, stored row by row. Always the same operations in
/// the same order, hence the same bits everywhere.
public final class PositiveDefinite {

    /// Pivots below this share of their diagonal are rounding errors of what was positive.
    private static final double LEAST_PIVOT = 1e-13;

    private PositiveDefinite() {}

    /// Replaces a matrix by its inverse: Cholesky factor, its inverse, their product.
    ///
    /// @param matrix only the first `size x size` entries count; the lower triangle is read, the
    ///   whole is written
    public static void invert(double[] matrix, int size) {
        for (int i = 0; i < size; i++) {
            int row = i * size;
            for (int j = 0; j <= i; j++) {
                int other = j * size;
                double sum = matrix[row + j];
                double whole = sum;
                for (int k = 0; k < j; k++) {
                    sum -= matrix[row + k] * matrix[other + k];
                }
                matrix[row + j] =
                        i == j
                                ? Math.sqrt(Math.max(sum, LEAST_PIVOT * Math.abs(whole)))
                                : sum / matrix[other + j];
            }
        }
        for (int i = 0; i < size; i++) {
            int row = i * size;
            double pivot = 1 / matrix[row + i];
            matrix[row + i] = pivot;
            for (int j = 0; j < i; j++) {
                double sum = 0;
                for (int k = j; k < i; k++) {
                    sum -= matrix[row + k] * matrix[k * size + j];
                }
                matrix[row + j] = sum * pivot;
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = i; k < size; k++) {
                    sum += matrix[k * size + i] * matrix[k * size + j];
                }
                matrix[j * size + i] = sum;
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                matrix[i * size + j] = matrix[j * size + i];
            }
        }
    }

    /// The inverse of a diagonal matrix, as a full one.
    static double[] ofPrecisions(double[] variances) {
        int size = variances.length;
        double[] matrix = new double[size * size];
        for (int i = 0; i < size; i++) {
            matrix[i * size + i] = 1 / variances[i];
        }
        return matrix;
    }
}
