package dev.assayer.scoring.view;

import dev.assayer.catalog.Catalog;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.Variant;
import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Layer;
import dev.assayer.evidence.Licence;
import dev.assayer.evidence.Measure;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Performance;
import dev.assayer.evidence.Profile;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.Source;
import dev.assayer.evidence.SourceState;
import dev.assayer.evidence.Speed;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Snapshots made by hand: what three layers know of some models.
public final class Known {

    public static final LocalDate TODAY = LocalDate.of(2026, 8, 22);

    private final Map<String, Benchmark> benchmarks = new TreeMap<>();
    private final Map<String, Model> models = new TreeMap<>();
    private final Map<String, SourceState> sources = new TreeMap<>();
    private final Map<ModelId, Profile> profiles = new TreeMap<>();
    private final List<Observation> observations = new ArrayList<>();
    private final List<ListedOffer> offers = new ArrayList<>();
    private final List<Performance> performance = new ArrayList<>();

    /// A figure of 0-100 as old as said; the layer is that of the benchmark's board.
    public Known figure(String variant, String benchmark, double points, int days) {
        return add(variant, benchmark, points / 100, days, Benchmark.Unit.FRACTION);
    }

    public Known rating(String variant, String benchmark, double rating) {
        return add(variant, benchmark, rating, 0, Benchmark.Unit.ELO);
    }

    private Known add(
            String variant, String benchmark, double value, int days, Benchmark.Unit unit) {
        String source = benchmark.substring(0, benchmark.indexOf('/'));
        Variant parsed = Variant.parse(variant);
        benchmarks.put(benchmark, new Benchmark(benchmark, benchmark, unit, true));
        model(parsed.model().value(), 0);
        sources.put(
                source,
                new SourceState(
                        new Source(
                                source,
                                source,
                                URI.create("https://" + source + ".example"),
                                source.equals("static")
                                        ? Licence.own(source)
                                        : Licence.unshareable("none", source),
                                layer(source),
                                0.8),
                        TODAY,
                        1,
                        1,
                        0));
        observations.add(
                new Observation(
                        parsed,
                        variant,
                        benchmark,
                        Measure.of(value),
                        TODAY.minusDays(days),
                        source,
                        Method.MEASURED));
        return this;
    }

    private static Layer layer(String source) {
        return switch (source) {
            case "static" -> Layer.STATIC;
            case "artificialanalysis" -> Layer.LIVE;
            default -> Layer.SCRAPED;
        };
    }

    public Known model(String id, int context) {
        models.merge(
                id,
                new Model(
                        ModelId.of(id),
                        id,
                        Optional.empty(),
                        false,
                        new Limits(context, 0, java.util.Set.of()),
                        List.of()),
                (old, other) -> other.limits().contextTokens() > 0 ? other : old);
        return this;
    }

    /// What the user's own file says.
    ///
    /// @param context tokens, 0 for unknown
    /// @param costs dollars per thousand input and output tokens; empty for unknown
    public Known profile(
            String id,
            String alias,
            int context,
            List<String> costs,
            double latencyMillis,
            Map<String, Double> capabilities) {
        profiles.put(
                ModelId.of(id),
                new Profile(
                        WrittenName.of(id),
                        id,
                        Optional.empty(),
                        context > 0 ? OptionalInt.of(context) : OptionalInt.empty(),
                        costs.isEmpty()
                                ? Optional.empty()
                                : Optional.of(
                                        new Profile.Costs(
                                                new BigDecimal(costs.getFirst()),
                                                new BigDecimal(costs.getLast()))),
                        latencyMillis > 0
                                ? OptionalDouble.of(latencyMillis)
                                : OptionalDouble.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.of(alias).filter(one -> !one.isEmpty()),
                        capabilities,
                        TODAY));
        return this;
    }

    /// An offer at the model's own lab, dollars per million tokens.
    public Known price(String variant, String input, String output) {
        Variant parsed = Variant.parse(variant);
        offers.add(
                new ListedOffer(
                        parsed.model().lab(),
                        parsed.model().name(),
                        Optional.of(parsed),
                        Optional.of(
                                Price.perMillion(new BigDecimal(input), new BigDecimal(output))),
                        Limits.UNKNOWN,
                        "prices",
                        TODAY.minusDays(1)));
        return this;
    }

    /// Median time to the first token, seconds, and output tokens per second, across hosts.
    public Known speed(String variant, double ttft, double throughput) {
        performance.add(
                new Performance(
                        Variant.parse(variant),
                        Optional.empty(),
                        new Speed(
                                Speed.Spread.ofMedian(ttft),
                                Speed.Spread.ofMedian(throughput),
                                Speed.Spread.UNKNOWN),
                        "artificialanalysis",
                        TODAY.minusDays(2)));
        return this;
    }

    public Snapshot snapshot() {
        return new Snapshot(
                "0",
                new Catalog(models.values(), offers),
                List.copyOf(benchmarks.values()),
                observations,
                new Snapshot.Extras(performance, profiles, List.of(), List.of(), List.of()),
                List.copyOf(sources.values()));
    }
}
