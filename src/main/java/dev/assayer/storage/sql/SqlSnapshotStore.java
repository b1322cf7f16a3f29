package dev.assayer.storage.sql;

import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SnapshotStore;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Snapshots in SQL: the canonical text of each, gzipped, under its hash. Thread-safe; every method
/// may block, and throws [StorageFailure] when the database cannot be read or written.
///
/// Plain JDBC: [#current()] is on the way from start to first answer, and Jdbi's first query costs
/// 0.1 s there.
public final class SqlSnapshotStore implements SnapshotStore {

    private static final Pattern HASH_OR_PREFIX = Pattern.compile("[0-9a-f]{8,64}");

    private final Database database;
    private final Function<Snapshot, byte[]> write;
    private final Function<byte[], Snapshot> read;

    /// A store in that database.
    ///
    /// @param write gives a snapshot's canonical text
    /// @param read reads it back, with the same hash
    public SqlSnapshotStore(
            Database database, Function<Snapshot, byte[]> write, Function<byte[], Snapshot> read) {
        this.database = database;
        this.write = write;
        this.read = read;
    }

    @Override
    public void putCurrent(Snapshot snapshot, Instant at) {
        byte[] content = Gzip.pack(write.apply(snapshot));
        run(connection -> {
            connection.setAutoCommit(false);
            insert(connection, snapshot.hash(), at, content);
            makeCurrent(connection, snapshot.hash(), at);
            connection.commit();
            return snapshot;
        });
    }

    private static void insert(Connection connection, String hash, Instant at, byte[] content)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO snapshot (hash, stored_millis, content) VALUES (?, ?, ?)"
                                + " ON CONFLICT DO NOTHING")) {
            insert.setString(1, hash);
            insert.setLong(2, at.toEpochMilli());
            insert.setBytes(3, content);
            insert.executeUpdate();
        }
    }

    private static void makeCurrent(Connection connection, String hash, Instant at)
            throws SQLException {
        try (PreparedStatement upsert =
                connection.prepareStatement(
                        "INSERT INTO current_snapshot (slot, hash, since_millis) VALUES (1, ?, ?)"
                                + " ON CONFLICT (slot) DO UPDATE SET hash = excluded.hash,"
                                + " since_millis = excluded.since_millis")) {
            upsert.setString(1, hash);
            upsert.setLong(2, at.toEpochMilli());
            upsert.executeUpdate();
        }
    }

    @Override
    public Optional<Snapshot> current() {
        return one("SELECT s.* FROM snapshot s JOIN current_snapshot c ON c.hash = s.hash");
    }

    @Override
    public Optional<String> currentHash() {
        return run(connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT hash FROM current_snapshot");
                    ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString("hash")) : Optional.empty();
            }
        });
    }

    @Override
    public Optional<Snapshot> find(String hash) {
        // 'g' follows the last hexadecimal digit, so this range is all that begins with the prefix.
        return HASH_OR_PREFIX.matcher(hash).matches()
                ? one("SELECT * FROM snapshot WHERE hash >= ? AND hash < ?", hash, hash + "g")
                : Optional.empty();
    }

    /// The snapshot selected, if it is exactly one.
    private Optional<Snapshot> one(String query, String... parameters) {
        return run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(query)) {
                for (int i = 0; i < parameters.length; i++) {
                    select.setString(i + 1, parameters[i]);
                }
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    String hash = row.getString("hash");
                    byte[] content = row.getBytes("content");
                    return row.next() ? Optional.empty() : Optional.of(unpack(hash, content));
                }
            }
        });
    }

    private Snapshot unpack(String hash, byte[] content) throws SQLException {
        try {
            Snapshot snapshot = read.apply(Gzip.unpack(content));
            if (snapshot.hash().equals(hash)) {
                return snapshot;
            }
            throw new SQLException(
                    "snapshot " + hash + ": its content has the hash " + snapshot.hash());
        } catch (IOException e) {
            throw new SQLException("snapshot " + hash + ": its content is damaged", e);
        }
    }

    @Override
    public List<Kept> list() {
        return run(connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement(
                                    "SELECT hash, stored_millis FROM snapshot"
                                            + " ORDER BY stored_millis DESC, hash");
                    ResultSet row = select.executeQuery()) {
                var kept = new ArrayList<Kept>();
                while (row.next()) {
                    kept.add(
                            new Kept(
                                    row.getString("hash"),
                                    Instant.ofEpochMilli(row.getLong("stored_millis"))));
                }
                return kept;
            }
        });
    }

    private <T> T run(Work<T> work) {
        // Given back uncommitted, a connection is rolled back by the pool.
        try (Connection connection = database.pooled()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
