package dev.assayer.storage.sql;

import static dev.assayer.ledger.Records.HEALTH;
import static dev.assayer.ledger.Records.TABLE;
import static dev.assayer.ledger.Records.attempted;

import dev.assayer.ledger.DecisionIds;
import dev.assayer.ledger.Ledger;
import dev.assayer.ledger.LedgerRecord;
import dev.assayer.ledger.LedgerRecord.Attempted;
import dev.assayer.ledger.LedgerRecord.Basis;
import dev.assayer.ledger.LedgerRecord.Decided;
import dev.assayer.ledger.LedgerStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A program that records up to 20,000 decisions with an attempt each per second until it is
/// killed. It prints a line `in ID DROPPED` for every decision handed in, with the records dropped
/// so far, and `flushed ID` for the newest decision of every batch that the store took.
final class LedgerUnderLoad {

    private static final int BURST = 100;
    private static final long PAUSE_NANOS = 5_000_000;

    private LedgerUnderLoad() {}

    public static void main(String[] arguments) {
        InstantSource clock = InstantSource.system();
        Database database = Database.open(Path.of(arguments[0]));
        var ledger = new Ledger(new Telling(new SqlLedgerStore(database)), clock, System::nanoTime);
        ledger.start();
        ledger.record(TABLE);
        ledger.record(HEALTH);
        DecisionIds ids = DecisionIds.after(0, clock, 0);
        while (true) {
            var lines = new StringBuilder();
            for (int i = 0; i < BURST; i++) {
                long id = ids.next();
                ledger.record(
                        new Decided(
                                id,
                                clock.millis(),
                                TABLE.hash(),
                                HEALTH.hash(),
                                "{}",
                                "openai/gpt-4o-mini",
                                "coding",
                                "balanced",
                                null));
                ledger.record(attempted(id, 0));
                lines.append("in ").append(id).append(' ').append(ledger.dropped()).append('\n');
            }
            print(lines.toString());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /// Whole lines of one thread at a time.
    private static synchronized void print(String lines) {
        System.out.print(lines);
        System.out.flush();
    }

    /// Says what the store has taken.
    private record Telling(LedgerStore store) implements LedgerStore {

        @Override
        public void append(List<LedgerRecord> records) {
            store.append(records);
            for (LedgerRecord record : records.reversed()) {
                if (record instanceof Attempted attempted) {
                    print("flushed " + attempted.decision() + "\n");
                    return;
                }
            }
        }

        @Override
        public Optional<Decided> decision(long id) {
            return store.decision(id);
        }

        @Override
        public long newestId() {
            return store.newestId();
        }

        @Override
        public List<Decided> newest(int limit) {
            return store.newest(limit);
        }

        @Override
        public List<Attempted> attempts(long decision) {
            return store.attempts(decision);
        }

        @Override
        public Optional<Basis> basis(String hash) {
            return store.basis(hash);
        }

        @Override
        public Optional<String> text(long decision) {
            return store.text(decision);
        }
    }
}
