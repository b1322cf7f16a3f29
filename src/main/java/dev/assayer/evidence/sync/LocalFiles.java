package dev.assayer.evidence.sync;

import dev.assayer.evidence.Feed;
import dev.assayer.evidence.FetchFailed;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Web;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Files that the user keeps, named by one glob such as `configs/trun*.json`; the last part of the
/// path may hold wildcards. No such file at all means that the user keeps none.
public final class LocalFiles implements Origin {

    private final Path pattern;
    private final InstantSource clock;

    /// @param pattern a file, or a folder with a glob behind it
    public LocalFiles(Path pattern, InstantSource clock) {
        this.pattern = pattern.toAbsolutePath();
        this.clock = clock;
    }

    @Override
    public List<Payload> payloads(Feed feed, Web web) {
        var payloads = new ArrayList<Payload>();
        for (Path file : files()) {
            payloads.add(SnapshotFile.read(file, changed(file), clock));
        }
        if (payloads.isEmpty()) {
            throw new NotThere("no file " + pattern);
        }
        return payloads;
    }

    @Override
    public boolean isUsual(Feed feed) {
        return true;
    }

    private List<Path> files() {
        Path folder = pattern.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        PathMatcher matcher =
                FileSystems.getDefault().getPathMatcher("glob:" + pattern.getFileName());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> matcher.matches(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw FetchFailed.because(folder.toString(), e);
        }
    }

    private static Optional<LocalDate> changed(Path file) {
        try {
            return Optional.of(
                    LocalDate.ofInstant(
                            Files.getLastModifiedTime(file).toInstant(), ZoneOffset.UTC));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
