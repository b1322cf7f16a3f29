package dev.assayer.quality;

import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Price;
import dev.assayer.evidence.Quarantine;
import dev.assayer.evidence.Quarantined;
import dev.assayer.evidence.Quarantined.Subject;
import dev.assayer.evidence.Quote;
import dev.assayer.evidence.Snapshot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Prices that cannot be right: judged, for input and for output, against what all hosts ask for
/// the model, against what other catalogues say of the same host, and against what the same offer
/// cost before.
///
/// How many times too high or too low a price is:
///
/// 1. against the median of all prices of its model, this one and its host's included: too high
///    only, since a cheap host is no mistake. Below [#MEDIAN_FACTOR] it does not count;
/// 2. where the same host has the price within a factor of two in another catalogue, no more is
///    asked;
/// 3. against its own price before, unless the new one is nearer to what other hosts ask;
/// 4. against the same host in other catalogues, unless it is nearer to what other hosts ask;
/// 5. where there is neither, against the median of at least three other hosts, if it is [#ALONE]
///    times as high as the highest of them.
///
/// A price of nought where others are paid is infinitely too low, unless its name says free.
final class Prices {

    private static final double MEDIAN_FACTOR = 20;
    private static final double SAME = 2;
    private static final int ENOUGH_HOSTS = 3;
    private static final double ALONE = 4;

    private final Map<ModelId, List<Quote>> quotes = new HashMap<>();
    private final Map<String, Price> before = new HashMap<>();
    private final double limit;

    Prices(List<Quote> quotes, Optional<Snapshot> before, double limit) {
        this.limit = limit;
        quotes.forEach(quote ->
                this.quotes.computeIfAbsent(quote.model(), _ -> new ArrayList<>()).add(quote));
        before.ifPresent(snapshot ->
                snapshot.catalog()
                        .offers()
                        .forEach(offer ->
                                offer.price()
                                        .ifPresent(price ->
                                                this.before.put(Quarantine.id(offer), price))));
    }

    /// The prices that cannot be right.
    List<Quarantined> wrong(Snapshot snapshot) {
        var wrong = new ArrayList<Quarantined>();
        for (ListedOffer offer : snapshot.catalog().offers()) {
            if (offer.variant().isPresent() && offer.price().isPresent()) {
                judge(offer, offer.price().get(), wrong);
            }
        }
        return wrong;
    }

    /// What an offer cost before, by its id.
    Map<String, Price> before() {
        return Map.copyOf(before);
    }

    private void judge(ListedOffer offer, Price price, List<Quarantined> wrong) {
        Verdict input = verdict(offer, price, Price::inputPerMillion, "input");
        Verdict output = verdict(offer, price, Price::outputPerMillion, "output");
        Verdict worse = output.factor() > input.factor() ? output : input;
        double anomaly = Anomaly.price(worse.factor());
        if (anomaly >= limit) {
            wrong.add(
                    new Quarantined(
                            offer.source(),
                            Subject.PRICE,
                            offer.variant().orElseThrow(),
                            offer.upstreamModel(),
                            Quarantine.id(offer),
                            worse.value(),
                            Math.round(anomaly * 1000) / 1000.0,
                            Check.PRICE.reason(worse.text())));
        }
    }

    /// @param factor how many times too high or too low, at least 1
    private record Verdict(double factor, double value, String text) {

        static final Verdict FINE = new Verdict(1, 0, "");

        static Verdict of(double factor, double value, String what, String expected) {
            return new Verdict(
                    factor,
                    value,
                    Rules.number(value)
                            + " USD per million "
                            + what
                            + " tokens (expected: "
                            + expected
                            + ")");
        }
    }

    private Verdict verdict(
            ListedOffer offer, Price price, Function<Price, BigDecimal> part, String what) {
        double value = part.apply(price).doubleValue();
        var all = new ArrayList<Double>();
        var same = new ArrayList<Double>();
        var others = new ArrayList<Double>();
        for (Quote quote : quotes.getOrDefault(offer.model().orElseThrow(), List.of())) {
            double asked = part.apply(quote.price()).doubleValue();
            if (asked > 0) {
                all.add(asked);
                boolean isHost = quote.host().equals(offer.provider());
                if (!isHost) {
                    others.add(asked);
                } else if (!quote.source().equals(offer.source())
                        && quote.id().equals(offer.upstreamModel())) {
                    same.add(asked);
                }
            }
        }
        double usual = others.isEmpty() ? 0 : median(others);
        if (value == 0) {
            boolean isSaid = offer.upstreamModel().contains("free");
            return all.isEmpty() || isSaid
                    ? Verdict.FINE
                    : Verdict.of(
                            Double.POSITIVE_INFINITY,
                            value,
                            what,
                            "about "
                                    + Rules.number(median(all))
                                    + " as elsewhere, or a name that"
                                    + " says free");
        }
        double middle = all.isEmpty() ? value : median(all);
        if (value > MEDIAN_FACTOR * middle) {
            return Verdict.of(
                    value / middle,
                    value,
                    what,
                    "at most 20 times the median of " + Rules.number(middle));
        }
        if (same.stream().anyMatch(one -> factor(one, value) <= SAME)) {
            return Verdict.FINE;
        }
        @Nullable Price last = before.get(Quarantine.id(offer));
        double old = last == null ? 0 : part.apply(last).doubleValue();
        if (old > 0) {
            boolean isNearer = usual > 0 && factor(value, usual) < factor(old, usual);
            return isNearer
                    ? Verdict.FINE
                    : Verdict.of(
                            factor(value, old),
                            value,
                            what,
                            "about " + Rules.number(old) + " as before");
        }
        if (!same.isEmpty()) {
            double elsewhere = median(same);
            boolean isNearer = usual > 0 && factor(value, usual) < factor(elsewhere, usual);
            return isNearer
                    ? Verdict.FINE
                    : Verdict.of(
                            factor(value, elsewhere),
                            value,
                            what,
                            "about " + Rules.number(elsewhere) + " as another catalogue has it");
        }
        boolean isAlone = others.stream().allMatch(one -> value >= ALONE * one);
        return others.size() >= ENOUGH_HOSTS && isAlone
                ? Verdict.of(
                        factor(value, usual),
                        value,
                        what,
                        "about " + Rules.number(usual) + " as other hosts ask")
                : Verdict.FINE;
    }

    private static double factor(double one, double other) {
        return one > other ? one / other : other / one;
    }

    private static double median(List<Double> values) {
        return Scale.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
