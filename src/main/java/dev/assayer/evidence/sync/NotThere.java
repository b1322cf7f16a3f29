package dev.assayer.evidence.sync;

/// The user keeps no files of a source, which is no failure.
final class NotThere extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String reason;

    NotThere(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
