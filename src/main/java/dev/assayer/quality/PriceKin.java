package dev.assayer.quality;

import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import dev.assayer.evidence.Quote;
import dev.assayer.scoring.PositiveDefinite;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a model is expected to cost going by all other models: a Gaussian process over the price
/// lists themselves, in which models are alike by lab, words of their names, size and date, each
/// model foretold without its own prices (leave-one-out in closed form: Rasmussen and Williams,
/// "Gaussian Processes for Machine Learning", 2006, section 5.4.2).
///
/// Prices far from what their kin foretell are drawn near before they foretell others, and the
/// width of what is foretold is scaled so that it is right for the middle half of all models. The
/// weights of likeness were fitted by the leave-one-out likelihood under Student's t with 5 degrees
/// of freedom, on 466 models of August 2026; half of these are foretold within a factor of 1.4,
/// nine in ten within 3.3. Costs `models^3 / 10^9` seconds.
final class PriceKin {

    /// With fewer models the width is a guess.
    private static final int ENOUGH_MODELS = 40;

    private static final double ALL = 0.44;
    private static final double SAME_LAB = 0.43;
    private static final double SHARED_WORD = 1.08;
    private static final double SAME_FAMILY = 1.5;
    private static final double SAME_NAME = 0.115;
    private static final double FAMILY_YEARS = 1.3;
    private static final double SIZE = 0.38;
    private static final double SIZED = 0.95;
    private static final double YEARLY = 0.15;
    private static final double OWN = 0.001;
    private static final double OF_HOST = 0.124;

    private static final double USUAL_BILLIONS = 30;
    private static final LocalDate ORIGIN = LocalDate.of(2025, 1, 1);
    private static final double DAYS = 365;

    private static final int ROUNDS = 6;
    private static final double NEAR = 2;
    private static final double NORMAL_MEDIAN = 0.6745;

    private static final Pattern BILLIONS =
            Pattern.compile("(?<![a-z0-9.])(?:(\\d+)x)?(\\d+(?:\\.\\d+)?)b(?![a-z0-9])");
    private static final Pattern LETTERS = Pattern.compile("^[a-z]+");
    private static final Pattern BETWEEN_STEMS = Pattern.compile("[-_:]");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[-_:.]");

    private final Map<ModelId, PriceForecast> forecasts = new HashMap<>();

    /// @param quotes every price of a known model
    /// @param models for their dates
    PriceKin(Collection<Quote> quotes, Map<ModelId, Model> models) {
        Map<ModelId, Map<String, List<LogPrice>>> asked = new TreeMap<>();
        for (Quote quote : quotes) {
            LogPrice.of(quote.price())
                    .ifPresent(price ->
                            asked.computeIfAbsent(quote.model(), _ -> new TreeMap<>())
                                    .computeIfAbsent(quote.host(), _ -> new ArrayList<>())
                                    .add(price));
        }
        if (asked.size() >= ENOUGH_MODELS) {
            foretell(asked, models);
        }
    }

    /// What a model is expected to cost, whatever is asked for it; empty where nobody asks anything
    /// for it, and where there are too few models to learn from.
    Optional<PriceForecast> of(ModelId model) {
        return Optional.ofNullable(forecasts.get(model));
    }

    /// The middle of some prices, by level and by ratio.
    static LogPrice median(Collection<LogPrice> prices) {
        return new LogPrice(
                Scale.median(prices.stream().mapToDouble(LogPrice::level).toArray()),
                Scale.median(prices.stream().mapToDouble(LogPrice::ratio).toArray()));
    }

    private void foretell(
            Map<ModelId, Map<String, List<LogPrice>>> asked, Map<ModelId, Model> models) {
        List<ModelId> ids = List.copyOf(asked.keySet());
        int n = ids.size();
        double[] level = new double[n];
        double[] ratio = new double[n];
        double[] inverse = new double[n * n];
        Traits[] traits = new Traits[n];
        for (int i = 0; i < n; i++) {
            traits[i] = Traits.of(ids.get(i), models);
            Collection<List<LogPrice>> hosts = asked.getOrDefault(ids.get(i), Map.of()).values();
            LogPrice middle = median(hosts.stream().map(PriceKin::median).toList());
            level[i] = middle.level();
            ratio[i] = middle.ratio();
            for (int j = 0; j <= i; j++) {
                inverse[i * n + j] = traits[i].likeness(traits[j]);
            }
            inverse[i * n + i] += OWN + OF_HOST / hosts.size();
        }
        PositiveDefinite.invert(inverse, n);
        double[][] ofLevel = leftOut(inverse, level);
        double[][] ofRatio = leftOut(inverse, ratio);
        for (int i = 0; i < n; i++) {
            forecasts.put(
                    ids.get(i),
                    new PriceForecast(
                            new LogPrice(ofLevel[0][i], ofRatio[0][i]),
                            new LogPrice(ofLevel[1][i], ofRatio[1][i])));
        }
    }

