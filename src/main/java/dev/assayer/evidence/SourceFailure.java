package dev.assayer.evidence;

/// Why a source gave no usable rows this time. A value, not an exception: one source failing is an
/// ordinary day, and its last good rows stay in force.
public sealed interface SourceFailure {

    /// Id of the [Source].
    String source();

    /// What was wrong, with the offending value, and what was expected; one line.
    String message();

    /// Nothing came, or not in time, or too much of it.
    ///
    /// @param address the file or URL that was asked for
    /// @param problem e.g. `status 503 (expected: 200)`
    record Unreachable(String source, String address, String problem) implements SourceFailure {

        @Override
        public String message() {
            return source + ": " + address + ": " + problem;
        }
    }

    /// Something came that this source's format does not explain: changed, cut off or not the
    /// source at all.
    ///
    /// @param where file, line, field
    /// @param found the offending value, shortened
    /// @param expected what stands there when all is well
    record Malformed(String source, String where, String found, String expected)
            implements SourceFailure {

        public Malformed {
            found = shortened(found);
        }

        @Override
        public String message() {
            return source + ": " + where + ": '" + found + "' (expected: " + expected + ")";
        }
    }

    /// More than half of the rows are gone: more likely a fault than news.
    ///
    /// @param rows read now
    /// @param before read the last time all was well
    record Shrunk(String source, int rows, int before) implements SourceFailure {

        @Override
        public String message() {
            return source
                    + ": "
                    + rows
                    + " rows (expected: at least half of the "
                    + before
                    + " rows of last time; --accept takes it all the same)";
        }
    }

    /// What another process told.
    ///
    /// @param message as it stands there
    record Told(String source, String message) implements SourceFailure {}

    /// A text from outside on one line, of at most 120 characters.
    static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > 120 ? line.substring(0, 120) + "..." : line;
    }
}
