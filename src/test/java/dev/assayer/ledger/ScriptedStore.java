package dev.assayer.ledger;

import dev.assayer.ledger.LedgerRecord.Attempted;
import dev.assayer.ledger.LedgerRecord.Basis;
import dev.assayer.ledger.LedgerRecord.Decided;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A store in memory that refuses, rejects or stalls as told.
final class ScriptedStore implements LedgerStore {

    final List<LedgerRecord> kept = new CopyOnWriteArrayList<>();

    /// Held by a test to make appends wait.
    final ReentrantLock stall = new ReentrantLock();

    volatile @Nullable String refusal;
    volatile Predicate<LedgerRecord> poisonous = _ -> false;
    final AtomicInteger appends = new AtomicInteger();

    @Override
    public void append(List<LedgerRecord> records) {
        stall.lock();
        try {
            appends.incrementAndGet();
            if (refusal != null) {
                throw new LedgerUnavailable(refusal, new IllegalStateException());
            }
            if (records.stream().anyMatch(poisonous)) {
                throw new IllegalArgumentException("a record that cannot be written");
            }
            kept.addAll(records);
        } finally {
            stall.unlock();
        }
    }

    @Override
    public Optional<Decided> decision(long id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long newestId() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Decided> newest(int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Attempted> attempts(long decision) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Basis> basis(String hash) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> text(long decision) {
        throw new UnsupportedOperationException();
    }
}
