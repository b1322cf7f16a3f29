package dev.assayer.app;

import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.config.EvidenceSettings;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SnapshotStore;
import dev.assayer.evidence.Web;
import dev.assayer.evidence.sync.Origin;
import dev.assayer.evidence.sync.SnapshotDirectory;
import dev.assayer.evidence.sync.Sources;
import dev.assayer.evidence.sync.Sync;
import dev.assayer.evidence.sync.SyncReport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Brings the evidence in force up to date: last good snapshot in, new snapshot out and into the store, where a running
/// gateway finds it.
public final class EvidenceSync {

    private static final Duration PER_SOURCE = Duration.ofMinutes(2);

    private final EvidenceSettings settings;
    private final SnapshotStore snapshots;

    public EvidenceSync(EvidenceSettings settings, SnapshotStore snapshots) {
        this.settings = settings;
        this.snapshots = snapshots;
    }

    /// Runs; blocks until every source has answered or failed.
    ///
    /// @param from a directory of files to read instead of the sources' addresses
    public SyncReport run(Optional<Path> from) {
        Clock clock = Clock.systemUTC();
        Snapshot base = EvidenceInForce.settle(snapshots, clock.instant());
        Origin origin =
                from.<Origin>map(directory -> new SnapshotDirectory(directory, clock))
                        .orElseGet(() -> new Origin.Live(new Web(settings.allowPrivateAddresses(), clock)));
        SyncReport report =
                new Sync(Sources.all(), ReviewedAliases.bundled(), PER_SOURCE)
                        .run(origin, Optional.of(base));
        snapshots.putCurrent(report.snapshot(), clock.instant());
        return report;
    }
}
