package dev.assayer.app;

import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.config.Configuration;
import dev.assayer.config.EvidenceSettings;
import dev.assayer.config.SourceLocation;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.sync.Assembled;
import dev.assayer.evidence.sync.Assembly;
import dev.assayer.evidence.sync.HttpWeb;
import dev.assayer.evidence.sync.Keys;
import dev.assayer.evidence.sync.Origin;
import dev.assayer.evidence.sync.Refresh;
import dev.assayer.evidence.sync.SnapshotDirectory;
import dev.assayer.evidence.sync.SnapshotFile;
import dev.assayer.evidence.sync.Sources;
import dev.assayer.evidence.sync.Visit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Brings the evidence in force up to date: sources are asked, what they say is kept, and where any
/// of them said something new a new snapshot goes into the store, where a running gateway finds it.
public final class EvidenceSync {

    private static final Duration PER_SOURCE = Duration.ofMinutes(2);

    private final EvidenceSettings settings;
    private final Keys keys;
    private final Stores stores;
    private final Sources sources = Sources.all();
    private final Clock clock = Clock.systemUTC();

    public EvidenceSync(Configuration configuration, Stores stores) {
        this.settings = configuration.settings().evidence();
        this.keys = configuration.environment()::value;
        this.stores = stores;
    }

    /// Every source that there is a reader for.
    public Sources sources() {
        return sources;
    }

    /// Runs; blocks until every source has answered or failed.
    ///
    /// @param feeds the sources to ask
    /// @param from a directory of files to read instead of the sources' addresses
    /// @param force whether to read what has not changed, and put everything together anew
    /// @param progress told of each source as it is done
    public SyncReport run(
            List<Feed> feeds, Optional<Path> from, boolean force, Consumer<Visit> progress) {
        Snapshot base = EvidenceInForce.settle(stores.snapshots(), clock.instant());
        HttpWeb.Limits open = HttpWeb.Limits.PUBLIC;
        var limits =
                new HttpWeb.Limits(
                        open.bytes(),
                        open.time(),
                        open.redirects(),
                        settings.allowPrivateAddresses());
        List<Visit> visits;
        try (var web = new HttpWeb(limits, keys, clock)) {
            var terms =
                    new Refresh.Terms(
                            web, keys, feed -> feed.access().allowedRequests(), PER_SOURCE);
            visits =
                    new Refresh(stores.sources(), terms, clock)
                            .run(origin(from), feeds, force, progress);
        }
        if (!force && visits.stream().noneMatch(Visit.Changed.class::isInstance)) {
            return new SyncReport(visits, base, false, List.of());
        }
        Assembled assembled =
                new Assembly(sources, ReviewedAliases.bundled(), 0)
                        .assemble(stores.sources()::findings, Optional.of(base));
        Snapshot snapshot = assembled.snapshot();
        stores.snapshots().putCurrent(snapshot, clock.instant());
        return new SyncReport(
                visits, snapshot, !snapshot.hash().equals(base.hash()), assembled.rejectedPrices());
    }

    private Origin origin(Optional<Path> from) {
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
                                            new Origin.OneAddress(remote.uri());
                                }));
        return new Origin.PerSource(named, new Origin.Live());
    }
}
