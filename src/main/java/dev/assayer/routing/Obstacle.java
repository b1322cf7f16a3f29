package dev.assayer.routing;

import dev.assayer.catalog.Capability;

/// Why an offer cannot take a request, whatever its merits.
public sealed interface Obstacle {

    /// It is not known to be able to do what the request needs.
    record Missing(Capability capability) implements Obstacle {}

    /// The input and the longest answer do not fit.
    record ContextTooSmall(int contextTokens, long neededTokens) implements Obstacle {}

    /// The constraint's stable word: `tools`, `images`, ..., or `context`.
    default String constraint() {
        return switch (this) {
            case Missing missing -> missing.capability().word();
            case ContextTooSmall _ -> "context";
        };
    }

    /// For people.
    default String sentence() {
        return switch (this) {
            case Missing missing -> "is not known to support " + missing.capability().word();
            case ContextTooSmall context ->
                    "takes "
                            + context.contextTokens()
                            + " tokens where about "
                            + context.neededTokens()
                            + " are needed";
        };
    }
}
