package dev.assayer.app;

import dev.assayer.storage.ProcessLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that one sync at a time brings a home's evidence up to date: two would count the same
/// requests twice or not at all, and each would put its own half of the news into force.
final class SyncLock {

    private static final Logger LOG = LoggerFactory.getLogger(SyncLock.class);
    private static final String FILE = "sync.lock";

    /// A sync ends by itself sooner than that.
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private SyncLock() {}

    /// Waits until no other sync is under way.
    ///
    /// @param home the home directory
    /// @throws CannotStart after a quarter of an hour, or when interrupted
    static ProcessLock take(Path home) {
        Path file = home.resolve(FILE);
        try {
            Optional<ProcessLock> free = ProcessLock.tryAcquire(file);
            if (free.isPresent()) {
                return free.get();
            }
            LOG.info("another sync is under way on this home: waiting for it");
            return ProcessLock.acquire(file, PATIENCE)
                    .orElseThrow(() ->
                            new CannotStart(
                                    file
                                            + " has been locked by another sync for "
                                            + PATIENCE.toMinutes()
                                            + " minutes (expected: a few seconds; stop that process)",
                                    null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("the sync was interrupted while it waited for another", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be locked", e);
        }
    }
}
