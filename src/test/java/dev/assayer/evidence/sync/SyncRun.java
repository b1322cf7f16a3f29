package dev.assayer.evidence.sync;

import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.evidence.Access;
import dev.assayer.evidence.Captured;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.Findings;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SourceRecord;
import dev.assayer.evidence.SourceStore;
import dev.assayer.evidence.Web;
import dev.assayer.storage.memory.MemorySourceStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Syncs one after the other over one store, as an installation does them; the clock stands still.
final class SyncRun {

    /// The sources that anybody may ask, with a key or without, and that there are captured files
    /// of.
    static final List<Feed> FEEDS =
            Sources.all().feeds().stream().filter(feed -> isForAll(feed.access())).toList();

    private final Web web;
    private final SourceStore store = new MemorySourceStore();
    private int allowed;
    private Duration limit = Duration.ofSeconds(10);

    SyncRun(Web web) {
        this.web = web;
    }

    SyncRun allowing(int dailyRequests) {
        allowed = dailyRequests;
        return this;
    }

    SyncRun within(Duration perSource) {
        limit = perSource;
        return this;
    }

    List<Visit> live() {
        return run(new Origin.Live(), FEEDS);
    }

    Visit live(String source) {
        return run(new Origin.Live(), List.of(feed(source))).getFirst();
    }

    List<Visit> files() {
        return run(new SnapshotDirectory(Captured.DIRECTORY, Captured.CLOCK), FEEDS);
    }

    private List<Visit> run(Origin origin, List<Feed> feeds) {
        var terms = new Refresh.Terms(web, _ -> Optional.empty(), _ -> allowed, _ -> 0, limit);
        return new Refresh(store, terms, Captured.CLOCK).run(origin, feeds, SyncOrder.ALL, _ -> {});
    }

    Assembled assembled(Optional<Snapshot> base) {
        return new Assembly(Sources.all(), ReviewedAliases.bundled(), 0)
                .assemble(store::findings, base);
    }

    Findings said(String source) {
        return store.findings(source).orElse(Findings.NONE);
    }

    SourceRecord record(String source) {
        return Objects.requireNonNull(store.records().get(source));
    }

    private static boolean isForAll(Access access) {
        return switch (access) {
            case Access.Open _ -> true;
            case Access.Key key -> !key.required();
            case Access.OwnFiles _ -> false;
        };
    }

    private static Feed feed(String source) {
        return Sources.all().feeds().stream()
                .filter(feed -> feed.source().id().equals(source))
                .findFirst()
                .orElseThrow();
    }
}
