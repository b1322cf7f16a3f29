package dev.assayer.app;

import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SnapshotStore;
import dev.assayer.evidence.SourceState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;

/// Decides which evidence counts: what was synced here, or the pack that ships with the program
/// where nothing was synced or the pack's content is newer.
final class EvidenceInForce {

    private EvidenceInForce() {}

    /// The evidence that counts; it is in the store afterwards.
    static Snapshot settle(SnapshotStore store, Instant now) {
        Snapshot inForce = choose(store, BundledEvidence.load());
        keep(store, inForce, now);
        return inForce;
    }

    /// The evidence that counts, which may not be in the store yet.
    ///
    /// @param bundled the pack that ships with the program
    static Snapshot choose(SnapshotStore store, Snapshot bundled) {
        if (isCurrent(store, bundled)) {
            return bundled;
        }
        return store.current()
                .filter(kept -> !newest(bundled).isAfter(newest(kept)))
                .orElse(bundled);
    }

    /// Makes that evidence the store's current one, unless it is.
    static void keep(SnapshotStore store, Snapshot inForce, Instant now) {
        if (!isCurrent(store, inForce)) {
            store.putCurrent(inForce, now);
        }
    }

    private static boolean isCurrent(SnapshotStore store, Snapshot snapshot) {
        return store.currentHash().filter(snapshot.hash()::equals).isPresent();
    }

    /// The newest date inside the content.
    static LocalDate newest(Snapshot snapshot) {
        return snapshot.sources().stream()
                .map(SourceState::contentDate)
                .max(Comparator.naturalOrder())
                .orElse(LocalDate.EPOCH);
    }
}
