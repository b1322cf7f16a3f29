package dev.assayer.storage.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// The database cannot be opened, read or written. The message is a sentence for the operator:
/// which file, what is wrong, what helps.
public abstract sealed class StorageFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private StorageFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// The directory takes no new files.
    public static final class NotWritable extends StorageFailure {
        private static final long serialVersionUID = 1;

        NotWritable(Path directory, @Nullable Throwable cause) {
            super(
                    directory
                            + " cannot be written, and the database needs to create files there: grant this user"
                            + " write permission, or choose another directory with --home",
                    cause);
        }
    }

    /// The file, or the file system it is on, is read-only.
    public static final class ReadOnly extends StorageFailure {
        private static final long serialVersionUID = 1;

        ReadOnly(Path file, @Nullable Throwable cause) {
            super(
                    file
                            + " is read-only: make the file and its directory writable for this user (or remount the"
                            + " file system), or choose another directory with --home",
                    cause);
        }
    }

    /// No space is left.
    public static final class DiskFull extends StorageFailure {
        private static final long serialVersionUID = 1;

        DiskFull(Path file, @Nullable Throwable cause) {
            super(
                    file
                            + " cannot grow because the disk is full: free some space, writing then goes on by itself",
                    cause);
        }
    }

    /// The file holds something else, or is damaged.
    public static final class Unreadable extends StorageFailure {
        private static final long serialVersionUID = 1;

        Unreadable(Path file, String what, @Nullable Throwable cause) {
            super(
                    file
                            + " "
                            + what
                            + ": move it away to start with an empty one, or choose another directory with --home",
                    cause);
        }
    }

    /// Another process holds the lock for longer than the busy timeout.
    public static final class Locked extends StorageFailure {
        private static final long serialVersionUID = 1;

        Locked(Path file, @Nullable Throwable cause) {
            super(
                    file
                            + " is locked by another process: end its transaction or stop it (`fuser "
                            + file
                            + "` names it)",
                    cause);
        }
    }

    /// The schema is of a later Assayer.
    public static final class Newer extends StorageFailure {
        private static final long serialVersionUID = 1;

        Newer(Path file, int found, int known) {
            super(
                    file
                            + " was written by a newer Assayer (schema version "
                            + found
                            + ", this one knows up to "
                            + known
                            + "): start that version, or choose another directory with --home",
                    null);
        }
    }

    /// Anything else, such as an I/O error of the disk.
    public static final class Broken extends StorageFailure {
        private static final long serialVersionUID = 1;

        Broken(Path file, Throwable cause) {
            super(file + " cannot be used: " + cause.getMessage(), cause);
        }
    }

    /// What SQLite's primary result code means (https://www.sqlite.org/rescode.html).
    static StorageFailure of(Path file, SQLException e) {
        return switch (e.getErrorCode()) {
            case 5, 6 -> new Locked(file, e); // BUSY, LOCKED
            case 8 -> new ReadOnly(file, e); // READONLY
            case 11 -> new Unreadable(file, "is damaged", e); // CORRUPT
            case 13 -> new DiskFull(file, e); // FULL
            case 26 -> new Unreadable(file, "is not a database", e); // NOTADB
            default -> new Broken(file, e);
        };
    }
}
