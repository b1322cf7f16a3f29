package dev.assayer.ledger;

import java.util.List;
import java.util.Optional;

/// Keeps the ledger. Implementations are thread-safe and may block.
public interface LedgerStore {

    /// Writes all records in one transaction: all of them or, with an exception, none. A
    /// [LedgerRecord.Basis] that is there already is left as it is.
    ///
    /// @throws LedgerUnavailable when the store cannot take them now (disk full, read-only, locked)
    void append(List<LedgerRecord> records);

    Optional<LedgerRecord.Decided> decision(long id);

    /// The newest decisions, newest first.
    List<LedgerRecord.Decided> newest(int limit);

    /// What became of a decision, by ordinal.
    List<LedgerRecord.Attempted> attempts(long decision);

    Optional<LedgerRecord.Basis> basis(String hash);

    /// The request's text, where it was kept.
    Optional<String> text(long decision);
}
