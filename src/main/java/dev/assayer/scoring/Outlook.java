package dev.assayer.scoring;

/// What a benchmark is expected to publish of a model, higher is better: shares of 0..1, or ratings
/// as log-odds. The log-odds are normal, and what is seen of them is under noise; expectations over
/// the normal are sums over [#NODES] (Gauss-Hermite quadrature).
///
/// @param isElo whether the numbers are log-odds
/// @param nodes values at the nodes, increasing
/// @param noises variance of the noise at each
@SuppressWarnings("ArrayRecordComponent") // never compared
record Outlook(boolean isElo, double[] nodes, double[] noises) {

    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    /// Positive nodes and the weights of 0 and of them, for a standard normal (Abramowitz and
    /// Stegun, "Handbook of Mathematical Functions", table 25.10, n = 9, times the square root of
    /// 2, over that of pi).
    private static final double[] NODES = {
        0, 1.0232556637891326, 2.07684797867783, 3.2054290028564703, 4.512745863399783
    };

    private static final double[] WEIGHTS = {
        0.4063492063492064,
        0.24409750289493906,
        0.04991640676521787,
        0.0027891413212317653,
        0.00002234584400774662
    };

    /// @param logOdds mean of the log-odds
    /// @param variance of them
    /// @param tasks how many tasks a new share rests on; for a rating, the variance of its sampling
    static Outlook of(Link link, double logOdds, double variance, double tasks) {
        int half = NODES.length - 1;
        double[] nodes = new double[2 * half + 1];
        double[] noises = new double[nodes.length];
        double spread = Math.sqrt(variance);
        for (int i = 0; i < nodes.length; i++) {
            double at = logOdds + (i < half ? -1 : 1) * NODES[Math.abs(i - half)] * spread;
            if (link.isElo()) {
                nodes[i] = at;
                noises[i] = link.noise() + tasks;
            } else {
                double share = 1 / (1 + StrictMath.exp(-at));
                nodes[i] = link.floor() + (link.ceiling() - link.floor()) * share;
                noises[i] = link.noise() + nodes[i] * (1 - nodes[i]) / tasks;
            }
        }
        return new Outlook(link.isElo(), nodes, noises);
    }

    private static double weight(int node) {
        return WEIGHTS[Math.abs(node - WEIGHTS.length + 1)];
    }

    double mean() {
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            sum += weight(i) * nodes[i];
        }
        return sum;
    }

    /// Variance of a new observation, noise included.
    double variance() {
        double mean = mean();
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            double off = nodes[i] - mean;
            sum += weight(i) * (off * off + noises[i]);
        }
        return sum;
    }

    /// Lower end of the 90% interval of a new observation.
    double low() {
        return held(quantile(LOW));
    }

    /// Upper end of the 90% interval of a new observation.
    double high() {
        return held(quantile(HIGH));
    }

    private double held(double value) {
        return isElo ? value : Math.clamp(value, 0, 1);
    }

    /// Bisection: the distribution is a mixture of normals.
    private double quantile(double level) {
        double reach = 8 * Math.sqrt(variance());
        double below = mean() - reach;
        double above = mean() + reach;
        for (int i = 0; i < 40; i++) {
            double middle = (below + above) / 2;
            if (probabilityBelow(middle) < level) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return (below + above) / 2;
    }

    private double probabilityBelow(double value) {
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            sum += weight(i) * normal((value - nodes[i]) / Math.sqrt(noises[i]));
        }
        return sum;
    }

    /// Distribution of the standard normal, to within 7.5e-8 (Abramowitz and Stegun, 26.2.17).
    private static double normal(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double tail =
                StrictMath.exp(-x * x / 2)
                        / Math.sqrt(2 * Math.PI)
                        * t
                        * (0.319381530
                                + t
                                        * (-0.356563782
                                                + t
                                                        * (1.781477937
                                                                + t
                                                                        * (-1.821255978
                                                                                + t
                                                                                        * 1.330274429))));
        return x < 0 ? tail : 1 - tail;
    }
}
