package dev.assayer.cli;

/// An argument that a command cannot use; the message names it and what was expected.
final class BadUsage extends RuntimeException {

    private static final long serialVersionUID = 1;

    BadUsage(String message) {
        super(message);
    }
}
