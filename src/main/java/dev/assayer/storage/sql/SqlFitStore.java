package dev.assayer.storage.sql;

import dev.assayer.scoring.KeptFits;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fits in SQL: the [#KEPT] last written. Thread-safe; every method may block.
public final class SqlFitStore implements KeptFits {

    private static final Logger LOG = LoggerFactory.getLogger(SqlFitStore.class);

    /// Those of some days of syncs, and the old ones that are being compared. Each has some 200 KB.
    static final int KEPT = 8;

    private final Database database;
    private final InstantSource clock;

    public SqlFitStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<byte[]> find(String key) {
        try (Connection connection = database.pooled();
                PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT content FROM ability_fit WHERE id = ?")) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes("content")) : Optional.empty();
            }
        } catch (SQLException e) {
            LOG.warn("No kept fit can be read: {}", database.failure(e).getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void put(String key, byte[] fit) {
        // Given back uncommitted, a connection is rolled back by the pool.
        try (Connection connection = database.pooled()) {
            connection.setAutoCommit(false);
            upsert(connection, key, fit);
            dropOldest(connection);
            connection.commit();
        } catch (SQLException e) {
            LOG.warn("A fit cannot be kept: {}", database.failure(e).getMessage());
        }
    }

    private void upsert(Connection connection, String key, byte[] fit) throws SQLException {
        try (PreparedStatement upsert =
                connection.prepareStatement(
                        "INSERT INTO ability_fit (id, written_millis, content) VALUES (?, ?, ?)"
                                + " ON CONFLICT (id) DO UPDATE SET"
                                + " written_millis = excluded.written_millis,"
                                + " content = excluded.content")) {
            upsert.setString(1, key);
            upsert.setLong(2, clock.millis());
            upsert.setBytes(3, fit);
            upsert.executeUpdate();
        }
    }

    private static void dropOldest(Connection connection) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "DELETE FROM ability_fit WHERE id NOT IN (SELECT id FROM ability_fit"
                                + " ORDER BY written_millis DESC, id LIMIT ?)")) {
            delete.setInt(1, KEPT);
            delete.executeUpdate();
        }
    }
}
