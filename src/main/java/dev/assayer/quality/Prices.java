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
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Prices that cannot be right: judged against what all hosts ask for the model, against what other
/// catalogues say of the same host, against what the same offer cost before, and against what its
/// kin foretells ([PriceKin]).
///
/// The first of these that applies decides:
///
/// 1. nought where others are paid is wrong, unless its name says free;
/// 2. more than [#MEDIAN_FACTOR] times the median of all prices of its model, this one and its
///    host's included, is wrong; a cheap host is no mistake;
/// 3. where the same host has both input and output within a factor of two in another catalogue, no
///    more is asked;
/// 4. output cheaper than input is wrong, unless it was so before;
/// 5. the factor to its own price before counts, unless everything else finds that one wrong and
///    the new one right, or this is the host's own list and no less likely than the one before;
///    less so, where another catalogue said that one;
/// 6. the factor to the same host in another catalogue counts, unless this is the host's own list,
///    or everything else finds this price likelier;
/// 7. else what other hosts ask, the models of its kin, and the relation of input and output tell
///    how likely a mistake is ([PriceForecast]).
final class Prices {

    private static final double MEDIAN_FACTOR = 20;
    private static final double SAME = 2;

    /// Output below input where no other list says so: 2 of 5,800 prices of August 2026, both of a
    /// host that we have no preset for.
    private static final double SWAPPED_ANOMALY = 0.9;

    private static final Pattern SAID_FREE = Pattern.compile("(?:^|[^a-z])free(?:$|[^a-z])");

    private static final List<Part> PARTS =
            List.of(
                    new Part("input", Price::inputPerMillion),
                    new Part("output", Price::outputPerMillion));

    private final Map<ModelId, List<Quote>> quotes = new HashMap<>();
    private final Map<List<Object>, List<Quote>> tariffs = new HashMap<>();
    private final Map<String, Quote> before = new HashMap<>();
    private final Map<String, Quote> instead = new TreeMap<>();
    private final List<Quarantined> wrong = new ArrayList<>();
    private final PriceKin kin;
    private final Set<String> accepted;
    private final double limit;

    /// One of the two prices of a price.
    private record Part(String name, Function<Price, BigDecimal> price) {

        double of(Price whole) {
            return price.apply(whole).doubleValue();
        }
    }

    /// @param anomaly 0..1
    private record Doubt(double anomaly, double value, String text) {

        static final Doubt NONE = new Doubt(0, 0, "");

        static Doubt of(double anomaly, double value, Part part, String expected) {
            return new Doubt(
                    anomaly,
                    value,
                    Rules.number(value)
                            + " USD per million "
                            + part.name()
                            + " tokens (expected: "
                            + expected
                            + ")");
        }
    }

    /// Judges the prices of a snapshot.
    ///
    /// @param accepted sources whose prices need not be near those of before
    Prices(
            Snapshot snapshot,
            List<Quote> quotes,
            Optional<Snapshot> before,
            Set<String> accepted,
            double limit) {
        this.accepted = accepted;
        this.limit = limit;
        this.kin = new PriceKin(quotes, snapshot.catalog().models());
        for (Quote quote : quotes) {
            this.quotes.computeIfAbsent(quote.model(), _ -> new ArrayList<>()).add(quote);
            tariffs.computeIfAbsent(tariff(quote), _ -> new ArrayList<>()).add(quote);
        }
        before.ifPresent(old ->
                old.catalog().offers().stream()
                        .flatMap(offer -> quote(offer).stream())
                        .forEach(quote -> this.before.put(quote.host() + "/" + quote.id(), quote)));
        for (ListedOffer offer : snapshot.catalog().offers()) {
            quote(offer).ifPresent(quote -> judge(offer, quote));
        }
    }

    private static Optional<Quote> quote(ListedOffer offer) {
        return offer.price()
                .flatMap(price ->
                        offer.model()
                                .map(model ->
                                        new Quote(
                                                model,
                                                offer.source(),
                                                offer.provider(),
                                                offer.upstreamModel(),
                                                price,
                                                offer.date())));
    }

    /// The prices that cannot be right.
    List<Quarantined> wrong() {
        return List.copyOf(wrong);
    }

    /// What takes the place of these, by the offer's id: its price before, else what another
    /// catalogue says of the same offer, where that can be right.
    Map<String, Quote> instead() {
        return Map.copyOf(instead);
    }

