package dev.assayer.evidence.sync;

import java.util.Set;

/// Which sources to ask, and how.
///
/// @param sources ids of the sources; empty for all
/// @param force whether to read what has not changed, and to put everything together anew
/// @param accept whether what they say counts although it has shrunk, or would not be believed as a
///   whole; single lines are still judged
public record SyncOrder(Set<String> sources, boolean force, boolean accept) {

    /// Every source, where something has changed.
    public static final SyncOrder ALL = new SyncOrder(Set.of());

    public SyncOrder {
        sources = Set.copyOf(sources);
        if (accept && sources.isEmpty()) {
            throw new IllegalArgumentException(
                    "to accept what is not believed, name the sources (expected: e.g. lmarena)");
        }
    }

    /// Those sources, where something has changed.
    public SyncOrder(Set<String> sources) {
        this(sources, false, false);
    }
}