    /// Mean and standard deviation of each value, going by all others.
    private static double[][] leftOut(double[] inverse, double[] values) {
        int n = values.length;
        double usual = Scale.median(values);
        double[] near = new double[n];
        double[] mean = new double[n];
        double[] spread = new double[n];
        double[] sizes = new double[n];
        for (int i = 0; i < n; i++) {
            near[i] = values[i] - usual;
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += inverse[i * n + j] * near[j];
                }
                double precision = inverse[i * n + i];
                mean[i] = near[i] - sum / precision;
                spread[i] = 1 / Math.sqrt(precision);
                sizes[i] = Math.abs(values[i] - usual - mean[i]) / spread[i];
            }
            double scale = Math.max(Scale.median(sizes) / NORMAL_MEDIAN, 0.1);
            for (int i = 0; i < n; i++) {
                spread[i] *= scale;
                near[i] =
                        mean[i]
                                + Math.clamp(
                                        values[i] - usual - mean[i],
                                        -NEAR * spread[i],
                                        NEAR * spread[i]);
            }
        }
        for (int i = 0; i < n; i++) {
            mean[i] += usual;
        }
        return new double[][] {mean, spread};
    }

    /// What makes models alike.
    ///
    /// @param stems what the words of the name begin with, without numbers
    /// @param words all of the name
    /// @param isSized whether the name says how large it is
    /// @param size natural logarithm of its billions of parameters over 30; 0 where unsaid
    /// @param years since 2025; 0 where unknown
    private record Traits(
            String lab,
            Set<String> stems,
            Set<String> words,
            boolean isSized,
            double size,
            double years) {

        static Traits of(ModelId id, Map<ModelId, Model> models) {
            Set<String> stems = new HashSet<>();
            for (String word : BETWEEN_STEMS.split(id.name())) {
                Matcher letters = LETTERS.matcher(word);
                if (letters.find()) {
                    stems.add(letters.group());
                }
            }
            Set<String> words = new HashSet<>(Arrays.asList(BETWEEN_WORDS.split(id.name())));
            words.remove("");
            Matcher billions = BILLIONS.matcher(id.name());
            boolean isSized = billions.find();
            double size = 0;
            if (isSized) {
                double experts =
                        billions.group(1) == null ? 1 : Double.parseDouble(billions.group(1));
                double each = Double.parseDouble(billions.group(2));
                size = StrictMath.log(Math.max(0.1, experts * each) / USUAL_BILLIONS);
            }
            double years =
                    Optional.ofNullable(models.get(id))
                            .flatMap(Model::released)
                            .map(day -> ChronoUnit.DAYS.between(ORIGIN, day) / DAYS)
                            .orElse(0.0);
            return new Traits(id.lab(), stems, words, isSized, size, years);
        }

        /// Covariance of two models' prices, in squares of natural logarithms, but for the scale.
        double likeness(Traits other) {
            double alike =
                    ALL
                            + SHARED_WORD * common(stems, other.stems)
                            + SIZE * size * other.size
                            + YEARLY * years * other.years;
            if (isSized && other.isSized) {
                alike += SIZED;
            }
            if (lab.equals(other.lab)) {
                alike += SAME_LAB;
                if (isSized == other.isSized) {
                    alike +=
                            StrictMath.exp(-Math.abs(years - other.years) / FAMILY_YEARS)
                                    * (SAME_FAMILY * square(overlap(stems, other.stems))
                                            + SAME_NAME * square(overlap(words, other.words)));
                }
            }
            return alike;
        }

        private static int common(Set<String> left, Set<String> right) {
            int common = 0;
            for (String one : left) {
                if (right.contains(one)) {
                    common++;
                }
            }
            return common;
        }

        private static double overlap(Set<String> left, Set<String> right) {
            int common = common(left, right);
            int all = left.size() + right.size() - common;
            return all == 0 ? 0 : common / (double) all;
        }

        private static double square(double value) {
            return value * value;
        }
    }
}
