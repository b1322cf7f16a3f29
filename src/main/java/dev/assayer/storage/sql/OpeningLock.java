package dev.assayer.storage.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// Lets one at a time open a database, among the threads of this process and among processes: two
/// commands started on a new directory would otherwise create the same tables at the same time, and
/// SQLite gives up at once, without its busy timeout, when two switch a file to WAL. It is held on
/// an empty file beside the database, `assayer.db.opening`, which stays.
final class OpeningLock implements AutoCloseable {

    private static final int TRIES = 1_500;
    private static final long PAUSE_MILLIS = 20;

    /// A process has its locks on a file, not a channel, and closing any channel lets go of them.
    private static final ReentrantLock OF_THIS_PROCESS = new ReentrantLock();

    private final FileChannel channel;

    private OpeningLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Waits for the lock, half a minute at most: creating a database takes a second on a busy
    /// machine, and several may queue.
    ///
    /// @throws StorageFailure.Locked if another holds it for longer
    /// @throws IOException if the file cannot be created
    static OpeningLock acquire(Path database) throws IOException {
        try {
            if (!OF_THIS_PROCESS.tryLock(TRIES * PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new StorageFailure.Locked(database, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageFailure.Locked(database, e);
        }
        try {
            return new OpeningLock(locked(database));
        } catch (IOException | RuntimeException e) {
            OF_THIS_PROCESS.unlock();
            throw e;
        }
    }

    private static FileChannel locked(Path database) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        database.resolveSibling(database.getFileName() + ".opening"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            for (int i = 0; i < TRIES; i++) {
                if (channel.tryLock() != null) {
                    return channel;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            }
            throw new StorageFailure.Locked(database, null);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            OF_THIS_PROCESS.unlock();
        }
    }
}
