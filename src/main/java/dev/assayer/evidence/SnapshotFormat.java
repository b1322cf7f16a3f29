package dev.assayer.evidence;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.assayer.catalog.Capability;
import dev.assayer.catalog.Catalog;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.Variant;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The canonical text of a [Snapshot]: CSV files, sorted, UTF-8, LF, one spelling for every value;
/// its SHA-256 is the snapshot's hash. The same evidence gives the same text on any machine, and
/// text that was changed anywhere gives another hash.
///
/// | file | columns |
/// |---|---|
/// | `sources.csv` | id, name, url, licence, attribution, content_date, rows, observations, unmatched |
/// | `models.csv` | id, name, released, open_weights, context, output, capabilities, aliases |
/// | `offers.csv` | provider, upstream, variant, input, output, cached (USD per million), context, max_output, capabilities, source, date |
/// | `benchmarks.csv` | id, name, unit, higher_is_better |
/// | `observations/<source>.csv` | benchmark, variant, written, value, low, high, samples, date, method |
public final class SnapshotFormat {

    private static final String SOURCES = "sources.csv";
    private static final String MODELS = "models.csv";
    private static final String OFFERS = "offers.csv";
    private static final String BENCHMARKS = "benchmarks.csv";
    private static final String OBSERVATIONS = "observations/";
    private static final String SECTION = "== ";

