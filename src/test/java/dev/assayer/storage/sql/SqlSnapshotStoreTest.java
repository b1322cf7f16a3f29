package dev.assayer.storage.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SnapshotFormat;
import dev.assayer.evidence.SnapshotStore;
import dev.assayer.storage.SnapshotStoreContract;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlSnapshotStoreTest extends SnapshotStoreContract {

    @TempDir private Path directory;
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("assayer.db"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected SnapshotStore store() {
        return new SqlSnapshotStore(
                database, SnapshotStoreContract::write, SnapshotStoreContract::read);
    }

    @Test
    void keepsTheEvidenceThatShipsWithTheProgram() {
        Snapshot bundled = BundledEvidence.load();
        var real =
                new SqlSnapshotStore(
                        database,
                        snapshot -> SnapshotFormat.text(snapshot).getBytes(UTF_8),
                        bytes -> SnapshotFormat.parse(new String(bytes, UTF_8)));

        real.putCurrent(bundled, Instant.EPOCH);

        assertThat(real.current().map(SnapshotFormat::text)).hasValue(SnapshotFormat.text(bundled));
        assertThat(real.find(bundled.hash().substring(0, 12)).map(Snapshot::hash))
                .hasValue(bundled.hash());
    }
}
