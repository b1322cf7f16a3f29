package dev.assayer.provider.openai;

import dev.assayer.provider.TokenUsage;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Follows one stream of server-sent events as it passes: cuts it at event boundaries, remembers
/// the reported usage, takes out the extra usage event that the caller did not ask for, and knows
/// whether the stream ended as it should. Bytes of events that are passed on are never changed.
/// Confined to one event loop.
public final class EventStream {

    private static final byte[] USAGE = "\"usage\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FINISH = "\"finish_reason\"".getBytes(StandardCharsets.US_ASCII);

    private final boolean hideUsage;
    private final int mostEventBytes;

    /// The beginning of an event whose end has not arrived.
    private byte @Nullable [] pending;

    private @Nullable TokenUsage usage;
    private boolean isDone;
    private boolean isFinished;

    /// @param hideUsage whether to take out the extra usage event
    /// @param mostEventBytes the longest event that is put together from pieces
    public EventStream(boolean hideUsage, int mostEventBytes) {
        this.hideUsage = hideUsage;
        this.mostEventBytes = mostEventBytes;
    }

    /// Takes what arrived and gives what may be passed on now: whole events only, possibly none.
    ///
    /// @throws EventTooLong when an event exceeds the limit
    public Buffer pass(Buffer chunk) {
        byte[] bytes = chunk.getBytes();
        byte[] before = pending;
        if (before != null) {
            byte[] joined = new byte[before.length + bytes.length];
            System.arraycopy(before, 0, joined, 0, before.length);
            System.arraycopy(bytes, 0, joined, before.length, bytes.length);
            bytes = joined;
            pending = null;
        }
        int end = lastBoundary(bytes);
        if (end < bytes.length) {
            if (bytes.length - end > mostEventBytes) {
                throw new EventTooLong(bytes.length - end);
            }
            pending = java.util.Arrays.copyOfRange(bytes, end, bytes.length);
        }
        if (end == 0) {
            return Buffer.buffer();
        }
        int special = Json.indexOf(bytes, 0, end, USAGE);
        if (special < 0) {
            note(bytes, 0, end);
            return end == chunk.length() && before == null
                    ? chunk
                    : Buffer.buffer(end).appendBytes(bytes, 0, end);
        }
        return eventByEvent(bytes, end);
    }

    /// What is left when the provider closes: the beginning of an event that never ended, or
    /// nothing.
    public boolean hasPending() {
        return pending != null;
    }

    /// Whether the stream has come to its proper end: `[DONE]`, or a finish reason where the
    /// provider sends no `[DONE]`.
    public boolean isComplete() {
        return (isDone || isFinished) && pending == null;
    }

    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    private Buffer eventByEvent(byte[] bytes, int end) {
        Buffer out = Buffer.buffer(end);
        int start = 0;
        while (start < end) {
            int next = nextBoundary(bytes, start, end);
            note(bytes, start, next);
            int at = Json.indexOf(bytes, start, next, USAGE);
            boolean extra = false;
            if (at >= 0 && !isNull(bytes, at + USAGE.length, next)) {
                UsageEvent event = UsageEvent.read(bytes, start, next);
                if (event != null) {
                    if (event.usage() != null) {
                        usage = event.usage();
                    }
                    extra = hideUsage && event.isExtra();
                }
            }
            if (!extra) {
                out.appendBytes(bytes, start, next - start);
            }
            start = next;
        }
        return out;
    }

    /// Whether the key that ends at `from` has the value `null`, as in every event of a provider
    /// that reports at last.
    private static boolean isNull(byte[] bytes, int from, int to) {
        int colon = Json.skipBlanks(bytes, from, to);
        int value = Json.skipBlanks(bytes, colon + 1, to);
        return value < to && bytes[colon] == ':' && bytes[value] == 'n';
    }

    private void note(byte[] bytes, int from, int to) {
        if (!isDone && Json.indexOf(bytes, Math.max(from, to - 64), to, DONE) >= 0) {
            isDone = true;
        }
        if (!isFinished) {
            int at = Json.indexOf(bytes, from, to, FINISH);
            while (at >= 0 && !isFinished) {
                int value = Json.skipBlanks(bytes, at + FINISH.length, to);
                if (value < to && bytes[value] == ':') {
                    value = Json.skipBlanks(bytes, value + 1, to);
                    isFinished = value < to && bytes[value] == '"';
                }
                at = Json.indexOf(bytes, at + FINISH.length, to, FINISH);
            }
        }
    }

    /// The end of the last whole event: behind an empty line. 0 if there is none.
    private static int lastBoundary(byte[] bytes) {
        for (int i = bytes.length - 1; i > 0; i--) {
            if (isBoundary(bytes, i)) {
                return i + 1;
            }
        }
        return 0;
    }

    private static int nextBoundary(byte[] bytes, int from, int end) {
        for (int i = from + 1; i < end; i++) {
            if (isBoundary(bytes, i)) {
                return i + 1;
            }
        }
        return end;
    }

    /// Whether byte i is the line feed that ends an empty line: `\n\n`, `\n\r\n` or `\r\n\r\n`.
    private static boolean isBoundary(byte[] bytes, int i) {
        return bytes[i] == '\n'
                && (bytes[i - 1] == '\n'
                        || (bytes[i - 1] == '\r' && i > 1 && bytes[i - 2] == '\n'));
    }

    /// An event longer than the limit.
    public static final class EventTooLong extends RuntimeException {
        private static final long serialVersionUID = 1;

        EventTooLong(int bytes) {
            super("an event of more than " + bytes + " bytes");
        }
    }
}
