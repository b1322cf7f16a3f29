package dev.assayer.evidence;

/// A snapshot's text that cannot be read back: cut off, edited by hand or of another version.
public final class MalformedSnapshot extends RuntimeException {

    private static final long serialVersionUID = 1;

    public MalformedSnapshot(String message) {
        super(message);
    }
}
