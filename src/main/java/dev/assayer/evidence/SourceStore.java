package dev.assayer.evidence;

import java.util.Map;
import java.util.Optional;

/// Keeps what each source said last and how asking it went, across restarts. Implementations are
/// thread-safe and may block.
public interface SourceStore {

    /// How asking went, of every source that was ever asked, by its id.
    Map<String, SourceRecord> records();

    /// What a source said last; empty if it never gave anything usable.
    Optional<Findings> findings(String source);

    /// Keeps how asking a source went; what it said last stays.
    void put(SourceRecord record);

    /// Of what the evidence in force was put together, as it was last noted; empty for never.
    Optional<String> assembled();

    /// Notes of what the evidence in force was put together.
    ///
    /// @param inputs any text that is another for other inputs
    void assembled(String inputs);

    /// Keeps how asking a source went together with what it said, in one transaction.
    void put(SourceRecord record, Findings findings);
}
