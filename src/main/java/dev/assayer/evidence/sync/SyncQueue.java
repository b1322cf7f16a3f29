package dev.assayer.evidence.sync;

import dev.assayer.evidence.sync.SyncTicket.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out syncs one after the other on a thread of its own: those that are ordered, and by
/// itself those of sources whose time has come. Remembers how the last ones went.
///
/// Thread-safe. [#start()] once; [#close()] interrupts what is under way. An order like one that is
/// still waiting joins it.
public final class SyncQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SyncQueue.class);

    /// How many syncs are remembered.
    static final int KEPT = 100;

    private static final Duration LONGEST_NAP = Duration.ofMinutes(1);

    /// Carries out one sync.
    public interface Work {

        /// @param progress told of each source as it is done
        SyncReport run(SyncOrder order, Consumer<Visit> progress);
    }

    /// Sources whose time has come.
    ///
    /// @param sources their ids; empty for none
    /// @param next when to look again
    public record Due(Set<String> sources, Instant next) {

        public Due {
            sources = Set.copyOf(sources);
        }

        /// Nothing, ever.
        public static final Due NEVER = new Due(Set.of(), Instant.MAX);
    }

    private final Work work;
    private final Supplier<Due> due;
    private final InstantSource clock;
    private final Deque<Entry> waiting = new ArrayDeque<>(); // guarded by this
    private final Map<String, Entry> known = new LinkedHashMap<>(); // guarded by this
    private @Nullable Thread thread;
    private boolean isClosed; // guarded by this
    private long count; // guarded by this

    /// @param due says which sources' time has come; asked on the queue's thread
    public SyncQueue(Work work, Supplier<Due> due, InstantSource clock) {
        this.work = work;
        this.due = due;
        this.clock = clock;
    }

    /// Begins to work.
    public void start() {
        thread = Thread.ofPlatform().name("evidence").daemon().start(this::loop);
    }

    /// Orders a sync.
    public synchronized SyncTicket submit(SyncOrder order) {
        for (Entry entry : waiting) {
            if (entry.order.equals(order)) {
                return entry.ticket();
            }
        }
        Entry entry = entry(order);
        waiting.add(entry);
        notifyAll();
        return entry.ticket();
    }

    private synchronized Entry entry(SyncOrder order) {
        var entry = new Entry("sync-" + clock.millis() + "-" + ++count, order, clock.instant());
        known.put(entry.id, entry);
        if (known.size() > KEPT) {
            known.values().stream()
                    .filter(one -> one.ticket().isOver())
                    .findFirst()
                    .ifPresent(one -> known.remove(one.id));
        }
        return entry;
    }

    /// A sync that was ordered here, as it stands now.
    public synchronized Optional<SyncTicket> find(String id) {
        return Optional.ofNullable(known.get(id)).map(Entry::ticket);
    }

    /// Those remembered, newest first.
    public synchronized List<SyncTicket> recent() {
        return new ArrayList<>(known.values()).reversed().stream().map(Entry::ticket).toList();
    }

    /// Done when that sync is over; at once if it is not known.
    public synchronized CompletableFuture<Void> over(String id) {
        Entry entry = known.get(id);
        return entry == null ? CompletableFuture.completedFuture(null) : entry.over.copy();
    }

    private void loop() {
        while (!isClosed() && !Thread.currentThread().isInterrupted()) {
            try {
                Optional<Entry> next = next();
                if (next.isPresent()) {
                    run(next.get());
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // The thread's outermost frame: evidence stays as it is, and is looked after again.
                LOG.error("evidence cannot be looked after", e);
                nap(LONGEST_NAP);
            }
        }
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }

    private void nap(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// The next sync, waiting for one for a while.
    private Optional<Entry> next() throws InterruptedException {
        Optional<Entry> ordered = ordered();
        if (ordered.isPresent()) {
            return ordered;
        }
        Due now = due.get();
        if (!now.sources().isEmpty()) {
            return Optional.of(entry(new SyncOrder(now.sources())));
        }
        Duration nap =
                now.next().isAfter(clock.instant().plus(LONGEST_NAP))
                        ? LONGEST_NAP
                        : Duration.between(clock.instant(), now.next());
        awaitOrder(Math.max(1, nap.toMillis()));
        return ordered();
    }

    private synchronized Optional<Entry> ordered() {
        return Optional.ofNullable(waiting.poll());
    }

    @SuppressWarnings("WaitNotInLoop") // waking without an order costs one look
    private synchronized void awaitOrder(long millis) throws InterruptedException {
        if (waiting.isEmpty() && !isClosed) {
            wait(millis);
        }
    }

    private void run(Entry entry) {
        entry.is(new State.Running());
        try {
            SyncReport report = work.run(entry.order, entry::visited);
            entry.is(new State.Done(clock.instant(), report));
        } catch (RuntimeException e) {
            LOG.warn("sync={} broke off: {}", entry.id, e.toString());
            entry.is(new State.Broken(clock.instant(), String.valueOf(e.getMessage())));
        } finally {
            entry.over.complete(null);
        }
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            isClosed = true;
            running = thread;
            waiting.forEach(entry -> entry.over.complete(null));
            waiting.clear();
        }
        if (running != null) {
            running.interrupt();
        }
    }

    /// One sync, while it changes.
    private static final class Entry {

        private final String id;
        private final SyncOrder order;
        private final Instant ordered;
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private final List<Visit> visits = new ArrayList<>(); // guarded by this
        private State state = new State.Waiting(); // guarded by this

        Entry(String id, SyncOrder order, Instant ordered) {
            this.id = id;
            this.order = order;
            this.ordered = ordered;
        }

        synchronized void is(State now) {
            state = now;
        }

        synchronized void visited(Visit visit) {
            visits.add(visit);
        }

        synchronized SyncTicket ticket() {
            return new SyncTicket(id, order, ordered, state, visits);
        }
    }
}
