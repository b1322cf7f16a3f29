package dev.assayer.storage.sql;

import dev.assayer.evidence.SourceStore;
import dev.assayer.storage.SourceStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SqlSourceStoreTest extends SourceStoreContract {

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
    protected SourceStore store() {
        return new SqlSourceStore(database);
    }
}
