package dev.assayer.scoring;

/// How one benchmark shows ability: see [Links].
///
/// @param isElo whether it publishes ratings; else shares
/// @param mean of difficulty, discrimination and loadings
/// @param covariance of them, row by row
/// @param noise of its own, as variance: of shares, or of log-odds for ratings
/// @param floor share that no ability at all reaches
/// @param ceiling share that no ability exceeds
@SuppressWarnings("ArrayRecordComponent") // never compared
record Link(
        boolean isElo,
        double[] mean,
        double[] covariance,
        double noise,
        double floor,
        double ceiling) {

    /// Mean log-odds of what a model shows.
    double expected(Shown shown) {
        double sum = mean[0];
        for (int i = 0; i < Shown.SIZE; i++) {
            sum += mean[1 + i] * shown.mean(i);
        }
        return sum;
    }

    /// Variance of those log-odds: what is not known of the model, of the link, and of both
    /// together.
    double uncertainty(Shown shown) {
        double sum = covariance[0];
        for (int i = 0; i < Shown.SIZE; i++) {
            sum += 2 * shown.mean(i) * covariance[1 + i];
            for (int j = 0; j < Shown.SIZE; j++) {
                sum +=
                        mean[1 + i] * mean[1 + j] * shown.covariance(i, j)
                                + covariance[(1 + i) * Links.SIZE + 1 + j] * shown.square(i, j);
            }
        }
        return Math.max(0, sum);
    }
}
