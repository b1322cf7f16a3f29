package dev.assayer.storage.sql;

import dev.assayer.evidence.Findings;
import dev.assayer.evidence.FindingsFormat;
import dev.assayer.evidence.SourceRecord;
import dev.assayer.evidence.SourceRecord.Content;
import dev.assayer.evidence.SourceRecord.Trouble;
import dev.assayer.evidence.SourceRecord.Usage;
import dev.assayer.evidence.SourceStore;
import dev.assayer.evidence.Validator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Sources in SQL, one row each; findings as gzipped text. Thread-safe; every method may block, and
/// throws [StorageFailure] when the database cannot be read or written.
public final class SqlSourceStore implements SourceStore {

    private static final String COLUMNS =
            "id, attempted_millis, succeeded_millis, failures, problem, usage_day, usage_requests,"
                    + " content_hash, reader_version, lines, changed_millis, validators, accepted, place";

    private final Database database;

    public SqlSourceStore(Database database) {
        this.database = database;
    }

    @Override
    public Map<String, SourceRecord> records() {
        return run(connection -> {
            var records = new TreeMap<String, SourceRecord>();
            try (PreparedStatement select =
                            connection.prepareStatement(
                                    "SELECT " + COLUMNS + " FROM evidence_source");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    SourceRecord record = record(row);
                    records.put(record.source(), record);
                }
            }
            return records;
        });
    }

    private static SourceRecord record(ResultSet row) throws SQLException {
        int failures = row.getInt("failures");
        String hash = row.getString("content_hash");
        return new SourceRecord(
                row.getString("id"),
                Instant.ofEpochMilli(row.getLong("attempted_millis")),
                Optional.ofNullable(instant(row, "succeeded_millis")),
                failures == 0
                        ? Optional.empty()
                        : Optional.of(new Trouble(failures, text(row.getString("problem")))),
                new Usage(
                        LocalDate.ofEpochDay(row.getLong("usage_day")),
                        row.getInt("usage_requests")),
                hash == null
                        ? Optional.empty()
                        : Optional.of(
                                new Content(
                                        hash,
                                        row.getInt("reader_version"),
                                        row.getInt("lines"),
                                        Instant.ofEpochMilli(row.getLong("changed_millis")),
                                        Validator.parse(text(row.getString("validators"))),
                                        row.getInt("accepted") != 0,
                                        text(row.getString("place")))));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static String text(@Nullable String column) {
        return column == null ? "" : column;
    }

    @Override
    public Optional<Findings> findings(String source) {
        return run(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement(
                            "SELECT findings FROM evidence_source WHERE id = ?")) {
                select.setString(1, source);
                try (ResultSet row = select.executeQuery()) {
                    byte[] packed = row.next() ? row.getBytes("findings") : null;
                    return packed == null ? Optional.empty() : Optional.of(unpack(packed, source));
                }
            }
        });
    }

    private static Findings unpack(byte[] packed, String source) throws SQLException {
        try {
            return FindingsFormat.parse(new String(Gzip.unpack(packed), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new SQLException("source " + source + ": its findings are damaged", e);
        }
    }

    @Override
    public Optional<String> assembled() {
        return run(connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT inputs FROM evidence_assembled");
                    ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(text(row.getString("inputs"))) : Optional.empty();
            }
        });
    }

    @Override
    public void assembled(String inputs) {
        run(connection -> {
            try (PreparedStatement upsert =
                    connection.prepareStatement(
                            "INSERT INTO evidence_assembled (slot, inputs) VALUES (1, ?)"
                                    + " ON CONFLICT (slot) DO UPDATE SET inputs = excluded.inputs")) {
                upsert.setString(1, inputs);
                return upsert.executeUpdate();
            }
        });
    }

    @Override
    public void put(SourceRecord record) {
        upsert(record, null);
    }

    @Override
    public void put(SourceRecord record, Findings findings) {
        upsert(record, Gzip.pack(FindingsFormat.text(findings).getBytes(StandardCharsets.UTF_8)));
    }

    /// @param findings gzipped; null to leave them as they are
    private void upsert(SourceRecord record, byte @Nullable [] findings) {
        run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "INSERT INTO evidence_source ("
                                    + COLUMNS
                                    + ", findings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                    + " ON CONFLICT (id) DO UPDATE SET"
                                    + " attempted_millis = excluded.attempted_millis,"
                                    + " succeeded_millis = excluded.succeeded_millis,"
                                    + " failures = excluded.failures,"
                                    + " problem = excluded.problem,"
                                    + " usage_day = excluded.usage_day,"
                                    + " usage_requests = excluded.usage_requests,"
                                    + " content_hash = excluded.content_hash,"
                                    + " reader_version = excluded.reader_version,"
                                    + " lines = excluded.lines,"
                                    + " changed_millis = excluded.changed_millis,"
                                    + " validators = excluded.validators,"
                                    + " accepted = excluded.accepted,"
                                    + " place = excluded.place,"
                                    + " findings = COALESCE(excluded.findings,"
                                    + " evidence_source.findings)")) {
                bind(statement, record);
                statement.setBytes(15, findings);
                return statement.executeUpdate();
            }
        });
    }

    private static void bind(PreparedStatement upsert, SourceRecord record) throws SQLException {
        Optional<Content> content = record.content();
        upsert.setString(1, record.source());
        upsert.setLong(2, record.attempted().toEpochMilli());
        bind(upsert, 3, record.succeeded());
        upsert.setInt(4, record.trouble().map(Trouble::failures).orElse(0));
        upsert.setString(5, record.trouble().map(Trouble::message).orElse(null));
        upsert.setLong(6, record.usage().day().toEpochDay());
        upsert.setInt(7, record.usage().requests());
        upsert.setString(8, content.map(Content::hash).orElse(null));
        upsert.setInt(9, content.map(Content::version).orElse(0));
        upsert.setInt(10, content.map(Content::lines).orElse(0));
        bind(upsert, 11, content.map(Content::changed));
        upsert.setString(12, content.map(one -> Validator.text(one.validators())).orElse(null));
        upsert.setInt(13, content.filter(Content::accepted).isPresent() ? 1 : 0);
        upsert.setString(14, content.map(Content::place).orElse(""));
    }

    private static void bind(PreparedStatement upsert, int index, Optional<Instant> instant)
            throws SQLException {
        if (instant.isPresent()) {
            upsert.setLong(index, instant.get().toEpochMilli());
        } else {
            upsert.setNull(index, Types.BIGINT);
        }
    }

    private <T> T run(Work<T> work) {
        try (Connection connection = database.pooled()) {
            connection.setAutoCommit(true);
            return work.on(connection);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
