package dev.assayer.app;

import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.config.EvidenceSettings;
import dev.assayer.config.ScoringSettings;
import dev.assayer.evidence.FetchFailed;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.Web;
import dev.assayer.evidence.sync.Assembly;
import dev.assayer.evidence.sync.Refresh;
import dev.assayer.evidence.sync.SnapshotDirectory;
import dev.assayer.evidence.sync.Sources;
import dev.assayer.evidence.sync.SyncOrder;
import dev.assayer.evidence.sync.Visit;
import dev.assayer.quality.Examination;
import dev.assayer.quality.Examiner;
import dev.assayer.storage.memory.MemorySourceStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The evidence that ships with the program, made anew from captured files: what the sources say
/// whose licences let it be passed on, and nothing of any other.
///
/// @param visits one per source
/// @param examination what they amount to, and what was kept out of it
public record EvidencePack(List<Visit> visits, Examination examination) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Web NO_WEB =
            (request, _) -> {
                throw new FetchFailed(request.address().toString(), "a pack is made from files");
            };

    public EvidencePack {
        visits = List.copyOf(visits);
    }

    /// Makes it from a directory with one folder of files per source.
    ///
    /// @param without ids of sources to leave out, because there are no files of them
    /// @throws IllegalArgumentException if one of these is no source that could be in the pack
    public static EvidencePack of(Path directory, Set<String> without) {
        InstantSource clock = InstantSource.system();
        var store = new MemorySourceStore();
        Sources shareable = Sources.all().shareable();
        List<String> known =
                shareable.feeds().stream().map(feed -> feed.source().id()).sorted().toList();
        for (String id : without) {
            if (!known.contains(id)) {
                throw new IllegalArgumentException(
                        "--without " + id + " (expected: one of " + String.join(", ", known) + ")");
            }
        }
        var sources =
                new Sources(
                        shareable.feeds().stream()
                                .filter(feed -> !without.contains(feed.source().id()))
                                .toList());
        var terms = new Refresh.Terms(NO_WEB, _ -> Optional.empty(), _ -> 0, _ -> 0, LIMIT);
        List<Visit> visits =
                new Refresh(store, terms, clock)
                        .run(
                                new SnapshotDirectory(directory, clock).onlyNeeded(),
                                sources.feeds(),
                                SyncOrder.ALL,
                                _ -> {});
        var assembly =
                new Assembly(
                        sources,
                        ReviewedAliases.bundled(),
                        EvidenceSettings.DEFAULT.trust().minReliability());
        var examiner =
                new Examiner(
                        Scorings.named(ScoringSettings.DEFAULT.method()),
                        EvidenceSettings.DEFAULT.trust().anomalyLimit());
        Examination examination =
                examiner.examine(
                        rejected ->
                                assembly.assemble(
                                        source ->
                                                rejected.containsKey(source)
                                                        ? Optional.empty()
                                                        : store.findings(source),
                                        Optional.empty()),
                        Optional.empty(),
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        return new EvidencePack(visits, examination);
    }

    /// What of them is in force.
    public Snapshot snapshot() {
        return examination.snapshot();
    }

    /// Whether every source that was not left out gave something that can be believed.
    public boolean isComplete() {
        return visits.stream().allMatch(Visit.Changed.class::isInstance)
                && examination.rejected().isEmpty();
    }
}
