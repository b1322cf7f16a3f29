package dev.assayer.ledger;

import java.util.List;
import java.util.Optional;

/// Keeps the ledger. Implementations are thread-safe and may block.
public interface LedgerStore {

    /// Writes all records in one transaction: all of them or, with an exception, none. A record
    /// whose key is there already (the hash of a basis, the id of a decision, decision and ordinal
    /// of an attempt) is left as it is, so a batch whose fate is unknown can simply be appended
    /// again. The records may stand in any order, and none needs the others: an attempt or a text
    /// may come without its decision, a decision before its bases.
    ///
    /// @throws LedgerUnavailable when the store cannot take them now (disk full, read-only, locked)
    /// @throws RuntimeException of any other kind when one of the records can never be written
    void append(List<LedgerRecord> records);

    /// A decision by its id.
    ///
    /// @throws LedgerUnavailable, as all methods below, when the store cannot be read now
    Optional<LedgerRecord.Decided> decision(long id);

    /// The largest id of a decision; 0 if there is none. Cheap enough for every start.
    long newestId();

    /// The newest decisions, newest first.
    List<LedgerRecord.Decided> newest(int limit);

    /// What became of a decision, by ordinal.
    List<LedgerRecord.Attempted> attempts(long decision);

    /// What a decision refers to, by the hash it names; empty too for a hash that only a decision
    /// has named so far.
    Optional<LedgerRecord.Basis> basis(String hash);

    /// The request's text, where it was kept.
    Optional<String> text(long decision);
}
