package dev.assayer.evidence.sync;

import dev.assayer.evidence.Snapshot;
import java.util.List;
import java.util.Map;

/// What a sync came to.
///
/// @param visits one per source that was to be asked
/// @param evidence now in force
/// @param isNew whether it is another than before
/// @param rejected sources whose newest content was not believed, with the reason; they keep their
///   last good one
public record SyncReport(
        List<Visit> visits, Evidence evidence, boolean isNew, Map<String, String> rejected) {

    public SyncReport {
        visits = List.copyOf(visits);
        rejected = Map.copyOf(rejected);
    }

    /// Whether no source failed, or was not believed.
    public boolean isComplete() {
        return visits.stream().noneMatch(Visit.Failed.class::isInstance) && rejected.isEmpty();
    }

    /// A snapshot in figures.
    ///
    /// @param snapshot its hash
    /// @param observations how many
    /// @param models in its catalogue
    /// @param unmatched names that matched no model
    /// @param quarantined lines kept out because they cannot be right
    public record Evidence(
            String snapshot, int observations, int models, int unmatched, int quarantined) {

        public static Evidence of(Snapshot snapshot) {
            return new Evidence(
                    snapshot.hash(),
                    snapshot.observations().size(),
                    snapshot.catalog().models().size(),
                    snapshot.extras().unmatched().size(),
                    snapshot.extras().quarantine().size());
        }
    }
}
