package dev.assayer.evidence.sync;

import java.util.Set;

/// Which sources to ask, and how.
///
/// @param sources ids of the sources; empty for all
/// @param force whether to read what has not changed, and to put everything together anew
public record SyncOrder(Set<String> sources, boolean force) {

    /// Every source, where something has changed.
    public static final SyncOrder ALL = new SyncOrder(Set.of(), false);

    public SyncOrder {
        sources = Set.copyOf(sources);
    }
}
