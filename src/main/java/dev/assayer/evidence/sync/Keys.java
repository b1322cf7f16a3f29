package dev.assayer.evidence.sync;

import dev.assayer.evidence.Access;
import java.util.Optional;

/// The keys that the user's environment holds. A key never reaches a message or a log.
@FunctionalInterface
public interface Keys {

    /// No keys at all.
    Keys NONE = variable -> Optional.empty();

    /// The key in an environment variable; empty where it is not set.
    Optional<String> find(String variable);

    /// Why a source cannot be asked for want of a key, and where to get one; empty where it can.
    default Optional<String> missing(Access access) {
        return access instanceof Access.Key key && key.required() && find(key.variable()).isEmpty()
                ? Optional.of(key.variable() + " is not set; " + key.where())
                : Optional.empty();
    }
}
