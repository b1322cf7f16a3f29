package dev.assayer.bench;

import dev.assayer.ledger.LedgerRecord;
import dev.assayer.ledger.Records;
import dev.assayer.storage.sql.Database;
import dev.assayer.storage.sql.SqlLedgerStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/// What a record costs to store: batches as the ledger's writer hands them in, half decisions and
/// half attempts, into a file in the temporary directory. After each iteration it prints records
/// per second, the CPU time of the appending thread per record (checkpoints included) and the size
/// of the file per decision with its attempt.
///
/// `mvn -Pbench -Djmh=LedgerAppend`
@SuppressWarnings("NullAway.Init") // JMH calls open()
@State(Scope.Thread)
@Threads(1)
@Fork(value = 1, jvmArgsAppend = "-Xmx256m")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LedgerAppendBench {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /// Records in one transaction.
    @Param({"1000", "100", "10"})
    public int batch;

    private Path directory;
    private Database database;
    private SqlLedgerStore store;
    private long decisions;

    private long records;
    private long nanos;
    private long cpuNanos;

    @Setup(Level.Trial)
    public void open() throws IOException {
        directory = Files.createTempDirectory("ledger-bench");
        database = Database.open(directory.resolve("assayer.db"));
        store = new SqlLedgerStore(database);
        store.append(List.of(Records.TABLE, Records.HEALTH));
    }

    @Setup(Level.Iteration)
    public void reset() {
        records = 0;
        nanos = 0;
        cpuNanos = 0;
    }

    @Benchmark
    public void append() {
        List<LedgerRecord> next = new ArrayList<>(batch);
        for (int i = 0; i < batch / 2; i++) {
            // As dense in time as 20,000 requests per second.
            long id = ((28_000_000_000L + decisions / 20) << 22) | (decisions % 20);
            next.add(Records.decided(id));
            next.add(Records.attempted(id, 0));
            decisions++;
        }
        long cpu = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        store.append(next);
        nanos += System.nanoTime() - start;
        cpuNanos += THREADS.getCurrentThreadCpuTime() - cpu;
        records += batch;
    }

    @TearDown(Level.Iteration)
    public void report() throws IOException {
        System.out.printf(
                "%n  batch=%d records/s=%,.0f cpu-us/record=%.2f file-bytes/decision=%.0f ",
                batch,
                1e9 * records / nanos,
                1e-3 * cpuNanos / records,
                (double) Files.size(database.file()) / decisions);
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
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
