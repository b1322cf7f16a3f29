package dev.assayer.evidence.sync;

import dev.assayer.evidence.Quarantined;
import dev.assayer.evidence.Snapshot;
import java.util.List;
import java.util.Map;

/// What a sync came to.
///
/// @param visits one per source that was to be asked
/// @param snapshot the evidence now in force
/// @param isNew whether it is another than before
/// @param rejected sources whose newest content was not believed, with the reason; they keep their
///   last good one
public record SyncReport(
        List<Visit> visits, Snapshot snapshot, boolean isNew, Map<String, String> rejected) {

    public SyncReport {
        visits = List.copyOf(visits);
        rejected = Map.copyOf(rejected);
    }

    /// Lines that are kept out of the evidence in force.
    public List<Quarantined> quarantined() {
        return snapshot.extras().quarantine();
    }

    /// Whether no source failed, or was not believed.
    public boolean isComplete() {
        return visits.stream().noneMatch(Visit.Failed.class::isInstance) && rejected.isEmpty();
    }
}
