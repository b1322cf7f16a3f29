package dev.assayer.provider;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A caller's side that writes down what reaches it. Written on the event loop, read by tests.
final class RecordingSink implements AnswerSink {

    /// What was called, in order: `whole 200`, `rejected 400`, `open`, `events`, `end`, `broken`.
    final List<String> calls = new CopyOnWriteArrayList<>();

    private final Buffer body = Buffer.buffer();

    /// How often it still says that it is full.
    volatile int full;

    volatile @Nullable Runnable resume;

    synchronized String text() {
        return body.toString();
    }

    synchronized int length() {
        return body.length();
    }

    private synchronized void append(Buffer more) {
        body.appendBuffer(more);
    }

    @Override
    public void whole(int status, MultiMap headers, Buffer whole) {
        append(whole);
        calls.add("whole " + status);
    }

    @Override
    public void rejected(int status, MultiMap headers, Buffer whole, Optional<String> reason) {
        append(whole);
        calls.add("rejected " + status);
    }

    @Override
    public void open(MultiMap headers) {
        calls.add("open");
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one event loop writes
    public boolean events(Buffer events) {
        append(events);
        calls.add("events");
        if (full > 0) {
            full--;
            return false;
        }
        return true;
    }

    @Override
    public void onDrain(Runnable whenDrained) {
        resume = whenDrained;
    }

    @Override
    public void end() {
        calls.add("end");
    }

    @Override
    public void broken(Outcome outcome) {
        calls.add("broken");
    }
}
