package dev.assayer.scoring;

import java.util.Arrays;

/// A joint normal belief about a few quantities, which learns from one noisy weighted sum of them
/// at a time:
///
/// ```
/// y = loads . x + noise,   gain = P loads / (loads' P loads + variance)
/// mean += gain (y - loads . mean),   P -= gain (P loads)'
/// ```
///
/// That is the measurement update of a Kalman filter (R. E. Kalman, "A New Approach to Linear
/// Filtering and Prediction Problems", 1960, eq. 21-25), and with a fixed order of observations it
/// gives the same bits everywhere. Mutable, for one thread; made once and begun anew for each
/// model.
final class GaussianState {

    private final double[] mean;

    /// Row by row, `size` to a row.
    private final double[] covariance;

    private final double[] spread;
    private int size;

    /// A state that can hold up to `capacity` quantities.
    GaussianState(int capacity) {
        this.mean = new double[capacity];
        this.covariance = new double[capacity * capacity];
        this.spread = new double[capacity];
    }

    /// Forgets everything: `size` quantities, all exactly zero.
    void begin(int size) {
        this.size = size;
        Arrays.fill(mean, 0, size, 0);
        Arrays.fill(covariance, 0, size * size, 0);
    }

    int size() {
        return size;
    }

    double mean(int index) {
        return mean[index];
    }

    double covariance(int row, int column) {
        return covariance[row * size + column];
    }

    void setMean(int index, double value) {
        mean[index] = value;
    }

    /// Sets a variance, or a covariance and its mirror image.
    void setCovariance(int row, int column, double value) {
        covariance[row * size + column] = value;
        covariance[column * size + row] = value;
    }

    /// Learns one observation.
    ///
    /// @param loads which quantities it adds up, with which factors
    /// @param value what was seen
    /// @param variance of its noise; above zero
    /// @return how far the observation moved the mean of each quantity per unit of surprise: the
    ///   gain, valid until the next call
    double[] observe(Loads loads, double value, double variance) {
        double total = variance;
        for (int j = 0; j < loads.count(); j++) {
            total += loads.factor(j) * project(loads.index(j), loads);
        }
        double surprise = value - mean(loads);
        for (int i = 0; i < size; i++) {
            spread[i] = project(i, loads);
        }
        for (int i = 0; i < size; i++) {
            double gain = spread[i] / total;
            mean[i] += gain * surprise;
            int row = i * size;
            for (int k = 0; k < size; k++) {
                covariance[row + k] -= gain * spread[k];
            }
        }
        for (int i = 0; i < size; i++) {
            spread[i] /= total;
        }
        return spread;
    }

    /// Mean of the weighted sum.
    double mean(Loads loads) {
        double sum = 0;
        for (int j = 0; j < loads.count(); j++) {
            sum += loads.factor(j) * mean[loads.index(j)];
        }
        return sum;
    }

    /// Variance of the weighted sum; never below zero.
    double variance(Loads loads) {
        double sum = 0;
        for (int j = 0; j < loads.count(); j++) {
            sum += loads.factor(j) * project(loads.index(j), loads);
        }
        return Math.max(0, sum);
    }

    private double project(int row, Loads loads) {
        double sum = 0;
        for (int j = 0; j < loads.count(); j++) {
            sum += covariance[row * size + loads.index(j)] * loads.factor(j);
        }
        return sum;
    }

    /// A weighted sum of quantities: which, and how much of each. Mutable, for one thread.
    static final class Loads {

        private final int[] indexes;
        private final double[] factors;
        private int count;

        Loads(int capacity) {
            this.indexes = new int[capacity];
            this.factors = new double[capacity];
        }

        Loads begin() {
            count = 0;
            return this;
        }

        Loads add(int index, double factor) {
            indexes[count] = index;
            factors[count++] = factor;
            return this;
        }

        int count() {
            return count;
        }

        int index(int position) {
            return indexes[position];
        }

        double factor(int position) {
            return factors[position];
        }
    }
}
