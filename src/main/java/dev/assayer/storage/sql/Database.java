package dev.assayer.storage.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.assayer.storage.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// An open SQLite file with the schema of this version: a small pool for readers and occasional
/// writers, and connections of their own for those who write all the time. Thread-safe.
///
/// WAL lets readers and one writer work at the same time. `synchronous=NORMAL` makes a commit
/// survive the death of the process but not a power cut, which may undo the last commits (never
/// damage the file): https://www.sqlite.org/pragma.html#pragma_synchronous.
///
/// Transactions are SQLite's deferred ones, so each must begin with a write: one that reads first
/// fails at once, without the busy timeout, when somebody else wrote in between. (The driver's
/// immediate mode is no way out: it begins the next transaction, and so takes the write lock, at
/// every commit.)
public final class Database implements AutoCloseable {

    /// Longest wait for another's lock, and for a connection of the pool.
    private static final int WAIT_MILLIS = 5_000;

    private static final Duration LONGEST_OPENING = Duration.ofSeconds(30);

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "journal_mode", "WAL",
                    "synchronous", "NORMAL",
                    "foreign_keys", "true",
                    "busy_timeout", String.valueOf(WAIT_MILLIS),
                    // A WAL that a slow reader let grow is cut back to this size.
                    "journal_size_limit", "67108864");

    /// SQLite runs one writer at a time, and reads take well under a millisecond.
    private static final int POOL_SIZE = 4;

    private final Path file;
    private final Map<String, String> settings;
    private final HikariDataSource pool;
    private @Nullable Jdbi jdbi; // guarded by this

    private Database(Path file, Map<String, String> settings, HikariDataSource pool) {
        this.file = file;
        this.settings = settings;
        this.pool = pool;
    }

    /// Opens the file, creating it and its directory where they do not exist, and brings its schema
    /// up to date.
    ///
    /// @throws StorageFailure if that is not possible; nothing is left open then
    public static Database open(Path file) {
        return open(file, Map.of());
    }

    /// As [#open(Path)], with settings of the driver that replace ours.
    static Database open(Path file, Map<String, String> replaced) {
        Path absolute = file.toAbsolutePath();
        var settings = new HashMap<>(SETTINGS);
        settings.putAll(replaced);
        prepare(absolute);
        try {
            try (ProcessLock _ = opening(absolute);
                    Connection connection = connect(absolute, looking(settings))) {
                Schema.upgrade(absolute, connection, url(absolute), settings);
            }
            return new Database(absolute, settings, pool(absolute, settings));
        } catch (IOException | SQLException | FlywayException | PoolInitializationException e) {
            throw failure(absolute, e);
        }
    }

    /// Lets one at a time open a database: two commands started on a new directory would otherwise
    /// create the same tables at the same time, and SQLite gives up at once, without its busy
    /// timeout, when two switch a file to WAL. Creating one takes a second on a busy machine, and
    /// several may queue.
    ///
    /// @throws StorageFailure.Locked if another holds it for half a minute
    private static ProcessLock opening(Path file) throws IOException {
        Path lock = file.resolveSibling(file.getFileName() + ".opening");
        try {
            return ProcessLock.acquire(lock, LONGEST_OPENING)
                    .orElseThrow(() -> new StorageFailure.Locked(file, null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageFailure.Locked(file, e);
        }
    }

    /// Settings for the first look: the file may turn out to be somebody else's, and switching it
    /// to WAL would change it.
    private static Map<String, String> looking(Map<String, String> settings) {
        var looking = new HashMap<>(settings);
        looking.remove("journal_mode");
        return looking;
    }

    /// Finds what SQLite would only report as "unable to open database file".
    private static void prepare(Path file) {
        // Only the root has no parent, and that is a directory.
        Path directory = Objects.requireNonNullElse(file.getParent(), file);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StorageFailure.NotWritable(directory, e);
        }
        if (Files.isDirectory(file)) {
            throw new StorageFailure.Unreadable(file, "is a directory", null);
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new StorageFailure.ReadOnly(file, null);
        }
        if (!Files.isWritable(directory)) {
            throw new StorageFailure.NotWritable(directory, null);
        }
    }

    private static HikariDataSource pool(Path file, Map<String, String> settings) {
        var config = new HikariConfig();
        config.setPoolName("sql");
        config.setJdbcUrl(url(file));
        settings.forEach(config::addDataSourceProperty);
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT_MILLIS);
        // A connection to a file does not go stale.
        config.setMaxLifetime(0);
        config.setKeepaliveTime(0);
        return new HikariDataSource(config);
    }

    private static Connection connect(Path file, Map<String, String> settings) throws SQLException {
        var properties = new Properties();
        properties.putAll(settings);
        return DriverManager.getConnection(url(file), properties);
    }

    private static String url(Path file) {
        return "jdbc:sqlite:" + file;
    }

    /// A pooled connection, in auto-commit mode; closing it gives it back.
    Connection pooled() throws SQLException {
        return pool.getConnection();
    }

    /// A connection outside the pool, for one writer to keep; whoever asked closes it.
    Connection dedicated() throws SQLException {
        return connect(file, settings);
    }

    /// Jdbi on the pool. It is made at the first use, because it costs some 0.1 s that no start-up
    /// has to wait for.
    synchronized Jdbi jdbi() {
        if (jdbi == null) {
            jdbi = Jdbi.create(pool);
        }
        return jdbi;
    }

    /// What went wrong, told by the [SQLException] among the causes.
    StorageFailure failure(Exception e) {
        return failure(file, e);
    }

    private static StorageFailure failure(Path file, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() != 0) {
                return StorageFailure.of(file, sql);
            }
        }
        return new StorageFailure.Broken(file, e);
    }

    public Path file() {
        return file;
    }

    /// Closes the pool. SQLite then moves the WAL into the file, unless another process has it open
    /// too.
    @Override
    public void close() {
        pool.close();
    }
}
