package dev.assayer.evidence.sync;

import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SourceFailure;
import java.util.List;
import java.util.Optional;

/// What a sync came to.
///
/// @param snapshot the evidence now in force; of sources that failed it holds the last good rows
/// @param sources one entry per source, in the order of the sources
/// @param rejectedPrices offers whose price was too far off to be believed, one line each
public record SyncReport(
        Snapshot snapshot, List<SourceReport> sources, List<String> rejectedPrices) {

    public SyncReport {
        sources = List.copyOf(sources);
        rejectedPrices = List.copyOf(rejectedPrices);
    }

    /// Whether every source gave new rows.
    public boolean isComplete() {
        return sources.stream().allMatch(source -> source.failure().isEmpty());
    }

    /// What became of one source.
    ///
    /// @param source id
    /// @param rows rows read; 0 after a failure
    /// @param observations rows of this sync that became observations or listed offers
    /// @param unmatched how many distinct names matched no model
    /// @param examples the first few of them
    /// @param failure why its last good rows stay in force
    public record SourceReport(
            String source,
            int rows,
            int observations,
            int unmatched,
            List<String> examples,
            Optional<SourceFailure> failure) {

        public SourceReport {
            examples = List.copyOf(examples);
        }
    }
}
