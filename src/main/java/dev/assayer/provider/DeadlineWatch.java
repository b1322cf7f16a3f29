package dev.assayer.provider;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/// Watches the attempts of one event loop for deadlines with one periodic look instead of a timer
/// per request: a request costs two list operations, and a deadline is noticed at most
/// [#PERIOD_MILLIS] late. Confined to its event loop.
public final class DeadlineWatch {

    static final long PERIOD_MILLIS = 50;

    private final List<Attempt> running = new ArrayList<>();

    /// Starts to watch; must be called on the event loop that will run the attempts.
    public static DeadlineWatch start(Vertx vertx) {
        var watch = new DeadlineWatch();
        vertx.setPeriodic(PERIOD_MILLIS, _ -> watch.look(System.nanoTime()));
        return watch;
    }

    private void look(long now) {
        // Backwards, because an attempt that ends removes itself by moving the last one into its
        // place.
        for (int i = running.size() - 1; i >= 0; i--) {
            if (i < running.size()) {
                running.get(i).checkDeadline(now);
            }
        }
    }

    void add(Attempt attempt) {
        attempt.watchIndex = running.size();
        running.add(attempt);
    }

    void remove(Attempt attempt) {
        int index = attempt.watchIndex;
        if (index < 0) {
            return;
        }
        attempt.watchIndex = -1;
        Attempt last = running.removeLast();
        if (last != attempt) {
            running.set(index, last);
            last.watchIndex = index;
        }
    }
}
