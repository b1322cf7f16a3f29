package dev.assayer.app;

import org.jspecify.annotations.Nullable;

/// Assayer cannot start; the message says why and what was expected.
public final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1;

    CannotStart(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
