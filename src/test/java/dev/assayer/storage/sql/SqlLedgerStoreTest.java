package dev.assayer.storage.sql;

import dev.assayer.ledger.LedgerStore;
import dev.assayer.storage.LedgerStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SqlLedgerStoreTest extends LedgerStoreContract {

    @TempDir private Path directory;
    private Database database;
    private SqlLedgerStore store;

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("assayer.db"));
        store = new SqlLedgerStore(database);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Override
    protected LedgerStore store() {
        return store;
    }
}
