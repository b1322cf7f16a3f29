package dev.assayer.ledger;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// Counts the records that were not written, by reason. Thread-safe.
final class Drops {

    private final Map<DropReason, LongAdder> counts = new ConcurrentHashMap<>();

    void add(DropReason reason, long records) {
        if (records > 0) {
            counts.computeIfAbsent(reason, _ -> new LongAdder()).add(records);
        }
    }

    long of(DropReason reason) {
        LongAdder count = counts.get(reason);
        return count == null ? 0 : count.sum();
    }

    long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /// All counts, for a log: `queue_full=3 rejected=1`.
    @Override
    public String toString() {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey().word() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
