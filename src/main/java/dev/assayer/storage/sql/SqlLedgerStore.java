package dev.assayer.storage.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assayer.ledger.LedgerRecord;
import dev.assayer.ledger.LedgerRecord.Attempted;
import dev.assayer.ledger.LedgerRecord.Basis;
import dev.assayer.ledger.LedgerRecord.Decided;
import dev.assayer.ledger.LedgerRecord.Timing;
import dev.assayer.ledger.LedgerRecord.Tokens;
import dev.assayer.ledger.LedgerStore;
import dev.assayer.ledger.LedgerUnavailable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// The ledger in SQL. Thread-safe; appends are made one at a time, on a connection kept for them.
/// That is opened at the first append and again after each failure, so that a store which could not
/// be written heals by itself.
public final class SqlLedgerStore implements LedgerStore, AutoCloseable {

    /// A basis may have been deleted by hand, and then the decision is still worth reading.
    private static final String DECISIONS =
            "SELECT d.*, COALESCE(t.hash, '') AS table_hash, COALESCE(h.hash, '') AS health_hash"
                    + " FROM decision d LEFT JOIN basis t ON t.id = d.table_basis"
                    + " LEFT JOIN basis h ON h.id = d.health_basis ";

    private final Database database;
    private @Nullable LedgerAppender appender; // guarded by this

    public SqlLedgerStore(Database database) {
        this.database = database;
    }

    @Override
    public synchronized void append(List<LedgerRecord> records) {
        try {
            if (appender == null) {
                appender = LedgerAppender.open(database);
            }
            appender.append(records);
        } catch (SQLException e) {
            closeAfter(e);
            throw isAboutTheRecords(e) ? new IllegalArgumentException(e) : unavailable(e);
        } catch (RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    /// SQLite's TOOBIG, CONSTRAINT and MISMATCH (https://www.sqlite.org/rescode.html): trying again
    /// cannot help.
    private static boolean isAboutTheRecords(SQLException e) {
        return switch (e.getErrorCode()) {
            case 18, 19, 20 -> true;
            default -> false;
        };
    }

    private void closeAfter(Exception failure) {
        try {
            close();
        } catch (LedgerUnavailable e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public Optional<Decided> decision(long id) {
        return read(handle ->
                handle.createQuery(DECISIONS + "WHERE d.id = :id")
                        .bind("id", id)
                        .map((row, _) -> decided(row))
                        .findOne());
    }

    /// Plain JDBC, because it is asked at every start and Jdbi's first query costs 0.1 s there.
    @Override
    public long newestId() {
        try (Connection connection = database.pooled();
                PreparedStatement select =
                        connection.prepareStatement("SELECT COALESCE(max(id), 0) FROM decision");
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public List<Decided> newest(int limit) {
        return read(handle ->
                handle.createQuery(DECISIONS + "ORDER BY d.id DESC LIMIT :limit")
                        .bind("limit", limit)
                        .map((row, _) -> decided(row))
                        .list());
    }

    private static Decided decided(ResultSet row) throws SQLException {
        return new Decided(
                row.getLong("id"),
                row.getLong("at_millis"),
                row.getString("table_hash"),
                row.getString("health_hash"),
                row.getString("request"),
                row.getString("chosen"),
                row.getString("category"),
                row.getString("policy"),
                row.getString("session"));
    }

    @Override
    public List<Attempted> attempts(long decision) {
        return read(handle ->
                handle.createQuery(
                                "SELECT * FROM attempt WHERE decision = :decision ORDER BY ordinal")
                        .bind("decision", decision)
                        .map((row, _) -> attempted(row))
                        .list());
    }

    private static Attempted attempted(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        OptionalInt known = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(status);
        return new Attempted(
                row.getLong("decision"),
                row.getInt("ordinal"),
                row.getString("offer"),
                row.getString("result"),
                known,
                tokens(row),
                orMinusOne(row, "cost_picos"),
                new Timing(
                        row.getLong("started_millis"),
                        orMinusOne(row, "first_byte_micros"),
                        row.getLong("total_micros")));
    }

    private static @Nullable Tokens tokens(ResultSet row) throws SQLException {
        long input = orMinusOne(row, "input_tokens");
        return input < 0
                ? null
                : new Tokens(
                        input,
                        row.getLong("cached_input_tokens"),
                        row.getLong("output_tokens"),
                        row.getLong("reasoning_tokens"));
    }

    private static long orMinusOne(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? -1 : value;
    }

    @Override
    public Optional<Basis> basis(String hash) {
        if (!LedgerAppender.isHash(hash)) {
            return Optional.empty();
        }
        return read(handle ->
                handle.createQuery(
                                "SELECT hash, kind, content FROM basis WHERE id = :id AND hash = :hash"
                                        + " AND content IS NOT NULL")
                        .bind("id", LedgerAppender.basisId(hash))
                        .bind("hash", hash)
                        .map((row, _) -> basis(row))
                        .findOne());
    }

    private static Basis basis(ResultSet row) throws SQLException {
        try {
            return new Basis(
                    row.getString("hash"),
                    row.getString("kind"),
                    new String(Gzip.unpack(row.getBytes("content")), UTF_8));
        } catch (IOException e) {
            throw new SQLException(
                    "basis " + row.getString("hash") + ": its content is damaged", e);
        }
    }

    @Override
    public Optional<String> text(long decision) {
        return read(handle ->
                handle.createQuery("SELECT body FROM request_text WHERE decision = :decision")
                        .bind("decision", decision)
                        .map((row, _) -> row.getString("body"))
                        .findOne());
    }

    private <T> T read(HandleCallback<T, RuntimeException> query) {
        try {
            return database.jdbi().withHandle(query);
        } catch (JdbiException e) {
            throw unavailable(e);
        }
    }

    private LedgerUnavailable unavailable(Exception e) {
        StorageFailure failure = database.failure(e);
        return new LedgerUnavailable(String.valueOf(failure.getMessage()), failure);
    }

    /// Closes the connection for appends. The database stays open.
    @Override
    public synchronized void close() {
        LedgerAppender closing = appender;
        appender = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (SQLException e) {
                throw unavailable(e);
            }
        }
    }
}