    private static final List<String> SOURCE_COLUMNS =
            List.of(
                    "id",
                    "name",
                    "url",
                    "licence",
                    "attribution",
                    "content_date",
                    "rows",
                    "observations",
                    "unmatched");
    private static final List<String> MODEL_COLUMNS =
            List.of(
                    "id",
                    "name",
                    "released",
                    "open_weights",
                    "context",
                    "output",
                    "capabilities",
                    "aliases");
    private static final List<String> OFFER_COLUMNS =
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
                    "date");
    private static final List<String> BENCHMARK_COLUMNS =
            List.of("id", "name", "unit", "higher_is_better");
    private static final List<String> OBSERVATION_COLUMNS =
            List.of(
                    "benchmark",
                    "variant",
                    "written",
                    "value",
                    "low",
                    "high",
                    "samples",
                    "date",
                    "method");

    private static final Comparator<Observation> BY_BENCHMARK = SnapshotFormat::compare;
    private static final Comparator<ListedOffer> BY_OFFER =
            Comparator.comparing(ListedOffer::provider).thenComparing(ListedOffer::upstreamModel);

    private SnapshotFormat() {}

    /// Puts a snapshot together: sorts its parts and computes its hash.
    ///
    /// @throws IllegalArgumentException if an observation names an unknown benchmark, model or
    ///   source, or if two observations are of the same benchmark, variant and source
    public static Snapshot snapshot(
            Catalog catalog,
            Collection<Benchmark> benchmarks,
            Collection<Observation> observations,
            Collection<SourceState> sources) {
        return inOrder(
                catalog, benchmarks, observations, sources, unhashed -> sha256(files(unhashed)));
    }

    private static Snapshot inOrder(
            Catalog catalog,
            Collection<Benchmark> benchmarks,
            Collection<Observation> observations,
            Collection<SourceState> sources,
            Function<Snapshot, String> hash) {
        var sorted = new ArrayList<>(observations);
        sorted.sort(BY_BENCHMARK);
        var sortedBenchmarks = new ArrayList<>(benchmarks);
        sortedBenchmarks.sort(Comparator.comparing(Benchmark::id));
        var sortedSources = new ArrayList<>(sources);
        sortedSources.sort(Comparator.comparing(state -> state.source().id()));
        var sortedOffers = new ArrayList<>(catalog.offers());
        sortedOffers.sort(BY_OFFER);
        var inOrder = new Catalog(catalog.models().values(), sortedOffers);
        requireKnown(inOrder, sortedBenchmarks, sorted, sortedSources);
        var unhashed = new Snapshot("", inOrder, sortedBenchmarks, sorted, sortedSources);
        return new Snapshot(hash.apply(unhashed), inOrder, sortedBenchmarks, sorted, sortedSources);
    }

    private static void requireKnown(
            Catalog catalog,
            List<Benchmark> benchmarks,
            List<Observation> observations,
            List<SourceState> sources) {
        Set<String> known = benchmarks.stream().map(Benchmark::id).collect(Collectors.toSet());
        Set<String> ids =
                sources.stream().map(state -> state.source().id()).collect(Collectors.toSet());
        Set<Variant> checked = new HashSet<>();
        for (int i = 0; i < observations.size(); i++) {
            Observation one = observations.get(i);
            boolean isModelKnown =
                    !checked.add(one.variant()) || catalog.model(one.variant().model()).isPresent();
            if (!known.contains(one.benchmark()) || !ids.contains(one.source()) || !isModelKnown) {
                throw new IllegalArgumentException(
                        "observation: " + one + " (expected: a known benchmark, source and model)");
            }
            if (i > 0 && compare(observations.get(i - 1), one) == 0) {
                throw new IllegalArgumentException("observation: " + one + " stands twice");
            }
        }
    }

    /// By benchmark, variant and source. Equal parts are mostly the same object, see [Parts].
    @SuppressWarnings("ReferenceEquality")
    private static int compare(Observation a, Observation b) {
        int byBenchmark =
                a.benchmark() == b.benchmark() ? 0 : a.benchmark().compareTo(b.benchmark());
        if (byBenchmark != 0) {
            return byBenchmark;
        }
        int byVariant = a.variant() == b.variant() ? 0 : a.variant().compareTo(b.variant());
        return byVariant != 0 ? byVariant : a.source().compareTo(b.source());
    }

    /// Values that stand in thousands of lines, each made once: a pack is read at every start.
    private static final class Parts {

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

    /// The canonical text in one piece: every file behind a line with its name.
    public static String text(Snapshot snapshot) {
        return text(files(snapshot));
    }

    private static String text(Map<String, String> files) {
        var text = new StringBuilder(1 << 21);
        new TreeMap<>(files)
                .forEach((name, content) ->
                        text.append(SECTION).append(name).append('\n').append(content));
        return text.toString();
    }

    /// Reads [#text(Snapshot)] back.
    ///
    /// @throws MalformedSnapshot if it is no whole snapshot
    public static Snapshot parse(String text) {
        var files = new TreeMap<String, String>();
        int start = text.startsWith(SECTION) ? 0 : -1;
        while (start >= 0) {
            int line = text.indexOf('\n', start);
            if (line < 0) {
                throw new MalformedSnapshot(
                        "snapshot: ends inside a line (expected: a whole file)");
            }
            int next = text.indexOf("\n" + SECTION, line);
            files.put(
                    text.substring(start + SECTION.length(), line),
                    text.substring(line + 1, next < 0 ? text.length() : next + 1));
            start = next < 0 ? -1 : next + 1;
        }
        return parse(files);
    }

    /// The canonical files by name.
    public static SortedMap<String, String> files(Snapshot snapshot) {
        var files = new TreeMap<String, String>();
        files.put(SOURCES, csv(SOURCE_COLUMNS, snapshot.sources(), SnapshotFormat::fields));
        files.put(
                MODELS,
                csv(MODEL_COLUMNS, snapshot.catalog().models().values(), SnapshotFormat::fields));
        files.put(OFFERS, csv(OFFER_COLUMNS, snapshot.catalog().offers(), SnapshotFormat::fields));
        files.put(
                BENCHMARKS, csv(BENCHMARK_COLUMNS, snapshot.benchmarks(), SnapshotFormat::fields));
        snapshot.observations().stream()
                .collect(Collectors.groupingBy(Observation::source))
                .forEach((source, observations) ->
                        files.put(
                                OBSERVATIONS + source + ".csv",
                                csv(OBSERVATION_COLUMNS, observations, SnapshotFormat::fields)));
        return files;
    }

    /// Reads [#files(Snapshot)] back. The hash is that of the text as given, so that text which
    /// somebody has edited, be it without any effect, is told apart.
    ///
    /// @throws MalformedSnapshot if a file, a column or a value is missing or wrong
    public static Snapshot parse(Map<String, String> files) {
        List<SourceState> sources = rows(files, SOURCES, SOURCE_COLUMNS, SnapshotFormat::source);
        List<Model> models = rows(files, MODELS, MODEL_COLUMNS, SnapshotFormat::model);
        List<ListedOffer> offers = rows(files, OFFERS, OFFER_COLUMNS, SnapshotFormat::offer);
        List<Benchmark> benchmarks =
                rows(files, BENCHMARKS, BENCHMARK_COLUMNS, SnapshotFormat::benchmark);
        var observations = new ArrayList<Observation>();
        var unread = new HashSet<>(files.keySet());
        unread.removeAll(Set.of(SOURCES, MODELS, OFFERS, BENCHMARKS));
        var parts = new Parts();
        for (SourceState state : sources) {
            String source = state.source().id();
            String file = OBSERVATIONS + source + ".csv";
            if (unread.remove(file)) {
                observations.addAll(
                        rows(
                                files,
                                file,
                                OBSERVATION_COLUMNS,
                                row -> observation(row, source, parts)));
            }
        }
        if (!unread.isEmpty()) {
            throw new MalformedSnapshot(
                    "snapshot: files " + unread + " belong to no source in " + SOURCES);
        }
        try {
            return inOrder(
                    new Catalog(models, offers),
                    benchmarks,
                    observations,
                    sources,
                    _ -> sha256(files));
        } catch (IllegalArgumentException e) {
            throw new MalformedSnapshot("snapshot: " + e.getMessage());
        }
    }

    /// The SHA-256 of [#text(Map)], without putting the text together.
    private static String sha256(Map<String, String> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(files)
                    .forEach((name, content) -> {
                        digest.update((SECTION + name + "\n").getBytes(StandardCharsets.UTF_8));
                        digest.update(content.getBytes(StandardCharsets.UTF_8));
                    });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static <T> String csv(
            List<String> columns, Collection<T> items, Function<T, List<String>> fields) {
        var text = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            writer.writeRecord(columns);
            for (T item : items) {
                writer.writeRecord(
                        fields.apply(item).stream().map(SnapshotFormat::oneLine).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /// Keeps a value from another party from breaking out of its line.
    private static String oneLine(String value) {
        return value.indexOf('\n') < 0 && value.indexOf('\r') < 0
                ? value
                : value.replaceAll("[\\r\\n]+", " ");
    }

    private static <T> List<T> rows(
            Map<String, String> files,
            String file,
            List<String> columns,
            Function<CsvRecord, T> item) {
        String text = files.get(file);
        if (text == null) {
            throw new MalformedSnapshot("snapshot: " + file + " is missing");
        }
        if (!text.endsWith("\n")) {
            throw new MalformedSnapshot("snapshot: " + file + " ends inside a line");
        }
        var items = new ArrayList<T>();
        long line = 1;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(text)) {
            for (CsvRecord row : reader) {
                line = row.getStartingLineNumber();
                if (line == 1 && !row.getFields().equals(columns)) {
                    throw new MalformedSnapshot(
                            "snapshot: "
                                    + file
                                    + ": columns "
                                    + row.getFields()
                                    + " (expected: "
                                    + columns
                                    + ")");
                }
                if (row.getFieldCount() != columns.size()) {
                    throw new MalformedSnapshot(
                            "snapshot: "
                                    + file
                                    + ": line "
                                    + line
                                    + ": "
                                    + row.getFieldCount()
                                    + " fields (expected: "
                                    + columns.size()
                                    + ")");
                }
                if (line > 1) {
                    items.add(item.apply(row));
                }
            }
        } catch (CsvParseException
                | IllegalArgumentException
                | ArithmeticException
                | java.time.DateTimeException e) {
            throw new MalformedSnapshot(
                    "snapshot: " + file + ": line " + line + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return items;
    }

    private static List<String> fields(SourceState state) {
        Source source = state.source();
        return List.of(
                source.id(),
                source.name(),
                source.url().toString(),
                source.licence(),
                source.attribution(),
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
                        row.getField(3),
                        row.getField(4)),
                LocalDate.parse(row.getField(5)),
                Integer.parseInt(row.getField(6)),
                Integer.parseInt(row.getField(7)),
                Integer.parseInt(row.getField(8)));
    }

    private static List<String> fields(Model model) {
        return List.of(
                model.id().value(),
                model.name(),
                model.released().map(LocalDate::toString).orElse(""),
                Boolean.toString(model.openWeights()),
                count(model.limits().contextTokens()),
                count(model.limits().outputTokens()),
                words(model.limits().capabilities()),
                String.join("|", model.aliases()));
    }

    private static Model model(CsvRecord row) {
        return new Model(
                ModelId.of(row.getField(0)),
                row.getField(1),
                day(row.getField(2)),
                bool(row.getField(3)),
                limits(row.getField(4), row.getField(5), row.getField(6)),
                row.getField(7).isEmpty() ? List.of() : List.of(row.getField(7).split("\\|", -1)));
    }

    private static List<String> fields(ListedOffer offer) {
        return List.of(
                offer.provider(),
                offer.upstreamModel(),
                offer.variant().map(Variant::toString).orElse(""),
                offer.price().map(price -> price.inputPerMillion().toPlainString()).orElse(""),
                offer.price().map(price -> price.outputPerMillion().toPlainString()).orElse(""),
                offer.price()
                        .map(price -> price.cachedInputPerMillion().toPlainString())
                        .orElse(""),
                count(offer.limits().contextTokens()),
                count(offer.limits().outputTokens()),
                words(offer.limits().capabilities()),
                offer.source(),
                offer.date().toString());
    }

    private static ListedOffer offer(CsvRecord row) {
        return new ListedOffer(
                row.getField(0),
                row.getField(1),
                row.getField(2).isEmpty()
                        ? Optional.empty()
                        : Optional.of(Variant.parse(row.getField(2))),
                row.getField(3).isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                Price.perMillion(
                                        new BigDecimal(row.getField(3)),
                                        new BigDecimal(row.getField(4)),
                                        new BigDecimal(row.getField(5)))),
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
        Measure measure = observation.measure();
        return List.of(
                observation.benchmark(),
                observation.variant().toString(),
                observation.writtenName(),
                number(measure.value()),
                measure.low().isPresent() ? number(measure.low().getAsDouble()) : "",
                measure.high().isPresent() ? number(measure.high().getAsDouble()) : "",
                measure.samples().isPresent() ? Long.toString(measure.samples().getAsLong()) : "",
                observation.date().toString(),
                observation.method().word());
    }

    private static Observation observation(CsvRecord row, String source, Parts parts) {
        return new Observation(
                parts.variant(row.getField(1)),
                row.getField(2),
                parts.benchmark(row.getField(0)),
                new Measure(
                        Double.parseDouble(row.getField(3)),
                        row.getField(4).isEmpty()
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(Double.parseDouble(row.getField(4))),
                        row.getField(5).isEmpty()
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(Double.parseDouble(row.getField(5))),
                        row.getField(6).isEmpty()
                                ? OptionalLong.empty()
                                : OptionalLong.of(Long.parseLong(row.getField(6)))),
                parts.date(row.getField(7)),
                source,
                parts.method(row.getField(8)));
    }

    private static String number(double value) {
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        return exact.toPlainString();
    }

    private static String count(int tokens) {
        return tokens == 0 ? "" : Integer.toString(tokens);
    }

    private static String words(Set<Capability> capabilities) {
        return capabilities.stream()
                .sorted()
                .map(Capability::word)
                .collect(Collectors.joining(" "));
    }

    private static Limits limits(String context, String output, String capabilities) {
        return new Limits(
                context.isEmpty() ? 0 : Integer.parseInt(context),
                output.isEmpty() ? 0 : Integer.parseInt(output),
                capabilities.isEmpty()
                        ? Set.of()
                        : Arrays.stream(capabilities.split(" ", -1))
                                .map(Capability::parse)
                                .collect(Collectors.toUnmodifiableSet()));
    }

    private static Optional<LocalDate> day(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new IllegalArgumentException("'" + text + "' (expected: true or false)");
        };
    }
}
