package dev.assayer.app;

import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.config.EvidenceSettings;
import dev.assayer.config.SourceLocation;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SnapshotStore;
import dev.assayer.evidence.Web;
import dev.assayer.evidence.sync.HttpWeb;
import dev.assayer.evidence.sync.Origin;
import dev.assayer.evidence.sync.SnapshotDirectory;
import dev.assayer.evidence.sync.SnapshotFile;
import dev.assayer.evidence.sync.Sources;
import dev.assayer.evidence.sync.Sync;
import dev.assayer.evidence.sync.SyncReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Brings the evidence in force up to date: last good snapshot in, new snapshot out and into the
/// store, where a running gateway finds it.
public final class EvidenceSync {

    private static final Duration PER_SOURCE = Duration.ofMinutes(2);

    private final EvidenceSettings settings;
    private final SnapshotStore snapshots;
    private final Clock clock = Clock.systemUTC();

    public EvidenceSync(EvidenceSettings settings, SnapshotStore snapshots) {
        this.settings = settings;
        this.snapshots = snapshots;
    }

    /// Runs; blocks until every source has answered or failed.
    ///
    /// @param from a directory of files to read instead of the sources' addresses
    public SyncReport run(Optional<Path> from) {
        Snapshot base = EvidenceInForce.settle(snapshots, clock.instant());
        var sync = new Sync(Sources.all(), ReviewedAliases.bundled(), PER_SOURCE);
        HttpWeb.Limits open = HttpWeb.Limits.PUBLIC;
        var limits =
                new HttpWeb.Limits(
                        open.bytes(),
                        open.time(),
                        open.redirects(),
                        settings.allowPrivateAddresses());
        try (var web = new HttpWeb(limits, clock)) {
            SyncReport report = sync.run(origin(from, web), Optional.of(base));
            snapshots.putCurrent(report.snapshot(), clock.instant());
            return report;
        }
    }

    private Origin origin(Optional<Path> from, Web web) {
        if (from.isPresent()) {
            return new SnapshotDirectory(from.get(), clock);
        }
        Map<String, Origin> named = new HashMap<>();
        settings.sources()
                .forEach((source, location) ->
                        named.put(
                                source,
                                switch (location) {
                                    case SourceLocation.Local local ->
                                            Files.isDirectory(local.path())
                                                    ? new SnapshotDirectory(local.path(), clock)
                                                    : new SnapshotFile(local.path(), clock);
                                    case SourceLocation.Remote remote ->
                                            new Origin.OneAddress(web, remote.uri());
                                }));
        return new Origin.PerSource(named, new Origin.Live(web));
    }
}
