package dev.assayer.evidence.sync;

import dev.assayer.evidence.Feed;
import dev.assayer.evidence.FetchFailed;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Web;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// A file that holds all of one source.
public final class SnapshotFile implements Origin {

    private static final long LARGEST = 64L << 20;

    private final Path file;
    private final InstantSource clock;

    public SnapshotFile(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    @Override
    public List<Payload> payloads(Feed feed, Web web) {
        return List.of(read(file, Optional.empty(), clock));
    }

    /// Reads a file.
    ///
    /// @param published when its content was published, where that is known
    /// @throws FetchFailed if it cannot be read or is too large
    static Payload read(Path file, Optional<LocalDate> published, InstantSource clock) {
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw new FetchFailed(
                        file.toString(), size + " bytes (expected: at most " + LARGEST + ")");
            }
            return new Payload(
                    file.getFileName().toString(),
                    Files.readAllBytes(file),
                    published,
                    LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        } catch (IOException e) {
            throw FetchFailed.because(file.toString(), e);
        }
    }
}
