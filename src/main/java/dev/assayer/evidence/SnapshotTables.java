package dev.assayer.evidence;

import static dev.assayer.evidence.Cells.bool;
import static dev.assayer.evidence.Cells.count;
import static dev.assayer.evidence.Cells.day;
import static dev.assayer.evidence.Cells.join;
import static dev.assayer.evidence.Cells.limits;
import static dev.assayer.evidence.Cells.list;
import static dev.assayer.evidence.Cells.measure;
import static dev.assayer.evidence.Cells.number;
import static dev.assayer.evidence.Cells.price;
import static dev.assayer.evidence.Cells.speed;
import static dev.assayer.evidence.Cells.words;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Variant;
import java.net.URI;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables of a [Snapshot]'s canonical text.
final class SnapshotTables {

    static final CsvTable<SourceState> SOURCES =
            new CsvTable<>(
                    List.of(
                            "id",
                            "name",
                            "url",
                            "licence",
                            "attribution",
                            "shareable",
                            "layer",
                            "reliability",
                            "content_date",
                            "rows",
                            "observations",
                            "unmatched"),
                    SnapshotTables::fields,
                    SnapshotTables::source);

    /// As snapshots had it before sources had a layer.
    static final CsvTable<SourceState> OLD_SOURCES =
            new CsvTable<>(
                    List.of(
                            "id",
                            "name",
                            "url",
                            "licence",
                            "attribution",
                            "content_date",
                            "rows",
                            "observations",
                            "unmatched"),
                    SnapshotTables::fields,
                    SnapshotTables::oldSource);

    static final CsvTable<Model> MODELS =
            new CsvTable<>(
                    List.of(
                            "id",
                            "name",
                            "released",
                            "open_weights",
                            "context",
                            "output",
                            "capabilities",
                            "aliases"),
                    SnapshotTables::fields,
                    SnapshotTables::model);

    static final CsvTable<ListedOffer> OFFERS =
            new CsvTable<>(
                    List.of(
                            "provider",
                            "upstream",
                            "variant",
                            "input",
                            "output",
                            "cached",
                            "context",
                            "max_output",
                            "capabilities",
                            "source",
                            "date"),
                    SnapshotTables::fields,
                    SnapshotTables::offer);

    static final CsvTable<Benchmark> BENCHMARKS =
            new CsvTable<>(
                    List.of("id", "name", "unit", "higher_is_better"),
                    SnapshotTables::fields,
                    SnapshotTables::benchmark);

    static final CsvTable<Performance> PERFORMANCE =
            new CsvTable<>(
                    List.of(
                            "variant",
                            "host",
                            "source",
                            "date",
                            "ttft_median",
                            "ttft_p95",
                            "throughput_median",
                            "throughput_p95",
                            "latency_median",
                            "latency_p95"),
                    SnapshotTables::fields,
                    SnapshotTables::performance);

    static final CsvTable<Quarantined> QUARANTINE =
            new CsvTable<>(
                    List.of(
                            "source", "subject", "variant", "written", "what", "value", "anomaly",
                            "reason"),
                    SnapshotTables::fields,
                    SnapshotTables::quarantined);

    static final CsvTable<Unmatched> UNMATCHED =
            new CsvTable<>(
                    List.of("source", "name", "lines"),
                    line -> List.of(line.source(), line.name(), Integer.toString(line.lines())),
                    row ->
                            new Unmatched(
                                    row.getField(0),
                                    row.getField(1),
                                    Integer.parseInt(row.getField(2))));

    static final CsvTable<Anchor> ANCHORS =
            new CsvTable<>(
                    List.of("source", "id", "variant", "name"),
                    anchor ->
                            List.of(
                                    anchor.source(),
                                    anchor.id(),
                                    anchor.variant().toString(),
                                    anchor.name()),
                    row ->
                            new Anchor(
                                    row.getField(0),
                                    row.getField(1),
                                    Variant.parse(row.getField(2)),
                                    row.getField(3)));

    private SnapshotTables() {}

    /// The observations of one source.
    static CsvTable<Observation> observations(String source, Parts parts) {
        return new CsvTable<>(
                List.of(
                        "benchmark",
                        "variant",
                        "written",
                        "value",
                        "low",
                        "high",
                        "samples",
                        "date",
                        "method"),
                SnapshotTables::fields,
                row -> observation(row, source, parts));
    }

    /// Values that stand in thousands of lines, each made once: a pack is read at every start.
    static final class Parts {

        private final Map<String, String> benchmarks = new HashMap<>();
        private final Map<String, Variant> variants = new HashMap<>();
        private final Map<String, LocalDate> dates = new HashMap<>();
        private final Map<String, Method> methods = new HashMap<>();

        String benchmark(String text) {
            return benchmarks.computeIfAbsent(text, id -> id);
        }

        Variant variant(String text) {
            return variants.computeIfAbsent(text, Variant::parse);
        }

        LocalDate date(String text) {
            return dates.computeIfAbsent(text, LocalDate::parse);
        }

        Method method(String text) {
            return methods.computeIfAbsent(text, Method::parse);
        }
    }

