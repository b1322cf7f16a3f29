package dev.assayer.evidence.sync;

import java.util.Optional;

/// The keys that the user's environment holds. A key never reaches a message or a log.
@FunctionalInterface
public interface Keys {

    /// No keys at all.
    Keys NONE = variable -> Optional.empty();

    /// The key in an environment variable; empty where it is not set.
    Optional<String> find(String variable);
}
