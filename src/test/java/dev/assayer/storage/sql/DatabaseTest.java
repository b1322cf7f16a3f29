package dev.assayer.storage.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTest {

    private static final Map<String, String> IMPATIENT = Map.of("busy_timeout", "50");

    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("assayer.db");
    }

    private void open() {
        Database.open(file).close();
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    @Test
    void createsDirectoryAndFileAndOpensThemAgain() {
        file = directory.resolve("a/b/assayer.db");
        open();
        open();

        assertThat(file).isNotEmptyFile();
        assertThat(file.resolveSibling("assayer.db-wal")).doesNotExist();
    }

    @Test
    void leavesFlywayOutWhenNothingIsToBeDone() throws SQLException {
        open();
        // Flyway would refuse to go on with a migration that was changed since.
        sql("UPDATE flyway_schema_history SET checksum = 1");

        open();
    }

    @Test
    void opensAnEmptyFile() throws IOException {
        Files.createFile(file);
        open();

        assertThat(file).isNotEmptyFile();
    }

    @Test
    void setsWhatTheStoresRelyOn() throws SQLException {
        try (Database database = Database.open(file);
                Connection pooled = database.pooled();
                Connection dedicated = database.dedicated()) {
            for (Connection connection : List.of(pooled, dedicated)) {
                assertThat(pragma(connection, "journal_mode")).isEqualTo("wal");
                assertThat(pragma(connection, "synchronous")).isEqualTo("1");
                assertThat(pragma(connection, "foreign_keys")).isEqualTo("1");
                assertThat(pragma(connection, "busy_timeout")).isEqualTo("5000");
            }
        }
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA " + name)) {
            return row.getString(1);
        }
    }

    @Test
    void severalMayOpenANewFileAtTheSameTime() throws Exception {
        try (var pool = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 10; round++) {
                file = directory.resolve(round + ".db");
                List<Callable<Void>> openings = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    openings.add(() -> {
                        open();
                        return null;
                    });
                }
                for (Future<Void> opened : pool.invokeAll(openings)) {
                    opened.get();
                }
            }
        }
    }

    @Test
    void knowsItsNewestMigration() throws IOException {
        Pattern name = Pattern.compile("V(\\d+)__\\w+\\.sql");
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            assertThat(
                            files.map(path -> name.matcher(path.getFileName().toString()))
                                    .filter(matcher -> matcher.matches())
                                    .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                                    .max())
                    .hasValue(Schema.VERSION);
        }
    }

    @Test
    void refusesANewerDatabaseAndLeavesItAsItIs() throws Exception {
        open();
        sql(
                "INSERT INTO flyway_schema_history SELECT 99, '12', 'later', type, 'V12__later.sql',"
                        + " checksum, installed_by, installed_on, execution_time, success"
                        + " FROM flyway_schema_history LIMIT 1");
        byte[] before = Files.readAllBytes(file);

        assertThatExceptionOfType(StorageFailure.Newer.class)
                .isThrownBy(this::open)
                .withMessage(
                        file
                                + " was written by a newer Assayer (schema version 12, this one knows up"
                                + " to "
                                + Schema.VERSION
                                + "): start that version, or choose another directory with --home");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        byte[] garbage = new byte[20_000];
        new Random(1).nextBytes(garbage);
        Files.write(file, garbage);

        assertThatExceptionOfType(StorageFailure.Unreadable.class)
                .isThrownBy(this::open)
                .withMessage(
                        file
                                + " is not a database: move it away to start with an empty one, or choose"
                                + " another directory with --home");
        assertThat(file).hasBinaryContent(garbage);
    }

    @Test
    void refusesADamagedDatabase() throws IOException {
        open();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            // The header stays; the root page of the schema and all others go.
            channel.truncate(3 * 4_096 + 100);
            channel.write(UTF_8.encode("x".repeat(3_000)), 100);
        }

        assertThatExceptionOfType(StorageFailure.Unreadable.class)
                .isThrownBy(this::open)
                .withMessageContaining(file + " is damaged");
    }

    @Test
    void refusesTheDatabaseOfAnotherProgramAndLeavesItAsItIs() throws Exception {
        sql("CREATE TABLE bookmarks (url TEXT)");
        byte[] before = Files.readAllBytes(file);

        assertThatExceptionOfType(StorageFailure.Unreadable.class)
                .isThrownBy(this::open)
                .withMessageContaining(file + " holds the tables of another program");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void refusesADirectoryInPlaceOfTheFile() throws IOException {
        Files.createDirectory(file);

        assertThatExceptionOfType(StorageFailure.Unreadable.class)
                .isThrownBy(this::open)
                .withMessageContaining(file + " is a directory");
    }

    @Test
    void refusesAFileInPlaceOfTheDirectory() throws IOException {
        Files.createFile(file);
        Path parent = file;
        file = file.resolve("assayer.db");

        assertThatExceptionOfType(StorageFailure.NotWritable.class)
                .isThrownBy(this::open)
                .withMessageContaining(parent + " cannot be written");
    }

    @Test
    void saysThatAnotherProcessHoldsTheLock() throws SQLException {
        open();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("BEGIN EXCLUSIVE");

            assertThatExceptionOfType(StorageFailure.Locked.class)
                    .isThrownBy(() -> Database.open(file, IMPATIENT))
                    .withMessageContaining(file + " is locked by another process");
        }
        open();
    }

    @Test
    void saysThatTheFileIsReadOnly() throws Exception {
        open();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));

        assertThat(openWithoutPrivileges())
                .isEqualTo(
                        "ReadOnly "
                                + file
                                + " is read-only: make the file and its directory writable for this user"
                                + " (or remount the file system), or choose another directory with"
                                + " --home");
    }

    @Test
    void saysThatTheDirectoryIsReadOnly() throws Exception {
        Path locked = Files.createDirectory(directory.resolve("locked"));
        file = locked.resolve("assayer.db");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));

        assertThat(openWithoutPrivileges())
                .startsWith("NotWritable " + locked + " cannot be written");

        file = locked.resolve("deeper/assayer.db");
        assertThat(openWithoutPrivileges()).startsWith("NotWritable ").contains("deeper");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// Permissions do not bind root, so in that case the program runs as a root that they bind.
    private String openWithoutPrivileges() throws Exception {
        List<String> wrapper = List.of();
        if (Files.getOwner(directory).getName().equals("root")) {
            Path setpriv = Path.of("/usr/bin/setpriv");
            assumeTrue(
                    Files.isExecutable(setpriv),
                    "root ignores permissions, and setpriv, which could change that, is missing");
            String without = "-dac_override,-dac_read_search";
            wrapper =
                    List.of(
                            setpriv.toString(),
                            "--bounding-set=" + without,
                            "--inh-caps=" + without);
        }
        Process process = ChildJvm.start(directory, wrapper, OpenDatabase.class, file.toString());
        try (var lines = process.inputReader(UTF_8)) {
            String said = lines.readLine();
            assertThat(process.waitFor()).isZero();
            return said;
        }
    }
}
