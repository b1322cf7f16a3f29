package dev.assayer.storage.sql;

import static dev.assayer.ledger.Records.HEALTH;
import static dev.assayer.ledger.Records.TABLE;
import static dev.assayer.ledger.Records.attempted;
import static dev.assayer.ledger.Records.decided;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.assayer.ledger.Ledger;
import dev.assayer.ledger.LedgerRecord;
import dev.assayer.ledger.LedgerRecord.Text;
import dev.assayer.ledger.LedgerUnavailable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ledger on a disk that is full and a file that is locked.
final class LedgerFailureTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir private Path directory;

    private static List<LedgerRecord> texts(int count) {
        return LongStream.range(0, count)
                .<LedgerRecord>mapToObj(id -> new Text(id, "x".repeat(10_000)))
                .toList();
    }

    @Test
    void anAppendToAFullDatabaseWritesNothingAndSaysWhy() {
        Path file = directory.resolve("assayer.db");
        Database.open(file).close();
        try (Database database = Database.open(file, Map.of("max_page_count", "60"));
                var store = new SqlLedgerStore(database)) {
            store.append(List.of(TABLE, HEALTH, decided(1)));

            assertThatExceptionOfType(LedgerUnavailable.class)
                    .isThrownBy(() -> store.append(texts(100)))
                    .withMessage(
                            file
                                    + " cannot grow because the disk is full: free some space, writing"
                                    + " then goes on by itself")
                    .withCauseInstanceOf(StorageFailure.DiskFull.class);
            assertThat(store.text(0)).isEmpty();

            store.append(List.of(decided(2)));
            assertThat(store.newest(10)).containsExactly(decided(2), decided(1));
        }
        try (Database database = Database.open(file);
                var store = new SqlLedgerStore(database)) {
            store.append(texts(100));
            assertThat(store.text(99)).isPresent();
        }
    }

    @Test
    void losesNothingToADiskThatIsFullForAWhile() throws Exception {
        try (SmallDisk disk = SmallDisk.at(directory.resolve("disk"), "600k")) {
            fillAndFree(disk);
        }
    }

    private static void fillAndFree(SmallDisk disk) throws Exception {
        try (Database database = Database.open(disk.place().resolve("assayer.db"));
                var store = new SqlLedgerStore(database)) {
            var ledger = new Ledger(store, InstantSource.system(), System::nanoTime);
            ledger.start();
            ledger.record(TABLE);
            ledger.record(HEALTH);
            LongStream.range(0, 4_000).mapToObj(id -> decided(id)).forEach(ledger::record);

            await().atMost(LONG).until(() -> ledger.trouble().isPresent());
            assertThat(ledger.trouble().orElseThrow())
                    .contains("assayer.db cannot grow because the disk is full");
            assertThat(ledger.depth()).isPositive();

            disk.resize("64m");
            await().atMost(LONG).until(() -> ledger.depth() == 0);
            ledger.close(LONG);

            assertThat(ledger.dropped()).isZero();
            assertThat(ledger.trouble()).isEmpty();
            assertThat(store.newest(10_000)).hasSize(4_000);
            assertThat(store.basis(TABLE.hash())).hasValue(TABLE);
        }
    }

    @Test
    void waitsForTheLockOfAnotherProcess() throws Exception {
        Path file = directory.resolve("assayer.db");
        try (Database database = Database.open(file, Map.of("busy_timeout", "20"));
                var store = new SqlLedgerStore(database);
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            var ledger = new Ledger(store, InstantSource.system(), System::nanoTime);
            statement.execute("BEGIN IMMEDIATE");
            ledger.start();
            ledger.record(decided(1));
            ledger.record(attempted(1, 0));

            await().atMost(LONG).until(() -> ledger.trouble().isPresent());
            assertThat(ledger.trouble().orElseThrow())
                    .startsWith(file + " is locked by another process");
            assertThat(store.newest(10)).isEmpty();

            statement.execute("COMMIT");
            await().atMost(LONG).until(() -> ledger.depth() == 0);
            ledger.close(LONG);

            assertThat(store.newest(10)).containsExactly(decided(1));
            assertThat(store.attempts(1)).containsExactly(attempted(1, 0));
        }
    }
}
