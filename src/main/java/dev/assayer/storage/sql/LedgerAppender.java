package dev.assayer.storage.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assayer.ledger.LedgerRecord;
import dev.assayer.ledger.LedgerRecord.Attempted;
import dev.assayer.ledger.LedgerRecord.Basis;
import dev.assayer.ledger.LedgerRecord.Decided;
import dev.assayer.ledger.LedgerRecord.Text;
import dev.assayer.ledger.LedgerRecord.Tokens;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// A connection with the statements that append to the ledger, prepared once. Plain JDBC, because
/// every record passes here: see bench/LedgerAppendBench for its cost and that of the layouts
/// tried. Not thread-safe. After a failure it is of no further use and must be closed, which undoes
/// what was not committed.
final class LedgerAppender implements AutoCloseable {

    private static final String NAME_BASIS =
            "INSERT INTO basis (id, hash) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String ADD_BASIS =
            "INSERT INTO basis (id, hash, kind, content) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, content = excluded.content"
                    + " WHERE basis.content IS NULL";
    private static final String ADD_DECISION =
            "INSERT INTO decision (id, at_millis, table_basis, health_basis, request, chosen, category,"
                    + " policy, session) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String ADD_ATTEMPT =
            "INSERT INTO attempt (decision, ordinal, offer, result, status, input_tokens,"
                    + " cached_input_tokens, output_tokens, reasoning_tokens, cost_picos, started_millis,"
                    + " first_byte_micros, total_micros) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT DO NOTHING";
    private static final String ADD_TEXT =
            "INSERT INTO request_text (decision, body) VALUES (?, ?) ON CONFLICT DO NOTHING";

    /// Bases come and go with health, so what is remembered of them is forgotten at some point.
    private static final int MOST_NAMED = 10_000;

    private final Connection connection;
    private final PreparedStatement nameBasis;
    private final PreparedStatement addBasis;
    private final PreparedStatement addDecision;
    private final PreparedStatement addAttempt;
    private final PreparedStatement addText;

    /// Hashes that have their row, so that a decision need not look.
    private final Set<String> named = new HashSet<>();

    private LedgerAppender(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        this.nameBasis = connection.prepareStatement(NAME_BASIS);
        this.addBasis = connection.prepareStatement(ADD_BASIS);
        this.addDecision = connection.prepareStatement(ADD_DECISION);
        this.addAttempt = connection.prepareStatement(ADD_ATTEMPT);
        this.addText = connection.prepareStatement(ADD_TEXT);
    }

    static LedgerAppender open(Database database) throws SQLException {
        Connection connection = database.dedicated();
        try {
            return new LedgerAppender(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// Writes and commits all records.
    ///
    /// @throws IllegalArgumentException for a decision that names a basis by anything but a SHA-256
    void append(List<LedgerRecord> records) throws SQLException {
        if (named.size() > MOST_NAMED) {
            named.clear();
        }
        int bases = 0;
        int decisions = 0;
        int attempts = 0;
        int texts = 0;
        for (LedgerRecord record : records) {
            switch (record) {
                case Basis basis -> {
                    bind(basis);
                    bases++;
                }
                case Decided decided -> {
                    bind(decided);
                    decisions++;
                }
                case Attempted attempted -> {
                    bind(attempted);
                    attempts++;
                }
                case Text text -> {
                    bind(text);
                    texts++;
                }
            }
        }
        execute(addBasis, bases);
        execute(addDecision, decisions);
        execute(addAttempt, attempts);
        execute(addText, texts);
        connection.commit();
    }

    private static void execute(PreparedStatement statement, int rows) throws SQLException {
        if (rows > 0) {
            statement.executeBatch();
        }
    }

    private void bind(Basis basis) throws SQLException {
        addBasis.setLong(1, basisId(basis.hash()));
        addBasis.setString(2, basis.hash());
        addBasis.setString(3, basis.kind());
        addBasis.setBytes(4, Gzip.pack(basis.content().getBytes(UTF_8)));
        addBasis.addBatch();
    }

    private void bind(Decided decided) throws SQLException {
        addDecision.setLong(1, decided.id());
        addDecision.setLong(2, decided.atMillis());
        addDecision.setLong(3, named(decided.tableHash()));
        addDecision.setLong(4, named(decided.healthHash()));
        addDecision.setString(5, decided.request());
        addDecision.setString(6, decided.chosen());
        addDecision.setString(7, decided.category());
        addDecision.setString(8, decided.policy());
        addDecision.setString(9, decided.session());
        addDecision.addBatch();
    }

    /// The id of a basis, which has a row afterwards: with its hash only, if the basis itself is
    /// still to come.
    private long named(String hash) throws SQLException {
        long id = basisId(hash);
        if (named.add(hash)) {
            nameBasis.setLong(1, id);
            nameBasis.setString(2, hash);
            nameBasis.executeUpdate();
        }
        return id;
    }

    private void bind(Attempted attempted) throws SQLException {
        Tokens usage = attempted.usage();
        addAttempt.setLong(1, attempted.decision());
        addAttempt.setInt(2, attempted.ordinal());
        addAttempt.setString(3, attempted.offer());
        addAttempt.setString(4, attempted.result());
        OptionalInt status = attempted.status();
        if (status.isPresent()) {
            addAttempt.setInt(5, status.getAsInt());
        } else {
            addAttempt.setNull(5, Types.INTEGER);
        }
        setUnlessNegative(6, usage == null ? -1 : usage.input());
        setUnlessNegative(7, usage == null ? -1 : usage.cachedInput());
        setUnlessNegative(8, usage == null ? -1 : usage.output());
        setUnlessNegative(9, usage == null ? -1 : usage.reasoning());
        setUnlessNegative(10, attempted.costPicos());
        addAttempt.setLong(11, attempted.timing().startedMillis());
        setUnlessNegative(12, attempted.timing().firstByteMicros());
        addAttempt.setLong(13, attempted.timing().totalMicros());
        addAttempt.addBatch();
    }

    /// What is unknown is null in the table, so that sums and averages pass over it.
    private void setUnlessNegative(int column, long value) throws SQLException {
        if (value < 0) {
            addAttempt.setNull(column, Types.BIGINT);
        } else {
            addAttempt.setLong(column, value);
        }
    }

    private void bind(Text text) throws SQLException {
        addText.setLong(1, text.decision());
        addText.setString(2, text.body());
        addText.addBatch();
    }

    /// The first 63 bits of the hash: 8 bytes per decision where the hash's text would take 64.
    /// Among a million bases two share an id with a probability of 5e-8, and then the later one is
    /// not kept.
    static long basisId(String hash) {
        if (!isHash(hash)) {
            throw new IllegalArgumentException(
                    "basis: hash '" + hash + "' (expected: 64 lower-case hexadecimal digits)");
        }
        return Long.parseUnsignedLong(hash, 0, 16, 16) >>> 1;
    }

    /// Whether it can be a SHA-256: only what the id is made of is looked at, since this runs twice
    /// per decision.
    static boolean isHash(String hash) {
        if (hash.length() != 64) {
            return false;
        }
        for (int i = 0; i < 16; i++) {
            if (!HexFormat.isHexDigit(hash.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
