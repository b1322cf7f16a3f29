package dev.assayer.quality;

import java.util.ArrayList;
import java.util.List;

/// What a price is expected to be, level and ratio apart, and how likely one that is asked is a
/// mistake.
///
/// Right prices follow Student's t with 4 degrees of freedom around it. Mistakes are right prices
/// with their point moved by one to six places, of both parts or of one, or with input and output
/// swapped. How often a price that nothing else vouches for is one of these, [#MISTAKEN], was
/// chosen on all lists of August 2026 together, so that at a limit of 0.3 no right price is kept
/// out of them; of the bundled ones, of which fewer vouch for each other, two are.
///
/// @param expected middle of what is expected
/// @param spread standard deviation of both, in the sense of the t
record PriceForecast(LogPrice expected, LogPrice spread) {

    private static final double MISTAKEN = 0.07;

    /// How far hosts of one model lie apart: 95% of 5,800 list prices within a factor of 3.2 of the
    /// model's median, of ratios within 2 (2026-08).
    private static final LogPrice OF_HOST = new LogPrice(0.4, 0.25);

    private static final double DEGREES = 4;

    /// A mean's variance to a median's.
    private static final double OF_MEDIAN = Math.PI / 2;

    /// How often the point is moved by that many places, in either direction.
    private static final double[] PLACES = {0.3, 0.08, 0.04, 0.02, 0.02, 0.04};

    private static final double BOTH = 0.4;
    private static final double ONE = 0.2;
    private static final double SWAPPED = 0.2;

    /// What may have happened to a price.
    ///
    /// @param share of all mistakes
    /// @param what happened, for people
    /// @param by what has been added to the right price
    private record Mistake(double share, String what, Part part, LogPrice by) {}

    /// Where a mistake is.
    enum Part {
        INPUT,
        OUTPUT,
        BOTH
    }

    private static final List<Mistake> MOVED = moved();

    private static List<Mistake> moved() {
        var moved = new ArrayList<Mistake>();
        for (int places = 1; places <= PLACES.length; places++) {
            double share = PLACES[places - 1];
            for (int sign : new int[] {1, -1}) {
                double by = sign * places * StrictMath.log(10);
                String what =
                        "1" + "0".repeat(places) + " times too " + (sign > 0 ? "high" : "low");
                moved.add(new Mistake(BOTH * share, what, Part.BOTH, new LogPrice(by, 0)));
                moved.add(new Mistake(ONE * share, what, Part.INPUT, new LogPrice(by / 2, -by)));
                moved.add(new Mistake(ONE * share, what, Part.OUTPUT, new LogPrice(by / 2, by)));
            }
        }
        return List.copyOf(moved);
    }

    /// What came out about a price.
    ///
    /// @param anomaly probability that it is a mistake, 0..1
    /// @param part where the likeliest mistake would be
    /// @param what the likeliest mistake, for people
    record Finding(double anomaly, Part part, String what) {}

    /// The forecast for one more host of a model.
    ///
    /// @param hosts what each of its other hosts asks
    PriceForecast with(List<LogPrice> hosts) {
        if (hosts.isEmpty()) {
            return new PriceForecast(
                    expected,
                    new LogPrice(
                            Math.max(spread.level(), OF_HOST.level()),
                            Math.max(spread.ratio(), OF_HOST.ratio())));
        }
        double level = Scale.median(hosts.stream().mapToDouble(LogPrice::level).toArray());
        double ratio = Scale.median(hosts.stream().mapToDouble(LogPrice::ratio).toArray());
        int n = hosts.size();
        double[] ofLevel = with(expected.level(), spread.level(), level, OF_HOST.level(), n);
        double[] ofRatio = with(expected.ratio(), spread.ratio(), ratio, OF_HOST.ratio(), n);
        return new PriceForecast(
                new LogPrice(ofLevel[0], ofRatio[0]), new LogPrice(ofLevel[1], ofRatio[1]));
    }

    private static double[] with(double mean, double spread, double median, double host, int n) {
        double before = 1 / (spread * spread);
        double seen = n / (host * host * (n == 1 ? 1 : OF_MEDIAN));
        double variance = 1 / (before + seen);
        return new double[] {
            variance * (before * mean + seen * median), Math.sqrt(variance + host * host)
        };
    }

    /// Judges a price.
    ///
    /// @param alike how many other lines ask the very same: each makes it as much likelier to be
    ///   right as the forecast does, since hosts have few tariffs and mistakes seldom repeat
    Finding judge(LogPrice price, long alike) {
        double right = (1 + alike) * density(price);
        double swapped = SWAPPED * density(price.swapped());
        double wrong = swapped;
        double most = swapped;
        var finding = new Finding(0, Part.BOTH, "input and output swapped");
        for (Mistake one : MOVED) {
            double likely = one.share() * density(price.minus(one.by()));
            wrong += likely;
            if (likely > most) {
                most = likely;
                finding = new Finding(0, one.part(), one.what());
            }
        }
        double anomaly = MISTAKEN * wrong / (MISTAKEN * wrong + (1 - MISTAKEN) * right);
        return new Finding(anomaly, finding.part(), finding.what());
    }

    /// How likely a price is if it is right; tells only more from less.
    double density(LogPrice price) {
        return density((price.level() - expected.level()) / spread.level())
                * density((price.ratio() - expected.ratio()) / spread.ratio());
    }

    private static double density(double deviations) {
        return StrictMath.pow(1 + deviations * deviations / DEGREES, -(DEGREES + 1) / 2);
    }
}
