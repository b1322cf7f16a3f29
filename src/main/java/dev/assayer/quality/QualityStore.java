package dev.assayer.quality;

import java.util.Optional;

/// Keeps how good the evidence of each snapshot is, since examining it costs seconds.
/// Implementations are thread-safe and may block.
public interface QualityStore {

    /// What the last examination of a snapshot found; empty where none was kept.
    ///
    /// @param snapshot its hash
    Optional<QualityReport> find(String snapshot);

    /// Keeps what an examination found, in place of an earlier one of the same snapshot.
    void put(QualityReport report);
}
