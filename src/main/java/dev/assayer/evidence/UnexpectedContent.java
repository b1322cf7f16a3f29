package dev.assayer.evidence;

/// Content that a reader cannot explain; becomes a [SourceFailure.Malformed] at the reader's edge.
public final class UnexpectedContent extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String where;
    private final String found;
    private final String expected;

    public UnexpectedContent(String where, String found, String expected) {
        super(where + ": '" + found + "' (expected: " + expected + ")");
        this.where = where;
        this.found = found;
        this.expected = expected;
    }

    String where() {
        return where;
    }

    String found() {
        return found;
    }

    String expected() {
        return expected;
    }
}
