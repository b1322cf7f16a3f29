package dev.assayer.scoring;

import java.util.Arrays;

/// What a model is believed to bring to one benchmark: G, the ability that the benchmark is known
/// to measure, and u, its abilities without a name ([Links]), jointly normal. Mutable, for one
/// thread.
final class Shown {

    static final int SIZE = Links.ABILITIES;

    private final double[] mean = new double[SIZE];
    private final double[] covariance = new double[SIZE * SIZE];

    double mean(int index) {
        return mean[index];
    }

    double covariance(int row, int column) {
        return covariance[row * SIZE + column];
    }

    /// Expected product of two of them.
    double square(int row, int column) {
        return mean[row] * mean[column] + covariance[row * SIZE + column];
    }

    void setMean(int index, double value) {
        mean[index] = value;
    }

    /// Sets a variance, or a covariance and its mirror image.
    void setCovariance(int row, int column, double value) {
        covariance[row * SIZE + column] = value;
        covariance[column * SIZE + row] = value;
    }

    /// Writes itself into an array of numbers that holds one after the other.
    void store(double[] all, int number) {
        int at = number * (SIZE + SIZE * SIZE);
        System.arraycopy(mean, 0, all, at, SIZE);
        System.arraycopy(covariance, 0, all, at + SIZE, SIZE * SIZE);
    }

    /// Reads [#store] back.
    void load(double[] all, int number) {
        int at = number * (SIZE + SIZE * SIZE);
        System.arraycopy(all, at, mean, 0, SIZE);
        System.arraycopy(all, at + SIZE, covariance, 0, SIZE * SIZE);
    }

    /// An array for so many.
    static double[] room(int count) {
        return new double[count * (SIZE + SIZE * SIZE)];
    }

    @Override
    public String toString() {
        return Arrays.toString(mean) + " +- " + Arrays.toString(covariance);
    }
}
