package dev.assayer.app;

import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.config.Configuration;
import dev.assayer.config.EvidenceSettings;
import dev.assayer.config.OwnEvidence;
import dev.assayer.config.SourceLocation;
import dev.assayer.config.SourceSettings;
import dev.assayer.evidence.Access;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.Quarantined;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SourceRecord;
import dev.assayer.evidence.SourceState;
import dev.assayer.evidence.sync.Assembly;
import dev.assayer.evidence.sync.HttpWeb;
import dev.assayer.evidence.sync.Keys;
import dev.assayer.evidence.sync.LocalFiles;
import dev.assayer.evidence.sync.Origin;
import dev.assayer.evidence.sync.Refresh;
import dev.assayer.evidence.sync.Schedule;
import dev.assayer.evidence.sync.SnapshotDirectory;
import dev.assayer.evidence.sync.SnapshotFile;
import dev.assayer.evidence.sync.SourceStatus;
import dev.assayer.evidence.sync.Sources;
import dev.assayer.evidence.sync.SyncOrder;
import dev.assayer.evidence.sync.SyncQueue;
import dev.assayer.evidence.sync.SyncReport;
import dev.assayer.evidence.sync.Visit;
import dev.assayer.quality.Examination;
import dev.assayer.quality.Examiner;
import dev.assayer.quality.QualityFormat;
import dev.assayer.quality.QualityReport;
import dev.assayer.scoring.Abilities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the evidence in force up to date: sources are asked, what they say is kept, and where any
/// of them said something new, and it can be believed, a new snapshot goes into the store, where a
/// running gateway finds it. Thread-safe; one sync at a time, whichever process it is in.
public final class EvidenceSync {

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceSync.class);
    private static final Duration PER_SOURCE = Duration.ofMinutes(2);

    /// How soon to look again for files that were not there.
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private final EvidenceSettings settings;
    private final Keys keys;
    private final Stores stores;
    private final Sources sources = Sources.all();
    private final Clock clock = Clock.systemUTC();

    /// When sources were last looked after in vain.
    private final Map<String, Instant> tried = new ConcurrentHashMap<>();

    public EvidenceSync(Configuration configuration, Stores stores) {
        this.settings = configuration.settings().evidence();
        this.keys = variable -> configuration.environment().value(variable).map(String::strip);
        this.stores = stores;
    }

    /// Ids of every source that there is a reader for, in the order of trust.
    public List<String> sources() {
        return sources.feeds().stream().map(feed -> feed.source().id()).toList();
    }

    /// Asks sources at their usual places; blocks until every one has answered or failed, and
    /// before that until no other process is at it.
    public SyncReport run(SyncOrder order, Consumer<Visit> progress) {
        return run(order, Optional.empty(), progress);
    }

    /// As [#run(SyncOrder, Consumer)].
    ///
    /// @param from a directory of files to read instead of the sources' addresses
    /// @param progress told of each source as it is done, on the calling thread
    public synchronized SyncReport run(
            SyncOrder order, Optional<Path> from, Consumer<Visit> progress) {
        try (var _ = SyncLock.take(stores.home())) {
            return locked(order, from, progress);
        } catch (IOException e) {
            throw new UncheckedIOException("the sync's lock cannot be given back", e);
        }
    }

    private SyncReport locked(SyncOrder order, Optional<Path> from, Consumer<Visit> progress) {
        Snapshot base = EvidenceInForce.settle(stores.snapshots(), clock.instant());
        List<Feed> feeds =
                sources.feeds().stream()
                        .filter(feed ->
                                order.sources().isEmpty()
                                        || order.sources().contains(feed.source().id()))
                        .toList();
        var store = new LastGood(stores.sources());
        List<Visit> visits;
        try (var web = new HttpWeb(limits(), keys, clock)) {
            var terms =
                    new Refresh.Terms(
                            web,
                            this::obstacle,
                            this::allowedRequests,
                            feed -> lines(base, feed),
                            PER_SOURCE);
            visits = new Refresh(store, terms, clock).run(origin(from), feeds, order, progress);
        }
        tried(visits);
        boolean isPutTogether = store.assembled().filter(inputs(base)::equals).isPresent();
        boolean isNothingNew = visits.stream().noneMatch(Visit.Changed.class::isInstance);
        boolean isKnown = isPutTogether && report(base).isPresent();
        if (!order.force()
                && !order.accept()
                && isNothingNew
                && (isKnown || store.records().isEmpty())) {
            return new SyncReport(visits, SyncReport.Evidence.of(base), false, Map.of());
        }
        Map<String, String> earlier = report(base).map(QualityReport::rejected).orElseGet(Map::of);
        Set<String> vouched = order.accept() ? heard(visits) : Set.of();
        Examination examination = examine(base, store, vouched);
        Snapshot snapshot = examination.snapshot();
        // First the fit, so that whoever finds the snapshot in force finds it too.
        new Abilities(stores.fits()).keep(snapshot);
        stores.snapshots().putCurrent(snapshot, clock.instant());
        stores.quality().put(examination.withRejected(earlier).report());
        store.assembled(inputs(snapshot));
        warn(examination);
        return new SyncReport(
                visits,
                SyncReport.Evidence.of(snapshot),
                !snapshot.hash().equals(base.hash()),
                examination.rejected());
    }

    /// How good the evidence in force is: puts together anew what the sources said last, and
    /// examines it; blocks for some seconds and changes nothing. Sources that the last sync
    /// rejected are told with its reason.
    public synchronized Examination quality() {
        Snapshot base = EvidenceInForce.settle(stores.snapshots(), clock.instant());
        Map<String, String> rejected = report(base).map(QualityReport::rejected).orElseGet(Map::of);
        return examine(base, new LastGood(stores.sources()), Set.of()).withRejected(rejected);
    }

    /// How good the evidence in force is, as the last examination found; empty where none was kept.
    ///
    /// @param inForce the evidence in force
    public Optional<QualityReport> report(Snapshot inForce) {
        return stores.quality()
                .find(inForce.hash())
                .or(() -> QualityFormat.bundled(inForce.hash()))
                .map(this::withoutRecovered);
    }

    /// A source that was rejected, and says again what it said before, is well.
    private QualityReport withoutRecovered(QualityReport report) {
        if (report.rejected().isEmpty()) {
            return report;
        }
        Map<String, SourceRecord> records = stores.sources().records();
        Map<String, String> still = new HashMap<>(report.rejected());
        still.keySet()
                .removeIf(source ->
                        Optional.ofNullable(records.get(source))
                                .flatMap(SourceRecord::trouble)
                                .isEmpty());
        return report.withRejected(still);
    }

    /// The sources that gave or confirmed what they say.
    private static Set<String> heard(List<Visit> visits) {
        return visits.stream()
                .filter(visit -> visit instanceof Visit.Changed || visit instanceof Visit.Unchanged)
                .map(Visit::source)
                .collect(Collectors.toSet());
    }

    /// @param vouched sources whose content a person says counts, although newer is in force
    private Examination examine(Snapshot base, LastGood store, Set<String> vouched) {
        EvidenceSettings.Trust trust = settings.trust();
        var assembly = new Assembly(sources, ReviewedAliases.bundled(), trust.minReliability());
        Set<String> accepted =
                store.records().values().stream()
                        .filter(record ->
                                record.content().filter(SourceRecord.Content::accepted).isPresent())
                        .map(SourceRecord::source)
                        .collect(Collectors.toSet());
        // What was accepted once gives way to a newer pack all the same.
        Set<String> regardless = new HashSet<>(vouched);
        accepted.stream().filter(store::isUnexamined).forEach(regardless::add);
        Map<String, String> reasons = new HashMap<>();
        // Its many fits, of evidence without this line or that, are not kept.
        return new Examiner(Scorings.named("default"), trust.anomalyLimit())
                .examine(
                        rejected -> {
                            rejected.forEach((source, reason) -> {
                                if (reasons.putIfAbsent(source, reason) == null) {
                                    store.restore(source, reason);
                                }
                            });
                            // What was heard before a newer pack came goes without a word.
                            return assembly.assemble(
                                            source ->
                                                    store.isBelieved(source, reasons.keySet())
                                                            ? store.findings(source)
                                                            : Optional.empty(),
                                            regardless,
                                            Optional.of(base))
                                    .withOlder(store::isUnexamined);
                        },
                        Optional.of(base),
                        accepted,
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /// One line per source, so that an operator sees what to look at.
    private static void warn(Examination examination) {
        examination
                .rejected()
                .forEach((source, reason) ->
                        LOG.warn(
                                "source={} rejected, its last good content stays: {}",
                                source,
                                reason));
        examination.flags().forEach(flag -> LOG.warn("odd {}: {}", flag.subject(), flag.text()));
        examination.quarantined().stream()
                .collect(
                        Collectors.groupingBy(
                                Quarantined::source, TreeMap::new, Collectors.toList()))
                .forEach((source, lines) ->
                        LOG.warn(
                                "source={} quarantined_lines={} first={} of {}: {}",
                                source,
                                lines.size(),
                                lines.getFirst().what(),
                                lines.getFirst().variant(),
                                lines.getFirst().reason()));
    }

    /// Takes note of sources that were looked after in vain, by whichever process: they leave no
    /// record.
    void tried(List<Visit> visits) {
        for (Visit visit : visits) {
            if (visit instanceof Visit.NotConfigured) {
                tried.put(visit.source(), clock.instant());
            } else {
                tried.remove(visit.source());
            }
        }
    }

    private static int lines(Snapshot snapshot, Feed feed) {
        return snapshot.sources().stream()
                .filter(state -> state.source().id().equals(feed.source().id()))
                .mapToInt(SourceState::rows)
                .findFirst()
                .orElse(0);
    }

    /// All that the evidence in force depends on: what sources said, how far they are trusted, and
    /// what came of it. Other than it was noted where a sync broke off in between, a setting has
    /// changed, or a newer pack has come into force.
    private String inputs(Snapshot inForce) {
        var text = new StringBuilder(inForce.hash()).append(' ').append(settings.trust());
        stores.sources()
                .records()
                .forEach((source, record) ->
                        record.content()
                                .ifPresent(content ->
                                        text.append(' ')
                                                .append(source)
                                                .append('=')
                                                .append(content.hash())));
        return text.toString();
    }

    private HttpWeb.Limits limits() {
        HttpWeb.Limits open = HttpWeb.Limits.PUBLIC;
        return new HttpWeb.Limits(
                open.bytes(), open.time(), open.redirects(), settings.allowPrivateAddresses());
    }

    // --- on which terms

    private int allowedRequests(Feed feed) {
        return settings.source(feed.source().id())
                .dailyRequests()
                .orElse(feed.access().allowedRequests());
    }

    /// Why a source cannot be asked at its usual place.
    private Optional<String> obstacle(Feed feed) {
        SourceSettings source = settings.source(feed.source().id());
        if (!source.enabled()) {
            return Optional.of(
                    "switched off by evidence.sources." + feed.source().id() + ".enabled");
        }
        if (source.from().isPresent()) {
            return Optional.empty();
        }
        return switch (feed.access()) {
            case Access.OwnFiles(String setting) ->
                    ownFiles(setting).isEmpty()
                            ? Optional.of(setting + " is not set")
                            : Optional.empty();
            case Access.Open _, Access.Key _ -> keys.missing(feed.access());
        };
    }

    /// Where the user keeps files of that setting.
    private Optional<Path> ownFiles(String setting) {
        OwnEvidence own = settings.own();
        return switch (setting) {
            case "evidence.static-file" ->
                    Optional.of(own.staticFile().orElse(Path.of("models.json")));
            case "evidence.dumps" -> Optional.of(own.dumps().orElse(Path.of("configs/trun*.json")));
            case "evidence.observations" -> own.observations();
            default -> throw new IllegalArgumentException("setting: " + setting);
        };
    }

    private Origin origin(Optional<Path> from) {
        Map<String, Origin> named = new HashMap<>();
        for (Feed feed : sources.feeds()) {
            String id = feed.source().id();
            Optional<SourceLocation> location =
                    from.isPresent() ? Optional.empty() : settings.source(id).from();
            if (location.isPresent()) {
                named.put(id, origin(location.get()));
            } else if (feed.access() instanceof Access.OwnFiles(String setting)) {
                ownFiles(setting).ifPresent(files -> named.put(id, new LocalFiles(files, clock)));
            }
        }
        return new Origin.PerSource(
                named,
                from.<Origin>map(directory -> new SnapshotDirectory(directory, clock))
                        .orElseGet(Origin.Live::new));
    }

    private Origin origin(SourceLocation location) {
        return switch (location) {
            case SourceLocation.Local(Path path) ->
                    Files.isDirectory(path)
                            ? new SnapshotDirectory(path, clock)
                            : new SnapshotFile(path, clock);
            case SourceLocation.Remote remote -> new Origin.OneAddress(remote.uri());
        };
    }

    // --- how they stand

    /// The time by which ages are told.
    public Instant now() {
        return clock.instant();
    }

    /// The sources whose time has come.
    public SyncQueue.Due due() {
        Map<String, SourceRecord> records = stores.sources().records();
        Set<String> due = new HashSet<>();
        Instant now = clock.instant();
        Instant next = Instant.MAX;
        for (Feed feed : sources.feeds()) {
            String id = feed.source().id();
            if (obstacle(feed).isEmpty()) {
                Duration interval = settings.interval(id);
                Instant time = Schedule.due(Optional.ofNullable(records.get(id)), interval);
                Instant inVain = tried.getOrDefault(id, Instant.EPOCH);
                if (inVain.isAfter(Instant.EPOCH) && inVain.plus(LOOK_AGAIN).isAfter(time)) {
                    time = inVain.plus(LOOK_AGAIN);
                }
                if (!time.isAfter(now)) {
                    due.add(id);
                } else if (time.isBefore(next)) {
                    next = time;
                }
            }
        }
        return new SyncQueue.Due(due, next);
    }

    /// How every source stands.
    ///
    /// @param inForce the evidence in force
    public List<SourceStatus> statuses(Snapshot inForce) {
        Map<String, SourceRecord> records = stores.sources().records();
        Map<String, SourceState> states =
                inForce.sources().stream()
                        .collect(
                                Collectors.toMap(
                                        state -> state.source().id(), Function.identity()));
        Instant now = clock.instant();
        return sources.feeds().stream()
                .map(feed -> {
                    String id = feed.source().id();
                    return SourceStatus.of(
                            feed,
                            new SourceStatus.Terms(
                                    settings.interval(id),
                                    allowedRequests(feed),
                                    obstacle(feed),
                                    settings.trust().minReliability()),
                            Optional.ofNullable(states.get(id)),
                            Optional.ofNullable(records.get(id)),
                            now);
                })
                .toList();
    }
}
