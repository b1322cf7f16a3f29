package dev.assayer.evidence.own;

import dev.assayer.evidence.Access;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.FetchFailed;
import dev.assayer.evidence.Findings;
import dev.assayer.evidence.Harvest;
import dev.assayer.evidence.Layer;
import dev.assayer.evidence.Licence;
import dev.assayer.evidence.Measure;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Reading;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.Source;
import dev.assayer.evidence.UnexpectedContent;
import dev.assayer.evidence.Web;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Figures that the user has of models, as CSV or JSON in the schema of `docs/own-evidence.md`.
/// They may bring benchmarks of their own, `own/<name>`, or add to one that another source has, in
/// its unit.
public final class OwnObservations implements Feed {

    private static final List<String> REQUIRED = List.of("model", "benchmark", "value");
    private static final List<String> FIELDS =
            List.of(
                    "model",
                    "benchmark",
                    "value",
                    "unit",
                    "higher_is_better",
                    "low",
                    "high",
                    "samples",
                    "date",
                    "method",
                    "effort");

    private static final Source SOURCE =
            new Source(
                    "own",
                    "Your observations",
                    URI.create("file:observations"),
                    Licence.own("Your own files."),
                    Layer.SCRAPED,
                    0.8);

    /// How a value is written, and what it is to us.
    private enum Written {
        FRACTION(Benchmark.Unit.FRACTION, 0, 1, 0),
        PERCENT(Benchmark.Unit.FRACTION, 0, 100, 2),
        ELO(Benchmark.Unit.ELO, -5_000, 10_000, 0);

        private final Benchmark.Unit unit;
        private final double least;
        private final double most;
        private final int places;

        Written(Benchmark.Unit unit, double least, double most, int places) {
            this.unit = unit;
            this.least = least;
            this.most = most;
            this.places = places;
        }

        static Written of(Entry entry) {
            String word = entry.find("unit").orElse("fraction").toLowerCase(Locale.ROOT);
            for (Written each : values()) {
                if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return each;
                }
            }
            throw new UnexpectedContent(entry.where("unit"), word, "fraction, percent or elo");
        }
    }

    private final Map<String, Benchmark> known = new HashMap<>();

    /// @param known benchmarks of other sources, to which figures may be added
    public OwnObservations(Collection<Benchmark> known) {
        known.forEach(benchmark -> this.known.putIfAbsent(benchmark.id(), benchmark));
    }

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public Access access() {
        return new Access.OwnFiles("evidence.observations");
    }

    @Override
    public List<String> files() {
        return List.of("own-observations/**");
    }

    @Override
    public List<Payload> fetch(Web web) {
        throw new FetchFailed(
                "evidence.observations", "are files of yours, and nowhere on the web");
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, this::findings);
    }

    private Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Payload payload : payloads) {
            for (Entry entry : entries(payload)) {
                harvest.line(() -> row(entry, payload, harvest));
            }
        }
        return harvest.findings();
    }

    private static List<Entry> entries(Payload payload) {
        String text = payload.text().stripLeading();
        boolean isJson = text.startsWith("[") || text.startsWith("{");
        if (!isJson) {
            return Entry.csv(payload, REQUIRED, FIELDS);
        }
        List<Entry> entries = Entry.json(payload, "observations");
        for (Entry entry : entries) {
            for (String field : entry.fields().propertyNames()) {
                if (!FIELDS.contains(field)) {
                    throw new UnexpectedContent(
                            entry.place(), field, "one of " + String.join(", ", FIELDS));
                }
            }
        }
        return entries;
    }

    private void row(Entry entry, Payload payload, Harvest harvest) {
        Written unit = Written.of(entry);
        String id = benchmark(entry);
        var benchmark =
                new Benchmark(
                        id,
                        id.substring(id.indexOf('/') + 1) + " (yours)",
                        unit.unit,
                        entry.flag("higher_is_better").orElse(true));
        Benchmark elsewhere = known.get(id);
        var row =
                new Row(
                        entry.model("model"),
                        id,
                        measure(entry, unit),
                        entry.date(payload),
                        entry.method(Method.MEASURED));
        if (elsewhere != null) {
            elsewhere.requireSameScale(entry.where("unit"), benchmark);
        } else {
            harvest.declare(entry.where("unit"), benchmark);
        }
        harvest.add(row);
    }

    private String benchmark(Entry entry) {
        String name = entry.text("benchmark");
        String prefix = SOURCE.id() + "/";
        if (known.containsKey(name)) {
            return name;
        }
        if (name.indexOf('/') < 0 || name.startsWith(prefix)) {
            return prefix
                    + Entry.slug(entry.where("benchmark"), name.substring(name.indexOf('/') + 1));
        }
        throw new UnexpectedContent(
                entry.where("benchmark"), name, "own/NAME, or the id of a known benchmark");
    }

    private static Measure measure(Entry entry, Written unit) {
        double value = entry.required("value", unit.least, unit.most, unit.places);
        OptionalDouble low = entry.number("low", unit.least, unit.most, unit.places);
        OptionalDouble high = entry.number("high", unit.least, unit.most, unit.places);
        if ((low.isPresent() && low.getAsDouble() > value)
                || (high.isPresent() && high.getAsDouble() < value)) {
            throw new UnexpectedContent(
                    entry.place(), entry.fields().toString(), "low <= value <= high");
        }
        OptionalDouble samples = entry.number("samples", 1, 1e12);
        return new Measure(
                value,
                low,
                high,
                samples.isPresent()
                        ? OptionalLong.of((long) samples.getAsDouble())
                        : OptionalLong.empty());
    }
}
