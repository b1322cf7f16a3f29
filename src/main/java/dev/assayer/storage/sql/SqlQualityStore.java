package dev.assayer.storage.sql;

import dev.assayer.evidence.MalformedSnapshot;
import dev.assayer.quality.QualityFormat;
import dev.assayer.quality.QualityReport;
import dev.assayer.quality.QualityStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reports on the quality of evidence in SQL, gzipped text under the snapshot's hash. Thread-safe;
/// every method may block, and throws [StorageFailure] when the database cannot be read or written.
/// A report that is damaged counts as none, since the next sync makes it anew.
public final class SqlQualityStore implements QualityStore {

    private static final Logger LOG = LoggerFactory.getLogger(SqlQualityStore.class);

    private final Database database;

    public SqlQualityStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<QualityReport> find(String snapshot) {
        try (Connection connection = database.pooled();
                PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT report FROM evidence_quality WHERE snapshot = ?")) {
            connection.setAutoCommit(true);
            select.setString(1, snapshot);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? unpack(row.getBytes(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private static Optional<QualityReport> unpack(byte[] packed) {
        try {
            return Optional.of(
                    QualityFormat.parse(new String(Gzip.unpack(packed), StandardCharsets.UTF_8)));
        } catch (IOException | MalformedSnapshot e) {
            LOG.warn("the evidence's quality report is damaged: {}", e.toString());
            return Optional.empty();
        }
    }

    @Override
    public void put(QualityReport report) {
        try (Connection connection = database.pooled();
                PreparedStatement upsert =
                        connection.prepareStatement(
                                "INSERT INTO evidence_quality (snapshot, report) VALUES (?, ?)"
                                        + " ON CONFLICT (snapshot) DO UPDATE SET"
                                        + " report = excluded.report")) {
            connection.setAutoCommit(true);
            upsert.setString(1, report.snapshot());
            upsert.setBytes(
                    2, Gzip.pack(QualityFormat.text(report).getBytes(StandardCharsets.UTF_8)));
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }
}
