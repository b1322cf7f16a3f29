package dev.assayer.ledger;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The ledger as requests see it: a bounded queue in front of a [LedgerStore], written behind by
/// one thread.
///
/// At most as many records wait as the queue holds, and while the store works none waits much
/// longer than the interval of writing, so that is what a killed process loses. When the store
/// fails, records wait and writing is tried again; once the queue is full, further records are
/// dropped and counted. [LedgerRecord.Basis] is exempt from the bound, since later decisions are
/// worthless without it.
///
/// Thread-safe. [#start()] once, [#close(Duration)] once; records may be handed in before the start
/// and wait for it.
public final class Ledger {

    private final RecordQueue queue;
    private final UnwrittenBases bases;
    private final Drops drops = new Drops();
    private final LedgerWriter writer;
    private final LongSupplier ticker;
    private final int highWater;

    /// How long close() still waits when its limit has passed and the writer is about to give up.
    private static final Duration GRACE = Duration.ofMillis(500);

    private volatile boolean closed;
    private @Nullable Thread thread;

    /// A ledger at rest.
    ///
    /// @param store where records go; closed by whoever opened it, after this ledger
    /// @param clock for the time of the last write
    /// @param ticker nanoseconds of a monotonic clock, as [System#nanoTime()]
    public Ledger(LedgerStore store, InstantSource clock, LongSupplier ticker) {
        this(store, clock, ticker, Pace.USUAL);
    }

    /// A ledger at rest that holds back another number of records, or looks at them at another
    /// interval.
    ///
    /// @param capacity most records that wait; further ones are dropped and counted
    /// @param interval longest wait before waiting records are written
    public Ledger(
            LedgerStore store,
            InstantSource clock,
            LongSupplier ticker,
            int capacity,
            Duration interval) {
        this(store, clock, ticker, Pace.USUAL.with(capacity, interval));
    }

    Ledger(LedgerStore store, InstantSource clock, LongSupplier ticker, Pace pace) {
        this.queue = new RecordQueue(pace.capacity(), pace.chars());
        this.bases = new UnwrittenBases(pace.chars());
        this.writer = new LedgerWriter(store, queue, bases, drops, clock, ticker, pace);
        this.ticker = ticker;
        this.highWater = pace.highWater();
    }

    /// Starts the writer.
    ///
    /// @throws IllegalStateException if it was started before
    public synchronized void start() {
        if (thread != null) {
            throw new IllegalStateException("ledger: started twice");
        }
        thread = Thread.ofPlatform().name("ledger-writer").daemon().start(writer);
    }

    /// Hands in a record. Never blocks, never throws, and costs an event loop some 100 ns: the
    /// record is written later, or dropped and counted. A basis must be handed in before the first
    /// decision that names it.
    public void record(LedgerRecord record) {
        if (closed) {
            drops.add(DropReason.CLOSED, 1);
        } else if (record instanceof LedgerRecord.Basis basis) {
            bases.offer(basis);
        } else {
            int waiting = queue.offer(record);
            if (waiting == 0) {
                drops.add(
                        writer.trouble().isPresent()
                                ? DropReason.STORE_UNAVAILABLE
                                : DropReason.QUEUE_FULL,
                        1);
            } else if (waiting == highWater) {
                writer.wake();
            }
        }
    }

    /// Waits until everything handed in before this call is written or dropped; it blocks, so never
    /// call it on an event loop.
    ///
    /// @return false if `limit` passed first, or the thread was interrupted
    public boolean flush(Duration limit) {
        return writer.awaitPass(limit);
    }

    /// Takes no further records, writes those that wait and stops the writer. What the store does
    /// not take within `limit` is dropped and counted. A second call does nothing.
    public synchronized void close(Duration limit) {
        closed = true;
        Thread running = thread;
        if (running == null) {
            return;
        }
        writer.finishBy(ticker.getAsLong() + limit.toNanos());
        try {
            if (!running.join(limit.plus(GRACE))) {
                writer.abandoned();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Records handed in and not yet written, at most as many as the queue holds; bases do not
    /// count.
    public int depth() {
        return queue.depth();
    }

    /// Records written since the start.
    public long written() {
        return writer.written();
    }

    /// Records dropped since the start.
    public long dropped() {
        return drops.total();
    }

    public long dropped(DropReason reason) {
        return drops.of(reason);
    }

    /// Epoch milliseconds at which the store last took records; 0 if it never did.
    public long lastWriteMillis() {
        return writer.lastWriteMillis();
    }

    /// How far the store is behind, in milliseconds: no record that still waits was handed in
    /// longer ago; 0 if none waits.
    public long lagMillis() {
        return queue.depth() == 0 ? 0 : writer.millisSinceComplete();
    }

    /// Why the store does not take records now, and what helps; empty while it does.
    public Optional<String> trouble() {
        return writer.trouble();
    }
}
