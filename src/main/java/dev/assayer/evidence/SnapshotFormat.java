package dev.assayer.evidence;

import dev.assayer.catalog.Catalog;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Snapshot.Extras;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
/// | `sources.csv` | id, name, url, licence, attribution, shareable, layer, reliability, content_date, rows, observations, unmatched |
/// | `models.csv` | id, name, released, open_weights, context, output, capabilities, aliases |
/// | `offers.csv` | provider, upstream, variant, input, output, cached (USD per million), context, max_output, capabilities, source, date |
/// | `benchmarks.csv` | id, name, unit, higher_is_better |
/// | `observations/<source>.csv` | benchmark, variant, written, value, low, high, samples, date, method |
/// | `performance.csv` | variant, host, source, date, medians and slow ends of TTFT, throughput, latency (s, tokens/s) |
/// | `profiles.csv` | model, and what the user's own file says of it |
/// | `quarantine.csv` | source, subject, variant, written, what, value, anomaly, reason |
/// | `unmatched.csv` | source, name, lines |
/// | `anchors.csv` | source, id, variant, name |
///
/// The last five are there only when they have lines.
public final class SnapshotFormat {

    private static final String SOURCES = "sources.csv";
    private static final String MODELS = "models.csv";
    private static final String OFFERS = "offers.csv";
    private static final String BENCHMARKS = "benchmarks.csv";
    private static final String OBSERVATIONS = "observations/";
    private static final String PERFORMANCE = "performance.csv";
    private static final String PROFILES = "profiles.csv";
    private static final String QUARANTINE = "quarantine.csv";
    private static final String UNMATCHED = "unmatched.csv";
    private static final String ANCHORS = "anchors.csv";

    private static final Comparator<Observation> BY_BENCHMARK = SnapshotFormat::compare;
    private static final Comparator<ListedOffer> BY_OFFER =
            Comparator.comparing(ListedOffer::provider).thenComparing(ListedOffer::upstreamModel);
    private static final Comparator<Performance> BY_HOST =
            Comparator.comparing(Performance::variant)
                    .thenComparing(one -> one.host().orElse(""))
                    .thenComparing(Performance::source);
    private static final Comparator<Quarantined> BY_SUBJECT =
            Comparator.comparing(Quarantined::source)
                    .thenComparing(Quarantined::subject)
                    .thenComparing(Quarantined::variant)
                    .thenComparing(Quarantined::what)
                    .thenComparing(Quarantined::written)
                    .thenComparingDouble(Quarantined::value);

    private static final Comparator<Unmatched> BY_NAME =
            Comparator.comparing(Unmatched::source).thenComparing(Unmatched::name);

    private static final Comparator<Anchor> BY_ID =
            Comparator.comparing(Anchor::source).thenComparing(Anchor::id);

    private SnapshotFormat() {}

    /// Puts a snapshot together: sorts its parts and computes its hash.
    ///
    /// @throws IllegalArgumentException if an observation names an unknown benchmark, model or
    ///   source, or if two observations are of the same benchmark, variant and source
    public static Snapshot snapshot(
            Catalog catalog,
            Collection<Benchmark> benchmarks,
            Collection<Observation> observations,
            Extras extras,
            Collection<SourceState> sources) {
        return inOrder(
                catalog,
                benchmarks,
                observations,
                extras,
                sources,
                unhashed -> sha256(files(unhashed)));
    }

