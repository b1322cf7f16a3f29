package dev.assayer.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.ledger.LedgerStore;
import dev.assayer.ledger.Records;
import dev.assayer.storage.LedgerStoreContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

    @Test
    void readsDecisionsWhoseBasesWereDeletedByHand() throws SQLException {
        store.append(List.of(Records.TABLE, Records.HEALTH, Records.decided(1)));
        try (Connection connection = database.pooled();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM basis WHERE kind = 'health'");
        }

        assertThat(store.newest(1)).containsExactly(Records.decided(1, Records.TABLE.hash(), ""));
        assertThat(store.decision(1)).isPresent();
    }
}
