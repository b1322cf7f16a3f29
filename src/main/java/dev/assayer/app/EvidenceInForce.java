package dev.assayer.app;

import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SnapshotStore;
import dev.assayer.evidence.SourceState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/// Decides which evidence counts: what was synced here, or the pack that ships with the program
/// where nothing was synced or the pack's content is newer.
final class EvidenceInForce {

    private EvidenceInForce() {}

    /// The evidence that counts; it is in the store afterwards.
    static Snapshot settle(SnapshotStore store, Instant now) {
        return settle(store, BundledEvidence.load(), now);
    }

    /// As [#settle(SnapshotStore, Instant)], with the pack that was read already.
    static Snapshot settle(SnapshotStore store, Snapshot bundled, Instant now) {
        if (store.currentHash().filter(bundled.hash()::equals).isPresent()) {
            return bundled;
        }
        Optional<Snapshot> kept = store.current();
        if (kept.isPresent() && !newest(bundled).isAfter(newest(kept.get()))) {
            return kept.get();
        }
        store.putCurrent(bundled, now);
        return bundled;
    }

    /// The newest date inside the content.
    static LocalDate newest(Snapshot snapshot) {
        return snapshot.sources().stream()
                .map(SourceState::contentDate)
                .max(Comparator.naturalOrder())
                .orElse(LocalDate.EPOCH);
    }
}
