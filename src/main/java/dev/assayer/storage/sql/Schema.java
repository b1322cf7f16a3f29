package dev.assayer.storage.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;

/// The database's schema: `db/migration`, applied by Flyway.
///
/// Flyway takes 0.2 to 0.4 s of start-up to find that nothing is to be done, a query of its own
/// table 1 ms: so that is asked first, and Flyway runs only for a new or an older database.
final class Schema {

    /// The newest migration in `db/migration`.
    static final int VERSION = 4;

    private static final Map<String, String> SQLITE_WORDS =
            Map.of("row_id", "INTEGER NOT NULL", "clustered", "WITHOUT ROWID");

    private Schema() {}

    /// Brings the database to [#VERSION].
    ///
    /// @param connection to the database, in auto-commit mode
    /// @param url for Flyway's own connections
    /// @param settings of the driver for those
    /// @throws org.flywaydb.core.api.FlywayException if a migration fails; it is undone then
    /// @throws StorageFailure.Newer if it is beyond that
    /// @throws StorageFailure.Unreadable if it is a database of something else
    /// @throws SQLException if it cannot be read or written
    static void upgrade(Path file, Connection connection, String url, Map<String, String> settings)
            throws SQLException {
        int found = version(connection);
        if (found > VERSION) {
            throw new StorageFailure.Newer(file, found, VERSION);
        }
        if (found == VERSION) {
            return;
        }
        if (found == 0 && hasTables(connection)) {
            throw new StorageFailure.Unreadable(file, "holds the tables of another program", null);
        }
        Flyway.configure()
                .dataSource(url, null, null)
                .jdbcProperties(settings)
                .locations("classpath:db/migration")
                .placeholders(SQLITE_WORDS)
                .loggers("slf4j")
                .load()
                .migrate();
    }

    /// The newest migration applied; 0 if there was none.
    private static int version(Connection connection) throws SQLException {
        if (count(connection, "name = 'flyway_schema_history'") == 0) {
            return 0;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history"
                                        + " WHERE success")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private static boolean hasTables(Connection connection) throws SQLException {
        return count(connection, "name <> 'flyway_schema_history'") > 0;
    }

    private static int count(Connection connection, String where) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND "
                                        + where)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}
