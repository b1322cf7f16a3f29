package dev.assayer.ledger;

import dev.assayer.ledger.LedgerRecord.Basis;
import dev.assayer.ledger.LedgerRecord.Decided;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The bases handed in and not yet written. They have no share in the queue's bound, because a
/// decision without its bases cannot be made again: each is kept until it is written, once however
/// often it was handed in. Only when the store fails for long and they outgrow their room, those go
/// that no waiting decision names and a newer one of their kind has followed. Any thread may offer;
/// everything else is the writer's.
final class UnwrittenBases {

    private final int capacity;
    private final Queue<Basis> offered = new ConcurrentLinkedQueue<>();
    private final Map<String, Basis> byHash = new LinkedHashMap<>();

    /// Starts empty.
    ///
    /// @param capacity in characters of content
    UnwrittenBases(int capacity) {
        this.capacity = capacity;
    }

    void offer(Basis basis) {
        offered.offer(basis);
    }

    /// Everything offered so far and not yet written, oldest first.
    List<Basis> all() {
        for (Basis basis = offered.poll(); basis != null; basis = offered.poll()) {
            byHash.putIfAbsent(basis.hash(), basis);
        }
        return List.copyOf(byHash.values());
    }

    void written(Collection<Basis> bases) {
        bases.forEach(basis -> byHash.remove(basis.hash()));
    }

    /// Gives up the oldest that nothing needs until the others fit their room.
    ///
    /// @param waiting the records not yet written
    /// @return how many were given up
    int shrink(Iterable<LedgerRecord> waiting) {
        List<Basis> all = all();
        long chars = all.stream().mapToLong(basis -> basis.content().length()).sum();
        if (chars <= capacity) {
            return 0;
        }
        Set<String> needed = needed(all, waiting);
        int before = byHash.size();
        for (Iterator<Basis> oldest = byHash.values().iterator();
                chars > capacity && oldest.hasNext(); ) {
            Basis basis = oldest.next();
            if (!needed.contains(basis.hash())) {
                oldest.remove();
                chars -= basis.content().length();
            }
        }
        return before - byHash.size();
    }

    private static Set<String> needed(List<Basis> all, Iterable<LedgerRecord> waiting) {
        var newest = new HashMap<String, String>();
        all.forEach(basis -> newest.put(basis.kind(), basis.hash()));
        var needed = new HashSet<>(newest.values());
        for (LedgerRecord record : waiting) {
            if (record instanceof Decided decided) {
                needed.add(decided.tableHash());
                needed.add(decided.healthHash());
            }
        }
        return needed;
    }
}