    private static List<String> fields(SourceState state) {
        Source source = state.source();
        return List.of(
                source.id(),
                source.name(),
                source.url().toString(),
                source.licence().id(),
                source.licence().attribution(),
                Boolean.toString(source.licence().shareable()),
                source.layer().word(),
                number(source.reliability()),
                state.contentDate().toString(),
                Integer.toString(state.rows()),
                Integer.toString(state.observations()),
                Integer.toString(state.unmatched()));
    }

    private static SourceState source(CsvRecord row) {
        return new SourceState(
                new Source(
                        row.getField(0),
                        row.getField(1),
                        URI.create(row.getField(2)),
                        new Licence(row.getField(3), row.getField(4), bool(row.getField(5))),
                        Layer.parse(row.getField(6)),
                        Double.parseDouble(row.getField(7))),
                LocalDate.parse(row.getField(8)),
                Integer.parseInt(row.getField(9)),
                Integer.parseInt(row.getField(10)),
                Integer.parseInt(row.getField(11)));
    }

    private static SourceState oldSource(CsvRecord row) {
        return new SourceState(
                new Source(
                        row.getField(0),
                        row.getField(1),
                        URI.create(row.getField(2)),
                        Licence.shareable(row.getField(3), row.getField(4)),
                        Layer.SCRAPED,
                        1),
                LocalDate.parse(row.getField(5)),
                Integer.parseInt(row.getField(6)),
                Integer.parseInt(row.getField(7)),
                Integer.parseInt(row.getField(8)));
    }

    private static List<String> fields(Model model) {
        return List.of(
                model.id().value(),
                model.name(),
                day(model.released()),
                Boolean.toString(model.openWeights()),
                count(model.limits().contextTokens()),
                count(model.limits().outputTokens()),
                words(model.limits().capabilities()),
                list(model.aliases()));
    }

    private static Model model(CsvRecord row) {
        return new Model(
                ModelId.of(row.getField(0)),
                row.getField(1),
                day(row.getField(2)),
                bool(row.getField(3)),
                limits(row.getField(4), row.getField(5), row.getField(6)),
                list(row.getField(7)));
    }

    private static List<String> fields(ListedOffer offer) {
        return join(
                join(
                        List.of(
                                offer.provider(),
                                offer.upstreamModel(),
                                offer.variant().map(Variant::toString).orElse("")),
                        price(offer.price())),
                List.of(
                        count(offer.limits().contextTokens()),
                        count(offer.limits().outputTokens()),
                        words(offer.limits().capabilities()),
                        offer.source(),
                        offer.date().toString()));
    }

    private static ListedOffer offer(CsvRecord row) {
        return new ListedOffer(
                row.getField(0),
                row.getField(1),
                Cells.text(row.getField(2)).map(Variant::parse),
                price(row.getField(3), row.getField(4), row.getField(5)),
                limits(row.getField(6), row.getField(7), row.getField(8)),
                row.getField(9),
                LocalDate.parse(row.getField(10)));
    }

    private static List<String> fields(Benchmark benchmark) {
        return List.of(
                benchmark.id(),
                benchmark.name(),
                benchmark.unit().name(),
                Boolean.toString(benchmark.higherIsBetter()));
    }

    private static Benchmark benchmark(CsvRecord row) {
        return new Benchmark(
                row.getField(0),
                row.getField(1),
                Benchmark.Unit.valueOf(row.getField(2)),
                bool(row.getField(3)));
    }

    private static List<String> fields(Observation observation) {
        return join(
                List.of(
                        observation.benchmark(),
                        observation.variant().toString(),
                        observation.writtenName()),
                join(
                        measure(observation.measure()),
                        List.of(observation.date().toString(), observation.method().word())));
    }

    private static Observation observation(CsvRecord row, String source, Parts parts) {
        return new Observation(
                parts.variant(row.getField(1)),
                row.getField(2),
                parts.benchmark(row.getField(0)),
                measure(row.getField(3), row.getField(4), row.getField(5), row.getField(6)),
                parts.date(row.getField(7)),
                source,
                parts.method(row.getField(8)));
    }

    private static List<String> fields(Performance performance) {
        return join(
                List.of(
                        performance.variant().toString(),
                        performance.host().orElse(""),
                        performance.source(),
                        performance.date().toString()),
                speed(performance.speed()));
    }

    private static Performance performance(CsvRecord row) {
        return new Performance(
                Variant.parse(row.getField(0)),
                Optional.of(row.getField(1)).filter(host -> !host.isEmpty()),
                speed(row.getFields().subList(4, 10)),
                row.getField(2),
                LocalDate.parse(row.getField(3)));
    }

    private static List<String> fields(Quarantined line) {
        return List.of(
                line.source(),
                line.subject().name(),
                line.variant().toString(),
                line.written(),
                line.what(),
                number(line.value()),
                number(line.anomaly()),
                line.reason());
    }

    private static Quarantined quarantined(CsvRecord row) {
        return new Quarantined(
                row.getField(0),
                Quarantined.Subject.valueOf(row.getField(1)),
                Variant.parse(row.getField(2)),
                row.getField(3),
                row.getField(4),
                Double.parseDouble(row.getField(5)),
                Double.parseDouble(row.getField(6)),
                row.getField(7));
    }
}
