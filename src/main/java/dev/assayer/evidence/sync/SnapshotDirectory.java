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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A directory with one folder of files per source, as [Feed#files()] names them. A `SOURCE.txt`
/// beside a file may say when its content last changed (`path last changed 2026-08-22...` behind
/// the file's name). A source that it has no file of is not there; one of whose files some are
/// missing is a failure.
public final class SnapshotDirectory implements Origin {

    private static final Pattern CHANGED =
            Pattern.compile("path last changed (\\d{4}-\\d{2}-\\d{2})");

    private final Path root;
    private final InstantSource clock;
    private final boolean isWhole;

    public SnapshotDirectory(Path root, InstantSource clock) {
        this(root, clock, true);
    }

    private SnapshotDirectory(Path root, InstantSource clock, boolean isWhole) {
        this.root = root;
        this.clock = clock;
        this.isWhole = isWhole;
    }

    /// The same without [Feed#furtherFiles()].
    public SnapshotDirectory onlyNeeded() {
        return new SnapshotDirectory(root, clock, false);
    }

    @Override
    public List<Payload> payloads(Feed feed, Web web) {
        var payloads = new ArrayList<Payload>();
        var missing = new ArrayList<String>();
        for (String glob : feed.files()) {
            List<Payload> found = payloads(glob);
            payloads.addAll(found);
            if (found.isEmpty()) {
                missing.add(glob);
            }
        }
        if (missing.size() == feed.files().size()) {
            throw new NotThere("no file " + root.resolve(missing.getFirst()));
        }
        if (!missing.isEmpty()) {
            throw new FetchFailed(root.resolve(missing.getFirst()).toString(), "no such file");
        }
        if (isWhole) {
            feed.furtherFiles().forEach(glob -> payloads.addAll(payloads(glob)));
        }
        return payloads;
    }

    private List<Payload> payloads(String glob) {
        List<Path> found = find(glob);
        if (!glob.contains("**")) {
            return found.isEmpty() ? List.of() : List.of(payload(found.getLast()));
        }
        Path folder = root.resolve(glob.substring(0, glob.indexOf('/')));
        return found.stream()
                .map(file -> payload(file).named(name(folder.relativize(file))))
                .toList();
    }

    private List<Path> find(String glob) {
        Path folder = root.resolve(glob.substring(0, glob.indexOf('/')));
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, 4)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> matcher.matches(root.relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw FetchFailed.because(folder.toString(), e);
        }
    }

    /// Of many files the folders say which one it is.
    private static String name(Path relative) {
        return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
    }

    private Payload payload(Path file) {
        return SnapshotFile.read(file, changed(file), clock);
    }

    private static Optional<LocalDate> changed(Path file) {
        Path notes = file.resolveSibling("SOURCE.txt");
        if (!Files.isRegularFile(notes)) {
            return Optional.empty();
        }
        String name = file.getFileName().toString();
        boolean isHere = false;
        for (String line : lines(notes)) {
            if (!line.startsWith(" ")) {
                isHere = line.strip().equals(name);
            }
            Matcher matcher = CHANGED.matcher(line);
            if (isHere && matcher.find()) {
                return Optional.of(LocalDate.parse(matcher.group(1)));
            }
        }
        return Optional.empty();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw FetchFailed.because(file.toString(), e);
        }
    }
}
