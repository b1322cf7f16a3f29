package dev.assayer.provider.openai;

import dev.assayer.provider.TokenUsage;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Follows one stream of server-sent events as it passes: cuts it at event boundaries, remembers
/// the reported usage, takes out the extra usage event that the caller did not ask for, and knows
/// whether the stream ended as it should. Bytes of events that are passed on are never changed, and
/// nothing depends on how the stream arrives in pieces. Confined to one event loop.
///
/// Keys are searched for in the bytes, because most events hold nothing of interest: inside a
/// string their quotes would be escaped. Only an event that may matter is parsed. The search runs
/// on a Latin-1 string, where one byte is one character, because Java searches strings with vector
/// instructions.
public final class EventStream {

    private static final String USAGE = "\"usage\"";
    private static final String ERROR = "\"error\"";
    private static final String DONE = "[DONE]";
    private static final String FINISH = "\"finish_reason\"";
    private static final byte[] NONE = {};

    private final boolean hideUsage;
    private final int mostEventBytes;

    /// The beginning of an event whose end has not arrived: `pending[0, pendingLength)`.
    private byte[] pending = NONE;

    private int pendingLength;
    private @Nullable TokenUsage usage;
    private boolean hasData;
    private boolean isDone;
    private boolean isFinished;
    private boolean hasFailed;
    private @Nullable String said;

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
        byte[] bytes;
        int before = pendingLength;
        int length = before + chunk.length();
        if (before == 0) {
            bytes = chunk.getBytes();
        } else {
            // Grows by doubling, so that an event in many pieces is not copied once per piece.
            bytes =
                    length <= pending.length
                            ? pending
                            : Arrays.copyOf(pending, Math.max(length, 2 * pending.length));
            chunk.getBytes(bytes, before);
        }
        int end = lastBoundary(bytes, Math.max(1, before), length);
        if (end == 0) {
            end = emptyLines(bytes, length);
        }
        if (length - end > mostEventBytes) {
            throw new EventTooLong(length - end);
        }
        pending = end == 0 ? bytes : end == length ? NONE : Arrays.copyOfRange(bytes, end, length);
        pendingLength = length - end;
        if (end == 0) {
            return Buffer.buffer();
        }
        String text = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        if (!hasData) {
            hasData = (text.startsWith("data:") || text.contains("\ndata:")) && text.contains("{");
        }
        if (hasValue(text, USAGE) || hasValue(text, ERROR) || text.contains(DONE)) {
            return eventByEvent(bytes, text);
        }
        noteFinish(text);
        return before == 0 && end == length ? chunk : Buffer.buffer(end).appendBytes(bytes, 0, end);
    }

    /// The provider closed: gives what is still to be passed on, which is a last `[DONE]` that
    /// lacks its empty line. Any other event that never ended stays behind.
    public Buffer close() {
        byte[] rest = Arrays.copyOf(pending, pendingLength);
        if (EventData.isDone(rest, 0, rest.length)) {
            isDone = true;
        } else if (Json.skipBlanks(rest, 0, rest.length) < rest.length) {
            return Buffer.buffer();
        }
        pendingLength = 0;
        return Buffer.buffer(rest);
    }

    /// Whether any event of an answer has passed: comments, which some providers send while they
    /// wait for a model, are none, and neither is `[DONE]`.
    public boolean hasData() {
        return hasData;
    }

    /// Whether the provider reported an error inside the stream.
    public boolean hasFailed() {
        return hasFailed;
    }

    /// What the provider said about its error, fit to be passed on.
    public Optional<String> said() {
        return Optional.ofNullable(said);
    }

    /// Whether the stream has come to its proper end: `[DONE]`, or a finish reason where the
    /// provider sends no `[DONE]`; no error, and no piece of an event behind it.
    public boolean isComplete() {
        return (isDone || isFinished) && !hasFailed && pendingLength == 0;
    }

    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    private Buffer eventByEvent(byte[] bytes, String all) {
        Buffer out = Buffer.buffer(all.length());
        int start = 0;
        while (start < all.length()) {
            if (bytes[start] == '\n' || bytes[start] == '\r') {
                // One empty line more than needed: of no event.
                out.appendByte(bytes[start++]);
                continue;
            }
            int next = nextBoundary(bytes, start, all.length());
            String text = all.substring(start, next);
            noteFinish(text);
            boolean extra = false;
            if (hasValue(text, USAGE) || hasValue(text, ERROR)) {
                NotableEvent event = NotableEvent.read(bytes, start, next);
                if (event.usage() != null) {
                    usage = event.usage();
                }
                extra = hideUsage && event.isExtraUsage();
                if (event.isError()) {
                    hasFailed = true;
                    said = ErrorBody.message(EventData.of(bytes, start, next)).orElse(null);
                    // Whatever stands behind it, [DONE] above all, would make it look finished.
                    return out.appendBytes(bytes, start, next - start);
                }
            }
            isDone |= text.contains(DONE) && EventData.isDone(bytes, start, next);
            if (!extra) {
                out.appendBytes(bytes, start, next - start);
            }
            start = next;
        }
        return out;
    }

    /// Whether a key has any value but `null`, which some providers send with every event.
    private static boolean hasValue(String text, String key) {
        int at = text.indexOf(key);
        while (at >= 0) {
            int colon = skipBlanks(text, at + key.length());
            int value = skipBlanks(text, colon + 1);
            if (charAt(text, colon) == ':' && charAt(text, value) != 'n') {
                return true;
            }
            at = text.indexOf(key, at + key.length());
        }
        return false;
    }

    /// Notes a finish reason: a string, and not the empty one that some providers send with every
    /// event before the last.
    private void noteFinish(String text) {
        int at = isFinished ? -1 : text.indexOf(FINISH);
        while (at >= 0) {
            int colon = skipBlanks(text, at + FINISH.length());
            int value = skipBlanks(text, colon + 1);
            if (charAt(text, colon) == ':'
                    && charAt(text, value) == '"'
                    && charAt(text, value + 1) != '"') {
                isFinished = true;
                return;
            }
            at = text.indexOf(FINISH, at + FINISH.length());
        }
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /// 0 behind the end.
    private static char charAt(String text, int at) {
        return at < text.length() ? text.charAt(at) : 0;
    }

    /// The end of the last whole event: behind an empty line. 0 if there is none that ends at
    /// `from` or later.
    private static int lastBoundary(byte[] bytes, int from, int length) {
        for (int i = length - 1; i >= from; i--) {
            if (isBoundary(bytes, i)) {
                return i + 1;
            }
        }
        return 0;
    }

    /// The end of the empty lines at the beginning, which belong to no event.
    private static int emptyLines(byte[] bytes, int length) {
        int at = 0;
        while (at < length) {
            if (bytes[at] == '\n') {
                at++;
            } else if (bytes[at] == '\r' && at + 1 < length && bytes[at + 1] == '\n') {
                at += 2;
            } else {
                break;
            }
        }
        return at;
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
