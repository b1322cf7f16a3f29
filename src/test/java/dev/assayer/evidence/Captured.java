package dev.assayer.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.evidence.sync.SnapshotDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The captured files under `src/test/resources/captured`, see the README there.
public final class Captured {

    public static final Path DIRECTORY = Path.of("src/test/resources/captured");
    public static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-08-22T12:00:00Z"));

    private Captured() {}

    /// The files of one source, as the directory of snapshots gives them.
    public static List<Payload> of(Feed feed) {
        return new SnapshotDirectory(DIRECTORY, CLOCK)
                .payloads(
                        feed,
                        (request, _) -> {
                            throw new IllegalStateException("no web for " + request.address());
                        });
    }

    public static Payload file(String path) {
        try {
            Path file = DIRECTORY.resolve(path);
            return payload(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Payload payload(String name, byte[] content) {
        return new Payload(name, content, Optional.empty(), LocalDate.of(2026, 8, 22));
    }

    public static Findings findings(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Found.class);
        return switch (reading) {
            case Reading.Found(Findings findings) -> findings;
            case Reading.Failed _ -> Findings.NONE;
        };
    }
}