    private static Snapshot inOrder(
            Catalog catalog,
            Collection<Benchmark> benchmarks,
            Collection<Observation> observations,
            Extras extras,
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
        var sortedExtras =
                new Extras(
                        extras.performance().stream().sorted(BY_HOST).toList(),
                        extras.profiles(),
                        extras.quarantine().stream().sorted(BY_SUBJECT).toList(),
                        extras.unmatched().stream().sorted(BY_NAME).toList(),
                        extras.anchors().stream().sorted(BY_ID).toList());
        var unhashed =
                new Snapshot("", inOrder, sortedBenchmarks, sorted, sortedExtras, sortedSources);
        return new Snapshot(
                hash.apply(unhashed),
                inOrder,
                sortedBenchmarks,
                sorted,
                sortedExtras,
                sortedSources);
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

    /// By benchmark, variant and source. Equal parts are mostly the same object, see
    /// [SnapshotTables.Parts].
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

    /// The canonical text in one piece: every file behind a line with its name.
    public static String text(Snapshot snapshot) {
        return Sections.text(files(snapshot));
    }

    /// Reads [#text(Snapshot)] back.
    ///
    /// @throws MalformedSnapshot if it is no whole snapshot
    public static Snapshot parse(String text) {
        return parse(Sections.parse(text));
    }

    /// The canonical files by name.
    public static SortedMap<String, String> files(Snapshot snapshot) {
        var files = new TreeMap<String, String>();
        files.put(SOURCES, SnapshotTables.SOURCES.write(snapshot.sources()));
        files.put(MODELS, SnapshotTables.MODELS.write(snapshot.catalog().models().values()));
        files.put(OFFERS, SnapshotTables.OFFERS.write(snapshot.catalog().offers()));
        files.put(BENCHMARKS, SnapshotTables.BENCHMARKS.write(snapshot.benchmarks()));
        var parts = new SnapshotTables.Parts();
        snapshot.observations().stream()
                .collect(Collectors.groupingBy(Observation::source))
                .forEach((source, observations) ->
                        files.put(
                                OBSERVATIONS + source + ".csv",
                                SnapshotTables.observations(source, parts).write(observations)));
        Extras extras = snapshot.extras();
        put(files, PERFORMANCE, SnapshotTables.PERFORMANCE, extras.performance());
        put(files, PROFILES, FindingsTables.MATCHED_PROFILES, extras.profiles().entrySet());
        put(files, QUARANTINE, SnapshotTables.QUARANTINE, extras.quarantine());
        put(files, UNMATCHED, SnapshotTables.UNMATCHED, extras.unmatched());
        put(files, ANCHORS, SnapshotTables.ANCHORS, extras.anchors());
        return files;
    }

    private static <T> void put(
            SortedMap<String, String> files, String name, CsvTable<T> table, Collection<T> items) {
        if (!items.isEmpty()) {
            files.put(name, table.write(items));
        }
    }

    /// Reads [#files(Snapshot)] back. The hash is that of the text as given, so that text which
    /// somebody has edited, be it without any effect, is told apart, and snapshots of older
    /// versions keep theirs.
    ///
    /// @throws MalformedSnapshot if a file, a column or a value is missing or wrong
    public static Snapshot parse(Map<String, String> files) {
        var unread = new HashMap<>(files);
        List<SourceState> sources = sources(take(unread, SOURCES));
        var models = SnapshotTables.MODELS.read(MODELS, take(unread, MODELS));
        var offers = SnapshotTables.OFFERS.read(OFFERS, take(unread, OFFERS));
        var benchmarks = SnapshotTables.BENCHMARKS.read(BENCHMARKS, take(unread, BENCHMARKS));
        var observations = new ArrayList<Observation>();
        var parts = new SnapshotTables.Parts();
        for (SourceState state : sources) {
            String source = state.source().id();
            String file = OBSERVATIONS + source + ".csv";
            observations.addAll(
                    readIfThere(unread, file, SnapshotTables.observations(source, parts)));
        }
        Map<ModelId, Profile> profiles =
                readIfThere(unread, PROFILES, FindingsTables.MATCHED_PROFILES).stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var extras =
                new Extras(
                        readIfThere(unread, PERFORMANCE, SnapshotTables.PERFORMANCE),
                        profiles,
                        readIfThere(unread, QUARANTINE, SnapshotTables.QUARANTINE),
                        readIfThere(unread, UNMATCHED, SnapshotTables.UNMATCHED),
                        readIfThere(unread, ANCHORS, SnapshotTables.ANCHORS));
        if (!unread.isEmpty()) {
            throw new MalformedSnapshot(
                    "snapshot: files " + unread.keySet() + " belong to no source in " + SOURCES);
        }
        try {
            return inOrder(
                    new Catalog(models, offers),
                    benchmarks,
                    observations,
                    extras,
                    sources,
                    _ -> sha256(files));
        } catch (IllegalArgumentException e) {
            throw new MalformedSnapshot("snapshot: " + e.getMessage());
        }
    }

    private static List<SourceState> sources(String text) {
        String old = String.join(",", SnapshotTables.OLD_SOURCES.columns()) + "\n";
        return (text.startsWith(old) ? SnapshotTables.OLD_SOURCES : SnapshotTables.SOURCES)
                .read(SOURCES, text);
    }

    private static String take(Map<String, String> files, String name) {
        String text = files.remove(name);
        if (text == null) {
            throw new MalformedSnapshot("snapshot: " + name + " is missing");
        }
        return text;
    }

    private static <T> List<T> readIfThere(
            Map<String, String> files, String name, CsvTable<T> table) {
        String text = files.remove(name);
        return text == null ? List.of() : table.read(name, text);
    }

    /// The SHA-256 of [#text(Snapshot)], without putting the text together.
    private static String sha256(Map<String, String> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(files)
                    .forEach((name, content) -> {
                        digest.update(
                                (Sections.MARK + name + "\n").getBytes(StandardCharsets.UTF_8));
                        digest.update(content.getBytes(StandardCharsets.UTF_8));
                    });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
