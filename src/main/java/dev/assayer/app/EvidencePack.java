package dev.assayer.app;

import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.evidence.FetchFailed;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.Web;
import dev.assayer.evidence.sync.Assembled;
import dev.assayer.evidence.sync.Assembly;
import dev.assayer.evidence.sync.Refresh;
import dev.assayer.evidence.sync.SnapshotDirectory;
import dev.assayer.evidence.sync.Sources;
import dev.assayer.evidence.sync.Visit;
import dev.assayer.storage.memory.MemorySourceStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The evidence that ships with the program, made anew from captured files: what the sources say
/// whose licences let it be passed on, and nothing of any other.
///
/// @param visits one per source
/// @param snapshot what they amount to
/// @param rejectedPrices offers whose price was too far off to be believed, one line each
public record EvidencePack(List<Visit> visits, Snapshot snapshot, List<String> rejectedPrices) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Web NO_WEB =
            (request, _) -> {
                throw new FetchFailed(request.address().toString(), "a pack is made from files");
            };

    public EvidencePack {
        visits = List.copyOf(visits);
        rejectedPrices = List.copyOf(rejectedPrices);
    }

    /// Makes it from a directory with one folder of files per source.
    public static EvidencePack of(Path directory) {
        InstantSource clock = InstantSource.system();
        var store = new MemorySourceStore();
        Sources sources = Sources.all().shareable();
        var terms = new Refresh.Terms(NO_WEB, _ -> Optional.empty(), _ -> 0, _ -> 0, LIMIT);
        List<Visit> visits =
                new Refresh(store, terms, clock)
                        .run(
                                new SnapshotDirectory(directory, clock),
                                sources.feeds(),
                                false,
                                _ -> {});
        Assembled assembled =
                new Assembly(sources, ReviewedAliases.bundled(), 0)
                        .assemble(store::findings, Optional.empty());
        return new EvidencePack(visits, assembled.snapshot(), assembled.rejectedPrices());
    }

    /// Whether every source gave something.
    public boolean isComplete() {
        return visits.stream().allMatch(Visit.Changed.class::isInstance);
    }
}
