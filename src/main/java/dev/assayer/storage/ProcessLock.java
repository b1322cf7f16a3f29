package dev.assayer.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Something that one at a time may do, among the threads of this process and among processes. Held
/// on an empty file, which stays; the system gives it back when its holder dies.
public final class ProcessLock implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(20);

    /// A process has its locks on a file, not a channel, and closing any channel lets go of them.
    private static final Map<Path, Semaphore> HERE = new ConcurrentHashMap<>();

    private final Semaphore here;
    private final FileChannel channel;

    private ProcessLock(Semaphore here, FileChannel channel) {
        this.here = here;
        this.channel = channel;
    }

    /// Takes the lock if nobody has it.
    ///
    /// @throws IOException if the file cannot be created or locked
    public static Optional<ProcessLock> tryAcquire(Path file) throws IOException {
        Semaphore here =
                HERE.computeIfAbsent(
                        file.toAbsolutePath().normalize(), _ -> new Semaphore(1, true));
        return here.tryAcquire() ? beyond(file, here) : Optional.empty();
    }

    /// Waits for the lock.
    ///
    /// @return empty where another has held it for longer than `patience`
    /// @throws IOException if the file cannot be created or locked
    public static Optional<ProcessLock> acquire(Path file, Duration patience)
            throws IOException, InterruptedException {
        Optional<ProcessLock> lock = tryAcquire(file);
        for (long looks = patience.dividedBy(PAUSE); lock.isEmpty() && looks > 0; looks--) {
            Thread.sleep(PAUSE);
            lock = tryAcquire(file);
        }
        return lock;
    }

    /// @param here acquired; given back unless the lock is had
    private static Optional<ProcessLock> beyond(Path file, Semaphore here) throws IOException {
        boolean isHad = false;
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            isHad = channel.tryLock() != null;
            return isHad ? Optional.of(new ProcessLock(here, channel)) : Optional.empty();
        } finally {
            if (!isHad) {
                if (channel != null) {
                    channel.close();
                }
                here.release();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            here.release();
        }
    }
}
