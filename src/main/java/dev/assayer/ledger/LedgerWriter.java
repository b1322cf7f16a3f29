package dev.assayer.ledger;

import dev.assayer.ledger.LedgerRecord.Basis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that moves records from the queue to the store, in passes: each writes all that
/// was handed in before it began, in transactions of one batch, then the thread sleeps. It is not
/// woken per record but by time, by a queue that fills, by [#awaitPass(Duration)] and by
/// [#finishBy(long)].
///
/// A batch that the store refuses stays in the writer's hands and is tried again; one that the
/// store can never take is written record by record, so that a single bad record costs only itself.
final class LedgerWriter implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

    private final LedgerStore store;
    private final RecordQueue queue;
    private final UnwrittenBases bases;
    private final Drops drops;
    private final InstantSource clock;
    private final LongSupplier ticker;
    private final Pace pace;

    // The writer's own.
    private final ArrayDeque<LedgerRecord> pending = new ArrayDeque<>();
    private final Seldom warnOfTrouble;
    private final Seldom warnOfDrops;
    private final Seldom warnOfRejects;
    private long troubleSince;
    private long dropsTold;

    // Written by the writer, read by anyone.
    private final AtomicLong written = new AtomicLong();
    private volatile long lastWriteMillis;
    private volatile long completeSince;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile @Nullable Thread self;

    // Written by close().
    private volatile boolean finishing;
    private volatile long deadline;

    private final ReentrantLock passLock = new ReentrantLock();
    private final Condition passEnded = passLock.newCondition();
    private long passBegun; // guarded by passLock
    private long passComplete; // guarded by passLock
    private boolean finished; // guarded by passLock

    LedgerWriter(
            LedgerStore store,
            RecordQueue queue,
            UnwrittenBases bases,
            Drops drops,
            InstantSource clock,
            LongSupplier ticker,
            Pace pace) {
        this.store = store;
        this.queue = queue;
        this.bases = bases;
        this.drops = drops;
        this.clock = clock;
        this.ticker = ticker;
        this.pace = pace;
        this.completeSince = ticker.getAsLong();
        this.warnOfTrouble = new Seldom(pace.reportEvery());
        this.warnOfDrops = new Seldom(pace.reportEvery());
        this.warnOfRejects = new Seldom(pace.reportEvery());
    }

    @Override
    public void run() {
        self = Thread.currentThread();
        Duration retry = pace.firstRetry();
        while (true) {
            // Read before the pass: what was handed in before close() is then in the pass.
            boolean last = finishing;
            boolean complete = pass();
            reportDrops();
            if (last && (complete || ticker.getAsLong() - deadline >= 0)) {
                break;
            }
            if (complete) {
                retry = pace.firstRetry();
                park(queue.depth() < pace.highWater() ? pace.interval() : Duration.ZERO);
            } else {
                park(last ? pace.firstRetry() : retry);
                retry = shorter(retry.multipliedBy(2), pace.longestRetry());
            }
        }
        giveUp();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void park(Duration time) {
        LockSupport.parkNanos(this, time.toNanos());
        // Nobody has a reason to interrupt this thread; a stray interrupt must not make every later
        // wait return at once.
        Thread.interrupted();
    }

    /// Writes all that was handed in before.
    ///
    /// @return whether it is written, or dropped; else the store refused and the pass must be
    ///   repeated
    private boolean pass() {
        long began = ticker.getAsLong();
        long pass = beginPass();
        try {
            writeDue();
        } catch (LedgerUnavailable e) {
            refused(e);
            return false;
        } catch (Throwable e) { // the thread's outermost loop
            LOG.error("ledger: the writer failed and goes on", e);
            return false;
        }
        accepted();
        completeSince = began;
        endPass(pass);
        return true;
    }

    private void writeDue() {
        int due = queue.depth();
        do {
            queue.take(pending, pace.batch());
            // After the records: a basis was handed in before the decisions that name it, so it is
            // seen here.
            List<Basis> first = bases.all();
            if (pending.isEmpty() && first.isEmpty()) {
                return;
            }
            due -= pending.size();
            write(first);
        } while (due > 0);
    }

    private void write(List<Basis> first) {
        var batch = new ArrayList<LedgerRecord>(first.size() + pending.size());
        batch.addAll(first);
        batch.addAll(pending);
        try {
            store.append(batch);
        } catch (LedgerUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            writeEach(first);
            return;
        }
        wrote(batch.size());
        bases.written(first);
        queue.settled(pending);
        pending.clear();
    }

    private void writeEach(List<Basis> first) {
        for (Basis basis : first) {
            writeOne(basis);
            bases.written(List.of(basis));
        }
        while (!pending.isEmpty()) {
            writeOne(pending.getFirst());
            queue.settled(List.of(pending.removeFirst()));
        }
    }

    private void writeOne(LedgerRecord record) {
        try {
            store.append(List.of(record));
            wrote(1);
        } catch (LedgerUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            drops.add(DropReason.REJECTED, 1);
            if (warnOfRejects.mayNow(ticker.getAsLong())) {
                LOG.warn(
                        "ledger: the store rejects a record and it is dropped: {}",
                        record.getClass().getSimpleName(),
                        e);
            }
        }
    }

    private void wrote(int records) {
        written.addAndGet(records);
        lastWriteMillis = clock.millis();
    }

    private void refused(LedgerUnavailable e) {
        long now = ticker.getAsLong();
        if (trouble.isEmpty()) {
            troubleSince = now;
        }
        trouble = Optional.of(String.valueOf(e.getMessage()));
        if (warnOfTrouble.mayNow(now)) {
            LOG.warn(
                    "ledger cannot be written, records wait: {} waiting={} capacity={}",
                    e.getMessage(),
                    queue.depth(),
                    pace.capacity());
        }
        var waiting = new ArrayList<LedgerRecord>(pending);
        queue.untaken().forEach(waiting::add);
        drops.add(DropReason.STORE_UNAVAILABLE, bases.shrink(waiting));
    }

    private void accepted() {
        if (trouble.isPresent()) {
            trouble = Optional.empty();
            LOG.info(
                    "ledger is written again seconds={} dropped={}",
                    Duration.ofNanos(ticker.getAsLong() - troubleSince).toSeconds(),
                    drops.of(DropReason.STORE_UNAVAILABLE));
        }
    }

    private void reportDrops() {
        long dropped = drops.total();
        if (dropped > dropsTold && warnOfDrops.mayNow(ticker.getAsLong())) {
            LOG.warn(
                    "ledger drops records: new={} since the start: {}", dropped - dropsTold, drops);
            dropsTold = dropped;
        }
    }

    /// After the last pass: whatever the store did not take is dropped.
    private void giveUp() {
        queue.take(pending, Integer.MAX_VALUE);
        List<Basis> left = bases.all();
        int lost = pending.size() + left.size();
        drops.add(DropReason.STORE_UNAVAILABLE, lost);
        queue.settled(pending);
        pending.clear();
        bases.written(left);
        if (lost > 0) {
            LOG.warn("ledger closed with records unwritten: lost={} {}", lost, trouble.orElse(""));
        }
        passLock.lock();
        try {
            finished = true;
            passEnded.signalAll();
        } finally {
            passLock.unlock();
        }
    }

    private long beginPass() {
        passLock.lock();
        try {
            return ++passBegun;
        } finally {
            passLock.unlock();
        }
    }

    private void endPass(long pass) {
        passLock.lock();
        try {
            passComplete = pass;
            passEnded.signalAll();
        } finally {
            passLock.unlock();
        }
    }

    /// Waits for the end of a pass that begins after this call.
    ///
    /// @return false if `limit` passed first, the thread was interrupted or the writer has ended
    ///   with records unwritten
    boolean awaitPass(Duration limit) {
        passLock.lock();
        try {
            long wanted = passBegun + 1;
            long nanos = limit.toNanos();
            wake();
            while (passComplete < wanted && !finished && nanos > 0) {
                nanos = passEnded.awaitNanos(nanos);
            }
            return passComplete >= wanted || (finished && queue.depth() == 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            passLock.unlock();
        }
    }

    void wake() {
        LockSupport.unpark(self);
    }

    /// Lets the writer end once everything is written, or at `deadline` of the ticker.
    void finishBy(long deadline) {
        this.deadline = deadline;
        this.finishing = true;
        wake();
    }

    /// Says that close() stopped waiting for a store that neither takes nor refuses.
    void abandoned() {
        LOG.warn("ledger closed while the store was still writing waiting={}", queue.depth());
    }

    long written() {
        return written.get();
    }

    long lastWriteMillis() {
        return lastWriteMillis;
    }

    long millisSinceComplete() {
        return Math.max(0, (ticker.getAsLong() - completeSince) / 1_000_000);
    }

    Optional<String> trouble() {
        return trouble;
    }
}
