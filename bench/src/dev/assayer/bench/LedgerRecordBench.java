package dev.assayer.bench;

import dev.assayer.ledger.Ledger;
import dev.assayer.ledger.LedgerRecord;
import dev.assayer.ledger.Records;
import dev.assayer.storage.sql.Database;
import dev.assayer.storage.sql.SqlLedgerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What an event loop pays to hand in a record, with the writer and SQLite behind it: 2,000 records
/// at a time, less than wakes the writer early, each time into an empty queue.
///
/// `mvn -Pbench -Djmh=LedgerRecord`
@SuppressWarnings("NullAway.Init") // JMH calls open()
@State(Scope.Benchmark)
@Fork(value = 1, jvmArgsAppend = "-Xmx256m")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LedgerRecordBench {

    private static final int RECORDS = 2_000;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final LedgerRecord[] records = new LedgerRecord[RECORDS];
    private Path directory;
    private Database database;
    private SqlLedgerStore store;
    private Ledger ledger;
    private long decisions;

    @Setup(Level.Trial)
    public void open() throws IOException {
        directory = Files.createTempDirectory("ledger-bench");
        database = Database.open(directory.resolve("assayer.db"));
        store = new SqlLedgerStore(database);
        ledger = new Ledger(store, InstantSource.system(), System::nanoTime);
        ledger.start();
        ledger.record(Records.TABLE);
        ledger.record(Records.HEALTH);
    }

    @Setup(Level.Invocation)
    public void empty() {
        if (!ledger.flush(LONG)) {
            throw new IllegalStateException("the ledger does not get rid of its records");
        }
        for (int i = 0; i < RECORDS; i += 2) {
            records[i] = Records.decided(decisions);
            records[i + 1] = Records.attempted(decisions, 0);
            decisions++;
        }
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void record() {
        for (LedgerRecord one : records) {
            ledger.record(one);
        }
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        ledger.close(LONG);
        System.out.printf("%n  written=%,d dropped=%d%n", ledger.written(), ledger.dropped());
        store.close();
        database.close();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
