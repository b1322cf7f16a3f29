package dev.assayer.evidence;

import dev.assayer.catalog.Catalog;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.evidence.Snapshot.Extras;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Keeps lines out of force: an observation or a performance figure goes, an offer loses its price.
public final class Quarantine {

    private Quarantine() {}

    /// What of the evidence is in force; pure.
    ///
    /// @param snapshot as it was put together
    /// @param lines what is kept out; listed in the result's extras, beside what is listed there
    ///   already. A line that the snapshot does not hold changes nothing else
    /// @param stead observations of before that stay in force where a line of the same variant,
    ///   benchmark and source is kept out; others are left alone
    /// @param prices by `provider/name`, what takes the place of one that is kept out: the price of
    ///   before, or another catalogue's of the same offer
    public static Snapshot apply(
            Snapshot snapshot,
            Collection<Quarantined> lines,
            Collection<Observation> stead,
            Map<String, Quote> prices) {
        if (lines.isEmpty()) {
            return snapshot;
        }
        Set<List<Object>> out = new HashSet<>();
        lines.forEach(line -> out.add(key(line)));
        var observations = new ArrayList<Observation>();
        Set<String> taken = new HashSet<>();
        Map<String, Integer> lost = new HashMap<>();
        for (Observation one : snapshot.observations()) {
            if (out.contains(key(one))) {
                lost.merge(one.source(), 1, Integer::sum);
            } else {
                observations.add(one);
                taken.add(one.benchmark() + " " + one.variant());
            }
        }
        Set<String> benchmarks =
                snapshot.benchmarks().stream().map(Benchmark::id).collect(Collectors.toSet());
        for (Observation one : stead) {
            boolean isKnown =
                    benchmarks.contains(one.benchmark())
                            && snapshot.catalog().model(one.variant().model()).isPresent();
            if (isKnown && taken.add(one.benchmark() + " " + one.variant())) {
                observations.add(one);
                lost.merge(one.source(), -1, Integer::sum);
            }
        }
        Extras extras = snapshot.extras();
        List<Performance> performance =
                extras.performance().stream().filter(one -> !out.contains(key(one))).toList();
        var listed = new ArrayList<>(extras.quarantine());
        lines.stream().filter(line -> !listed.contains(line)).forEach(listed::add);
        return SnapshotFormat.snapshot(
                new Catalog(
                        snapshot.catalog().models().values(),
                        snapshot.catalog().offers().stream()
                                .map(offer -> priced(offer, out, prices))
                                .toList()),
                used(snapshot.benchmarks(), observations),
                observations,
                new Extras(
                        performance,
                        extras.profiles(),
                        listed,
                        extras.unmatched(),
                        extras.anchors()),
                snapshot.sources().stream()
                        .map(state -> less(state, lost.getOrDefault(state.source().id(), 0)))
                        .toList());
    }

    private static ListedOffer priced(
            ListedOffer offer, Set<List<Object>> out, Map<String, Quote> prices) {
        Optional<Quote> instead = Optional.ofNullable(prices.get(id(offer)));
        return offer.price().isPresent() && out.contains(key(offer))
                ? new ListedOffer(
                        offer.provider(),
                        offer.upstreamModel(),
                        offer.variant(),
                        instead.map(Quote::price),
                        offer.limits(),
                        instead.map(Quote::source).orElse(offer.source()),
                        instead.map(Quote::date).orElse(offer.date()))
                : offer;
    }

    private static List<Benchmark> used(
            List<Benchmark> benchmarks, Collection<Observation> observations) {
        Set<String> named =
                observations.stream().map(Observation::benchmark).collect(Collectors.toSet());
        return benchmarks.stream().filter(one -> named.contains(one.id())).toList();
    }

    private static SourceState less(SourceState state, int lost) {
        return new SourceState(
                state.source(),
                state.contentDate(),
                state.rows(),
                state.observations() - lost,
                state.unmatched());
    }

    /// How [Quarantined#what()] names an offer.
    public static String id(ListedOffer offer) {
        return offer.provider() + "/" + offer.upstreamModel();
    }

    /// How [Quarantined#what()] names a performance figure.
    public static String id(Performance one) {
        return one.host().orElse("all hosts");
    }

    private static List<Object> key(Quarantined line) {
        return switch (line.subject()) {
            case OBSERVATION ->
                    List.of(
                            line.subject(),
                            line.source(),
                            line.what(),
                            line.variant(),
                            line.written(),
                            line.value());
            case PRICE -> List.of(line.subject(), line.source(), line.what());
            case PERFORMANCE -> List.of(line.subject(), line.source(), line.what(), line.variant());
        };
    }

    private static List<Object> key(Observation one) {
        return List.of(
                Quarantined.Subject.OBSERVATION,
                one.source(),
                one.benchmark(),
                one.variant(),
                one.writtenName(),
                one.measure().value());
    }

    private static List<Object> key(ListedOffer offer) {
        return List.of(Quarantined.Subject.PRICE, offer.source(), id(offer));
    }

    private static List<Object> key(Performance one) {
        return List.of(Quarantined.Subject.PERFORMANCE, one.source(), id(one), one.variant());
    }
}
