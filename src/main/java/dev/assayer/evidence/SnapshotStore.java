package dev.assayer.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps snapshots for good, so that old decisions can be recomputed. Implementations are
/// thread-safe and may block.
public interface SnapshotStore {

    /// Stores the snapshot unless it is there already, and makes it the current one.
    void putCurrent(Snapshot snapshot, Instant at);

    /// The snapshot in force, if any was ever stored.
    Optional<Snapshot> current();

    /// Hash of the snapshot in force, without reading it.
    Optional<String> currentHash();

    /// A snapshot by its hash, or by a prefix of at least eight digits that fits only one.
    Optional<Snapshot> find(String hash);

    /// All kept snapshots, newest first.
    List<Kept> list();

    /// A stored snapshot.
    ///
    /// @param hash of the snapshot
    /// @param storedAt when it first came into force here
    record Kept(String hash, Instant storedAt) {}
}