    private void judge(ListedOffer offer, Quote quote) {
        Doubt doubt = doubt(quote);
        if (doubt.anomaly() >= limit) {
            String id = Quarantine.id(offer);
            wrong.add(
                    new Quarantined(
                            offer.source(),
                            Subject.PRICE,
                            offer.variant().orElseThrow(),
                            offer.upstreamModel(),
                            id,
                            doubt.value(),
                            Math.round(doubt.anomaly() * 1000) / 1000.0,
                            Check.PRICE.reason(doubt.text())));
            Stream.concat(Optional.ofNullable(before.get(id)).stream(), elsewhere(quote))
                    .filter(other -> byItself(other).anomaly() < limit)
                    .findFirst()
                    .ifPresent(other -> instead.put(id, other));
        }
    }

    private Doubt doubt(Quote quote) {
        Doubt byItself = byItself(quote);
        @Nullable Quote old = past(quote);
        boolean isSaidAgain =
                elsewhere(quote).anyMatch(other -> isSame(quote.price(), other.price()));
        if (byItself.anomaly() >= limit || isSaidAgain || quote.price().isFree()) {
            return byItself;
        }
        Doubt change =
                old == null
                        ? Doubt.NONE
                        : against(
                                quote,
                                old.price(),
                                old.source().equals(quote.source())
                                        ? Anomaly::price
                                        : Anomaly::disagreement,
                                "as before");
        boolean isNewlyInverted =
                isInverted(quote.price()) && !(old != null && isInverted(old.price()));
        if (isNewlyInverted && change.anomaly() >= limit) {
            return change;
        }
        if (isNewlyInverted) {
            Part output = PARTS.getLast();
            return Doubt.of(
                    SWAPPED_ANOMALY,
                    output.of(quote.price()),
                    output,
                    "at least "
                            + Rules.number(PARTS.getFirst().of(quote.price()))
                            + " as for input, unless the two were swapped");
        }
        boolean isHostItself = quote.source().equals(quote.host());
        if (old != null) {
            boolean isCorrection =
                    change.anomaly() >= limit
                            && foretold(old).anomaly() >= limit
                            && foretold(quote).anomaly() < limit;
            boolean isHostsWord = isHostItself && likelihood(quote) >= likelihood(old);
            return isCorrection || isHostsWord ? Doubt.NONE : change;
        }
        List<Quote> others = elsewhere(quote).toList();
        if (!others.isEmpty() && !isHostItself) {
            boolean isLikelier =
                    others.stream().allMatch(other -> likelihood(quote) > likelihood(other));
            return isLikelier
                    ? foretold(quote)
                    : against(
                            quote,
                            others.getFirst().price(),
                            Anomaly::disagreement,
                            "as another catalogue has it");
        }
        return foretold(quote);
    }

    /// What the same offer cost before; not where a person said that what its list says now counts,
    /// and not where it was free, which compares with nothing.
    private @Nullable Quote past(Quote quote) {
        @Nullable Quote old = before.get(quote.host() + "/" + quote.id());
        return old == null || old.price().isFree() || accepted.contains(quote.source())
                ? null
                : old;
    }

    /// Nought where others are paid, and more than twenty times what is usual.
    private Doubt byItself(Quote quote) {
        Doubt worst = Doubt.NONE;
        for (Part part : PARTS) {
            double value = part.of(quote.price());
            List<Double> all =
                    quotes.getOrDefault(quote.model(), List.of()).stream()
                            .map(other -> part.of(other.price()))
                            .filter(asked -> asked > 0)
                            .toList();
            boolean isSaidFree = SAID_FREE.matcher(quote.id()).find();
            double usual =
                    all.isEmpty()
                            ? value
                            : Scale.median(all.stream().mapToDouble(Double::doubleValue).toArray());
            if (value == 0 && !all.isEmpty() && !isSaidFree) {
                return Doubt.of(
                        1,
                        value,
                        part,
                        "about " + Rules.number(usual) + " as elsewhere, or a name that says free");
            }
            double anomaly = Anomaly.price(Math.max(1, value / usual));
            if (value > MEDIAN_FACTOR * usual && anomaly > worst.anomaly()) {
                worst =
                        Doubt.of(
                                anomaly,
                                value,
                                part,
                                "at most 20 times the median of " + Rules.number(usual));
            }
        }
        return worst;
    }

