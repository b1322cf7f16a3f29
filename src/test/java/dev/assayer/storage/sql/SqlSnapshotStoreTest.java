package dev.assayer.storage.sql;

import dev.assayer.evidence.SnapshotStore;
import dev.assayer.storage.SnapshotStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
}
