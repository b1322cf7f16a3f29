package dev.assayer.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.scoring.KeptFits;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlFitStoreTest {

    @TempDir private Path directory;
    private Database database;
    private KeptFits fits;
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("assayer.db"));
        fits = new SqlFitStore(database, now::get);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void givesBackWhatWasPutLast() {
        assertThat(fits.find("a")).isEmpty();

        fits.put("a", new byte[] {1, 2});
        fits.put("b", new byte[0]);
        fits.put("a", new byte[] {3});

        assertThat(fits.find("a")).hasValue(new byte[] {3});
        assertThat(fits.find("b")).hasValue(new byte[0]);
    }

    @Test
    void keepsThoseLastWritten() {
        for (int i = 0; i < SqlFitStore.KEPT; i++) {
            put("fit " + i);
        }
        put("fit 0");
        put("one more");

        assertThat(fits.find("fit 0")).isPresent();
        assertThat(fits.find("fit 1")).isEmpty();
        assertThat(fits.find("fit 2")).isPresent();
        assertThat(fits.find("one more")).isPresent();
    }

    private void put(String key) {
        now.updateAndGet(time -> time.plusSeconds(1));
        fits.put(key, new byte[] {7});
    }

    @Test
    void whatCannotBeReadOrWrittenIsDoneWithout() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database.file());
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE ability_fit");
        }

        fits.put("a", new byte[] {1});

        assertThat(fits.find("a")).isEmpty();
    }
}