    private static Doubt against(
            Quote quote, Price other, DoubleUnaryOperator anomalyOf, String where) {
        Doubt worst = Doubt.NONE;
        for (Part part : PARTS) {
            double value = part.of(quote.price());
            double expected = part.of(other);
            if (value > 0 && expected > 0) {
                double anomaly = anomalyOf.applyAsDouble(factor(value, expected));
                if (anomaly > worst.anomaly()) {
                    worst =
                            Doubt.of(
                                    anomaly,
                                    value,
                                    part,
                                    "about " + Rules.number(expected) + " " + where);
                }
            }
        }
        return worst;
    }

    /// Going by other hosts, by kin, and by input and output together.
    private Doubt foretold(Quote quote) {
        Optional<LogPrice> price = LogPrice.of(quote.price());
        Optional<PriceForecast> forecast = forecast(quote);
        if (price.isEmpty() || forecast.isEmpty()) {
            return Doubt.NONE;
        }
        PriceForecast.Finding finding = forecast.get().judge(price.get(), alike(quote));
        LogPrice expected = forecast.get().expected();
        boolean isOutput = finding.part() == PriceForecast.Part.OUTPUT;
        Part part = isOutput ? PARTS.getLast() : PARTS.getFirst();
        int hosts = hosts(quote).size();
        return Doubt.of(
                finding.anomaly(),
                part.of(quote.price()),
                part,
                "about "
                        + Rules.number(isOutput ? expected.output() : expected.input())
                        + " going by models of its kin"
                        + (hosts == 0
                                ? ""
                                : " and " + hosts + (hosts == 1 ? " other host" : " other hosts"))
                        + "; looks like "
                        + finding.what());
    }

    private double likelihood(Quote quote) {
        Optional<LogPrice> price = LogPrice.of(quote.price());
        return price.isEmpty()
                ? 0
                : forecast(quote).map(one -> one.density(price.get())).orElse(0.0);
    }

    private Optional<PriceForecast> forecast(Quote quote) {
        return kin.of(quote.model()).map(one -> one.with(hosts(quote)));
    }

    /// How many other models cost the very same at this host, and how many other hosts ask the very
    /// same for this model.
    private long alike(Quote quote) {
        long models =
                tariffs.getOrDefault(tariff(quote), List.of()).stream()
                        .map(Quote::model)
                        .filter(model -> !model.equals(quote.model()))
                        .distinct()
                        .count();
        long hosts =
                quotes.getOrDefault(quote.model(), List.of()).stream()
                        .filter(other ->
                                tariff(other).subList(1, 3).equals(tariff(quote).subList(1, 3)))
                        .map(Quote::host)
                        .filter(host -> !host.equals(quote.host()))
                        .distinct()
                        .count();
        return models + hosts;
    }

    private static List<Object> tariff(Quote quote) {
        return List.of(
                quote.host(), quote.price().inputPerMillion(), quote.price().outputPerMillion());
    }

    /// What each other host asks for the model. This one's other names count as another host, and
    /// so does what another catalogue says of it.
    private List<LogPrice> hosts(Quote quote) {
        Map<String, List<LogPrice>> byHost = new TreeMap<>();
        for (Quote other : quotes.getOrDefault(quote.model(), List.of())) {
            boolean isIt =
                    other.host().equals(quote.host())
                            && other.id().equals(quote.id())
                            && other.source().equals(quote.source());
            if (!isIt) {
                LogPrice.of(other.price())
                        .ifPresent(price ->
                                byHost.computeIfAbsent(other.host(), _ -> new ArrayList<>())
                                        .add(price));
            }
        }
        return byHost.values().stream().map(PriceKin::median).toList();
    }

    /// What other catalogues say of the same offer.
    private Stream<Quote> elsewhere(Quote quote) {
        return quotes.getOrDefault(quote.model(), List.of()).stream()
                .filter(other -> !other.source().equals(quote.source()))
                .filter(other -> other.host().equals(quote.host()))
                .filter(other -> other.id().equals(quote.id()))
                .filter(other -> !other.price().isFree());
    }

    private static boolean isSame(Price one, Price other) {
        return isInverted(one) == isInverted(other)
                && PARTS.stream().allMatch(part -> factor(part.of(one), part.of(other)) <= SAME);
    }

    private static boolean isInverted(Price price) {
        double output = PARTS.getLast().of(price);
        return output > 0 && output < PARTS.getFirst().of(price);
    }

    private static double factor(double one, double other) {
        return one == other ? 1 : one > other ? one / other : other / one;
    }
}
