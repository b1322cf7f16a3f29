package dev.assayer.storage.sql;

import static dev.assayer.ledger.Records.HEALTH;
import static dev.assayer.ledger.Records.TABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.ledger.LedgerRecord.Decided;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Kills a process in the middle of writing, as `kill -9` and the kernel's out-of-memory killer do.
final class LedgerKillTest {

    private static final int QUEUE = 10_000;
    private static final int MILLIS_BITS = 22;

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 15_000, 50_000})
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void losesAtMostWhatWaited(int decisionsBeforeTheKill) throws Exception {
        Path file = directory.resolve("assayer.db");
        Told told = killAfter(decisionsBeforeTheKill, file);

        assertThat(integrity(file)).isEqualTo("ok");
        try (Database database = Database.open(file);
                var store = new SqlLedgerStore(database)) {
            Set<Long> kept = new HashSet<>();
            store.newest(Integer.MAX_VALUE).stream().map(Decided::id).forEach(kept::add);

            assertThat(told.upToFlushed()).isNotEmpty().allMatch(kept::contains);
            // Two records per decision, and the queue counts records.
            assertThat(2L * (told.in.size() - kept.size()) - told.dropped)
                    .isLessThanOrEqualTo(QUEUE);
            if (told.dropped == 0) {
                assertThat(told.olderThanASecond()).allMatch(kept::contains);
            }
            assertThat(store.attempts(told.flushed)).hasSize(1);
            assertThat(store.basis(TABLE.hash())).hasValue(TABLE);
            assertThat(store.basis(HEALTH.hash())).hasValue(HEALTH);
        }
        assertThat(integrity(file)).isEqualTo("ok");
    }

    /// Lets the program flush so many decisions, kills it, and reads the rest of what it said.
    private Told killAfter(int decisions, Path file) throws IOException, InterruptedException {
        Process process =
                ChildJvm.start(directory, List.of(), LedgerUnderLoad.class, file.toString());
        var told = new Told();
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            String line = lines.readLine();
            while (line != null && told.flushedDecisions < decisions) {
                told.hear(line);
                line = lines.readLine();
            }
            // Not Process.destroyForcibly(), which also closes the pipe.
            process.toHandle().destroyForcibly();
            while (line != null) {
                told.hear(line);
                line = lines.readLine();
            }
        }
        // 128 + SIGKILL.
        assertThat(process.waitFor()).isEqualTo(137);
        return told;
    }

    private static String integrity(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
            return row.getString(1);
        }
    }

    /// What the program said.
    private static final class Told {

        final List<Long> in = new ArrayList<>();
        long dropped;
        long flushed;
        int flushedDecisions;

        void hear(String line) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "in" -> {
                    // The last line may have been cut.
                    if (words.length == 3) {
                        in.add(Long.parseLong(words[1]));
                        dropped = Long.parseLong(words[2]);
                    }
                }
                case "flushed" -> {
                    flushed = Long.parseLong(words[1]);
                    flushedDecisions = in.size();
                }
                default -> throw new AssertionError("unexpected: " + line);
            }
        }

        /// All decisions up to the last one flushed, since records are written in order.
        List<Long> upToFlushed() {
            return dropped > 0
                    ? List.of(flushed)
                    : in.stream().filter(id -> id <= flushed).toList();
        }

        /// All decisions made more than a second before the last one; the id begins with the time.
        List<Long> olderThanASecond() {
            long last = in.getLast() >>> MILLIS_BITS;
            return in.stream().filter(id -> last - (id >>> MILLIS_BITS) > 1_000).toList();
        }
    }
}
