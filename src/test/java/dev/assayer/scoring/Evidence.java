package dev.assayer.scoring;

import dev.assayer.catalog.Catalog;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Measure;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Snapshots made by hand for tests.
final class Evidence {

    static final LocalDate DAY = LocalDate.of(2026, 8, 19);

    private final Map<String, Model> models = new TreeMap<>();
    private final Map<String, Benchmark> benchmarks = new TreeMap<>();
    private final List<Observation> observations = new ArrayList<>();
    private final List<ListedOffer> listed = new ArrayList<>();
    private LocalDate date = DAY;
    private String source = "test";
    private Method method = Method.MEASURED;

    /// Of what comes next.
    Evidence on(LocalDate day) {
        date = day;
        return this;
    }

    Evidence from(String sourceId) {
        source = sourceId;
        return this;
    }

    Evidence by(Method how) {
        method = how;
        return this;
    }

    Evidence released(String model, LocalDate day) {
        return model(model, Optional.of(day), Limits.UNKNOWN);
    }

    Evidence model(String model, Optional<LocalDate> day, Limits limits) {
        Variant variant = Variant.parse(model);
        models.put(
                variant.model().value(),
                new Model(
                        variant.model(),
                        variant.model().name().toUpperCase(java.util.Locale.ROOT),
                        day,
                        true,
                        limits,
                        List.of()));
        return this;
    }

    Evidence listed(ListedOffer offer) {
        listed.add(offer);
        return this;
    }

    Evidence fraction(String benchmark, String variant, double value, long samples) {
        return add(
                new Benchmark(benchmark, benchmark, Benchmark.Unit.FRACTION, true),
                variant,
                Measure.of(value, samples));
    }

    Evidence lowerIsBetter(String benchmark, String variant, double value, long samples) {
        return add(
                new Benchmark(benchmark, benchmark, Benchmark.Unit.FRACTION, false),
                variant,
                Measure.of(value, samples));
    }

    /// A rating with a 95% interval of four points, as narrow as any board's.
    Evidence elo(String benchmark, String variant, double rating) {
        return add(
                new Benchmark(benchmark, benchmark, Benchmark.Unit.ELO, true),
                variant,
                new Measure(
                        rating,
                        OptionalDouble.of(rating - 2),
                        OptionalDouble.of(rating + 2),
                        OptionalLong.empty()));
    }

    private Evidence add(Benchmark benchmark, String variant, Measure measure) {
        benchmarks.put(benchmark.id(), benchmark);
        Variant parsed = Variant.parse(variant);
        if (!models.containsKey(parsed.model().value())) {
            model(parsed.model().value(), Optional.empty(), Limits.UNKNOWN);
        }
        observations.add(
                new Observation(parsed, variant, benchmark.id(), measure, date, source, method));
        return this;
    }

    Snapshot snapshot() {
        return new Snapshot(
                "0",
                new Catalog(models.values(), listed),
                List.copyOf(benchmarks.values()),
                observations,
                Snapshot.Extras.NONE,
                List.of());
    }

    Scores scores() {
        return new Abilities().score(snapshot(), DAY);
    }
}
