package dev.assayer.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/// The evidence pack inside the jar: what a fresh installation starts from, and what a failed sync
/// leaves in force. The credits that its licences ask for stand in `/evidence/NOTICE`.
public final class BundledEvidence {

    private static final String DIRECTORY = "/evidence/";
    private static final List<String> ALWAYS =
            List.of("benchmarks.csv", "models.csv", "offers.csv", "sources.csv");

    private BundledEvidence() {}

    /// Reads the pack; some 50 ms of work, so keep the result.
    ///
    /// @throws MalformedSnapshot if the pack is damaged
    public static Snapshot load() {
        var files = new TreeMap<String, String>();
        for (String name : ALWAYS) {
            String text = read(name);
            if (text != null) {
                files.put(name, text);
            }
        }
        String sources = files.getOrDefault("sources.csv", "");
        sources.lines()
                .skip(1)
                .map(line ->
                        "observations/"
                                + line.substring(0, Math.max(0, line.indexOf(',')))
                                + ".csv")
                .forEach(name -> {
                    String text = read(name);
                    if (text != null) {
                        files.put(name, text);
                    }
                });
        return SnapshotFormat.parse(files);
    }

    private static @org.jspecify.annotations.Nullable String read(String name) {
        try (InputStream stream = BundledEvidence.class.getResourceAsStream(DIRECTORY + name)) {
            return stream == null
                    ? null
                    : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("evidence pack: " + name + " cannot be read", e);
        }
    }
}
