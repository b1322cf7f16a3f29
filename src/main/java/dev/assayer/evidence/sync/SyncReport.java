package dev.assayer.evidence.sync;

import dev.assayer.evidence.Snapshot;
import java.util.List;

/// What a sync came to.
///
/// @param visits one per source that was to be asked
/// @param snapshot the evidence now in force
/// @param isNew whether it is another than before
/// @param rejectedPrices offers whose price was too far off to be believed, one line each
public record SyncReport(
        List<Visit> visits, Snapshot snapshot, boolean isNew, List<String> rejectedPrices) {

    public SyncReport {
        visits = List.copyOf(visits);
        rejectedPrices = List.copyOf(rejectedPrices);
    }

    /// Whether no source failed.
    public boolean isComplete() {
        return visits.stream().noneMatch(Visit.Failed.class::isInstance);
    }
}
