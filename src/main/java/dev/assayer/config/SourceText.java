package dev.assayer.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The text of a configuration file, or why there is none.
sealed interface SourceText {

    int MAX_BYTES = 1 << 20;

    /// The text, without a byte order mark.
    record Text(String text) implements SourceText {}

    /// Nothing of that name, or a directory (Python keeps virtual environments in `.env/`).
    record Absent() implements SourceText {}

    /// It is there and cannot be read.
    record Unreadable(Problem problem) implements SourceText {}

    /// Reads a file of UTF-8, at most 1 MB. May block.
    static SourceText read(Path file) {
        if (Files.isDirectory(file)) {
            return new Absent();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES
                    ? unreadable(file, "is too large (expected: at most 1MB)")
                    : decode(file, bytes);
        } catch (NoSuchFileException e) {
            return new Absent();
        } catch (AccessDeniedException e) {
            return unreadable(file, "cannot be read: permission denied");
        } catch (IOException e) {
            return unreadable(file, "cannot be read: " + e.getMessage());
        }
    }

    private static SourceText decode(Path file, byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            return unreadable(file, "is UTF-16 (expected: UTF-8; save it again in that encoding)");
        }
        int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        var in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        try {
            return new Text(StandardCharsets.UTF_8.newDecoder().decode(in).toString());
        } catch (CharacterCodingException e) {
            return new Unreadable(
                    Problem.of(
                            new Origin.Line(file, lineOf(in, start)),
                            "",
                            "is not valid UTF-8 here"));
        }
    }

    /// The line at which decoding stopped.
    private static int lineOf(ByteBuffer stopped, int start) {
        int line = 1;
        for (int i = start; i < stopped.position(); i++) {
            if (stopped.get(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static SourceText unreadable(Path file, String complaint) {
        return new Unreadable(Problem.of(new Origin.Line(file, 0), "", complaint));
    }

    /// The text, if there is one.
    default Optional<String> found() {
        return this instanceof Text(String text) ? Optional.of(text) : Optional.empty();
    }

    /// What keeps it from being read, if anything.
    default List<Problem> problems() {
        return this instanceof Unreadable(Problem problem) ? List.of(problem) : List.of();
    }
}
