package dev.assayer.ledger;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The records handed in and not yet written, in order. It is bounded by their number and by the
/// size of the request texts among them, and a record counts until it is
/// [settled][#settled(Collection)], not just until it is taken: so the bound covers the batch being
/// written too. Any thread may offer, without blocking; one thread takes.
final class RecordQueue {

    private final int capacity;
    private final int textCapacity;
    private final Queue<LedgerRecord> records = new ConcurrentLinkedQueue<>();
    private final AtomicInteger depth = new AtomicInteger();
    private final AtomicLong waitingTextChars = new AtomicLong();

    /// Both bounds are inclusive.
    ///
    /// @param capacity in records
    /// @param textCapacity in characters of request texts
    RecordQueue(int capacity, int textCapacity) {
        this.capacity = capacity;
        this.textCapacity = textCapacity;
    }

    /// Appends the record, unless the queue is full.
    ///
    /// @return the number of records that wait now, this one included; 0 if it was refused
    int offer(LedgerRecord record) {
        int waiting = depth.incrementAndGet();
        if (waiting > capacity) {
            depth.decrementAndGet();
            return 0;
        }
        int chars = textChars(record);
        if (chars > 0 && waitingTextChars.addAndGet(chars) > textCapacity) {
            waitingTextChars.addAndGet(-chars);
            depth.decrementAndGet();
            return 0;
        }
        records.offer(record);
        return waiting;
    }

    /// Moves the oldest records to the end of `batch` until that holds `limit` records or
    /// `textCapacity / 4` characters.
    void take(Collection<LedgerRecord> batch, int limit) {
        long chars = 0;
        while (batch.size() < limit && chars <= textCapacity / 4) {
            LedgerRecord next = records.poll();
            if (next == null) {
                return;
            }
            batch.add(next);
            chars += textChars(next);
        }
    }

    /// Says that records taken are written or given up.
    void settled(Collection<LedgerRecord> taken) {
        long chars = 0;
        for (LedgerRecord record : taken) {
            chars += textChars(record);
        }
        waitingTextChars.addAndGet(-chars);
        depth.addAndGet(-taken.size());
    }

    /// Records offered and not yet settled.
    int depth() {
        return depth.get();
    }

    /// A view of the records not yet taken, oldest first.
    Iterable<LedgerRecord> untaken() {
        return records;
    }

    private static int textChars(LedgerRecord record) {
        return record instanceof LedgerRecord.Text text ? text.body().length() : 0;
    }
}
