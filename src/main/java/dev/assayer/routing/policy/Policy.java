package dev.assayer.routing.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a caller wants optimised, chosen by the suffix of `auto:...`, a header or the request's
/// `assayer` object.
public enum Policy {
    QUALITY,
    BALANCED,
    ECONOMY,
    SPEED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads [#word()] back; empty for anything else.
    public static Optional<Policy> find(String word) {
        return Arrays.stream(values()).filter(policy -> policy.word().equals(word)).findFirst();
    }
}
