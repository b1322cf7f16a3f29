package dev.assayer.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that one process at a time brings a home's evidence up to date: two would count the
/// same requests twice or not at all, and each would put its own half of the news into force. A
/// lock on a file, which the system gives back when its holder dies.
final class SyncLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SyncLock.class);
    private static final String FILE = "sync.lock";
    private static final Duration LOOK = Duration.ofMillis(200);

    /// A sync ends by itself sooner than that.
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final FileChannel file;

    private SyncLock(FileChannel file) {
        this.file = file;
    }

    /// Waits until no other sync is under way.
    ///
    /// @param home the home directory
    /// @throws CannotStart after a quarter of an hour, or when interrupted
    static SyncLock take(Path home) {
        Path path = home.resolve(FILE);
        FileChannel file = open(path);
        boolean isTaken = false;
        try {
            isTaken = await(file, path);
            return new SyncLock(file);
        } finally {
            if (!isTaken) {
                close(file);
            }
        }
    }

    private static boolean await(FileChannel file, Path path) {
        long looks = PATIENCE.dividedBy(LOOK);
        for (long look = 0; look < looks; look++) {
            if (tryLock(file, path) != null) {
                return true;
            }
            if (look == 0) {
                LOG.info("another sync is under way on this home: waiting for it");
            }
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CannotStart("the sync was interrupted while it waited for another", e);
            }
        }
        throw new CannotStart(
                path
                        + " has been locked by another sync for "
                        + PATIENCE.toMinutes()
                        + " minutes (expected: a few seconds; stop that process)",
                null);
    }

    private static @Nullable FileLock tryLock(FileChannel file, Path path) {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // held by another thread of this process
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be locked", e);
        }
    }

    private static FileChannel open(Path path) {
        try {
            return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be opened for writing", e);
        }
    }

    @Override
    public void close() {
        close(file);
    }

    private static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.debug("the sync's lock cannot be closed", e);
        }
    }
}
