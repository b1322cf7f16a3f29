package dev.assayer.app;

import dev.assayer.admin.AdminGate;
import dev.assayer.admin.EvidenceView;
import dev.assayer.admin.Ingest;
import dev.assayer.config.Configuration;
import dev.assayer.config.ScoringSettings;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SourceRecord;
import dev.assayer.evidence.sync.SyncOrder;
import dev.assayer.evidence.sync.SyncQueue;
import dev.assayer.evidence.sync.SyncReport;
import dev.assayer.evidence.sync.Visit;
import dev.assayer.monitoring.SourceMetrics;
import dev.assayer.quality.QualityReport;
import dev.assayer.scoring.KeptFits;
import dev.assayer.scoring.ScoringMethod;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the evidence of a running gateway up to date: has sources asked when their time has come
/// or somebody orders it, and takes over what came of it, whichever process brought it in.
/// Thread-safe.
final class EvidenceKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceKeeper.class);

    private final Configuration configuration;
    private final Stores stores;
    private final Runnable changed;
    private final InstantSource clock;
    private final ScoringMethod scoring;
    private final EvidenceSync evidence;
    private final SyncProcess syncing;
    private final SyncQueue syncs;
    private volatile Map<String, SourceRecord> records = Map.of();
    private volatile Optional<QualityReport> quality = Optional.empty();
    private volatile Views views;

    /// @param standing the evidence in force at first
    /// @param changed told, on the thread that found out, when other evidence is in force
    EvidenceKeeper(
            Configuration configuration,
            Stores stores,
            Standing standing,
            Runnable changed,
            InstantSource clock) {
        this.configuration = configuration;
        this.stores = stores;
        this.changed = changed;
        this.clock = clock;
        this.scoring = Scorings.of(configuration.settings().scoring(), stores.fitsBehind());
        this.views = views(standing, configuration, stores);
        this.evidence = new EvidenceSync(configuration, stores);
        this.syncing = new SyncProcess(configuration);
        boolean isAsking = configuration.settings().evidence().background();
        this.syncs =
                new SyncQueue(
                        this::sync, isAsking ? evidence::due : () -> SyncQueue.Due.NEVER, clock);
    }

    /// Begins to have sources asked.
    void start() {
        syncs.start();
    }

    /// The evidence in force.
    Standing standing() {
        return views.standing();
    }

    /// As a scoring method sees it; empty for the name of none. May block.
    Optional<EvidenceView> view(String method) {
        return views.of(method);
    }

    /// As it is seen from now on.
    private static Views views(Standing of, Configuration configuration, Stores stores) {
        ScoringSettings settings = configuration.settings().scoring();
        KeptFits fits = stores.fitsBehind();
        return new Views(
                of,
                name ->
                        Scorings.find(
                                new ScoringSettings(name, settings.views(), settings.speedTiers()),
                                fits));
    }

    /// Publishes how the sources are.
    void register(MeterRegistry registry) {
        SourceMetrics.register(
                registry,
                evidence.sources(),
                () -> new SourceMetrics.Known(records, standing().snapshot(), quality),
                clock);
    }

    /// How evidence comes in over HTTP.
    ///
    /// @param blocking runs what may block
    Ingest ingest(Executor blocking) {
        return new Ingest(
                new Ingest.Parts(
                        new AdminGate(configuration.settings().server().adminKey()),
                        evidence.sources(),
                        syncs,
                        () -> standing().snapshot(),
                        evidence::statuses,
                        evidence::report,
                        clock,
                        blocking));
    }

    /// Asks sources, and takes over what is new.
    private SyncReport sync(SyncOrder order, Consumer<Visit> progress) {
        SyncReport report = syncing.run(order, progress);
        evidence.tried(report.visits());
        log(report);
        look();
        return report;
    }

    private static void log(SyncReport report) {
        List<Visit.Failed> failed =
                report.visits().stream()
                        .filter(Visit.Failed.class::isInstance)
                        .map(Visit.Failed.class::cast)
                        .toList();
        LOG.info(
                "sync sources={} changed={} failed={} snapshot={}",
                report.visits().size(),
                report.visits().stream().filter(Visit.Changed.class::isInstance).count(),
                failed.size(),
                report.evidence().snapshot().substring(0, 12));
        failed.forEach(visit ->
                LOG.warn(
                        "source={} failed, nothing changes of what is known from it: {}",
                        visit.source(),
                        visit.failure().message()));
    }

    /// Takes over evidence that a sync has brought in meanwhile, and a new day. May block.
    synchronized void look() {
        try {
            Standing standing = standing();
            records = stores.sources().records();
            quality = evidence.report(standing.snapshot());
            LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            String current = stores.snapshots().currentHash().orElse(standing.snapshot().hash());
            boolean isNew = !current.equals(standing.snapshot().hash());
            if (!isNew && day.equals(standing.asOf())) {
                return;
            }
            Snapshot snapshot =
                    isNew
                            ? stores.snapshots().find(current).orElse(standing.snapshot())
                            : standing.snapshot();
            quality = evidence.report(snapshot);
            views = views(Standing.of(snapshot, scoring, day), configuration, stores);
            changed.run();
            LOG.info("evidence in force snapshot={} as_of={}", snapshot.hash(), day);
        } catch (RuntimeException e) {
            LOG.warn("evidence stays as it was: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        syncs.close();
        syncing.close();
    }
}
