package dev.assayer.catalog;

import java.util.Set;

/// What a model or an offer takes and can do.
///
/// @param contextTokens input and output together, in tokens; 0 when unknown
/// @param outputTokens longest answer, in tokens; 0 when unknown
/// @param capabilities what it is known to have; absence means "not known to have"
public record Limits(int contextTokens, int outputTokens, Set<Capability> capabilities) {

    public static final Limits UNKNOWN = new Limits(0, 0, Set.of());

    public Limits {
        if (contextTokens < 0 || outputTokens < 0) {
            throw new IllegalArgumentException(
                    "limits: "
                            + contextTokens
                            + ", "
                            + outputTokens
                            + " (expected: 0 or more tokens)");
        }
        capabilities = Set.copyOf(capabilities);
    }

    public boolean has(Capability capability) {
        return capabilities.contains(capability);
    }
}
