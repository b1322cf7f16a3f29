package dev.assayer.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/// The evidence pack inside the jar: what a fresh installation starts from, and what a failed sync
/// leaves in force. The credits that its licences ask for stand in `/evidence/NOTICE`.
public final class BundledEvidence {

    private static final String DIRECTORY = "/evidence/";

    /// The names of the snapshot's files, one a line: asking the class path for a file that is not
    /// there would open every jar on it.
    public static final String INDEX = "INDEX";

    private BundledEvidence() {}

    /// Reads the pack: some 0.2 s of one core in a cold JVM, so keep the result.
    ///
    /// @throws MalformedSnapshot if the pack is damaged
    public static Snapshot load() {
        var files = new TreeMap<String, String>();
        for (String name : read(INDEX).split("\n", -1)) {
            if (!name.isEmpty()) {
                files.put(name, read(name));
            }
        }
        return SnapshotFormat.parse(files);
    }

    private static String read(String name) {
        try (InputStream stream = BundledEvidence.class.getResourceAsStream(DIRECTORY + name)) {
            if (stream == null) {
                throw new MalformedSnapshot("evidence pack: " + name + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("evidence pack: " + name + " cannot be read", e);
        }
    }
}
