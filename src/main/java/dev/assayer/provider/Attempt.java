package dev.assayer.provider;

import dev.assayer.config.CallDeadlines;
import dev.assayer.provider.Outcome.Phase;
import dev.assayer.provider.openai.EventStream;
import dev.assayer.provider.openai.WholeAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One call to one provider, from the connection to the last byte of its answer. Ends exactly once,
/// with an [Outcome]; passes nothing on before it has seen the first whole event of a stream, or
/// all of an answer in one piece. Confined to one event loop.
public final class Attempt {

    private static final byte[] ERROR_EVENT =
            "data: {\"error\"".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_ERROR_BYTES = 1 << 20;

    private final Call call;
    private final CallDeadlines deadlines;
    private final AnswerLimits limits;
    private final DeadlineWatch watch;
    private final AnswerSink sink;
    private final Consumer<Attempt> done;
    private final long startedNanos = System.nanoTime();

    /// Where it stands in the watch's list; -1 when it does not.
    int watchIndex = -1;

    private @Nullable HttpClientRequest request;
    private @Nullable Outcome outcome;
    private Phase phase = Phase.CONNECT;
    private long phaseSinceNanos = startedNanos;
    private long firstByteNanos;
    private long endedNanos;
    private boolean isPaused;
    private boolean isOpen;
    private long streamedBytes;
    private @Nullable Buffer whole;

    Attempt(
            Call call,
            CallDeadlines deadlines,
            AnswerLimits limits,
            DeadlineWatch watch,
            AnswerSink sink,
            Consumer<Attempt> done) {
        this.call = call;
        this.deadlines = deadlines;
        this.limits = limits;
        this.watch = watch;
        this.sink = sink;
        this.done = done;
    }

    void start(HttpClient client) {
        watch.add(this);
        client.request(call.endpoint().chatCompletions())
                .onComplete(connected -> {
                    if (connected.succeeded()) {
                        onConnected(connected.result());
                    } else {
                        end(new Outcome.Unreachable(reason(connected.cause())));
                    }
                });
    }

    /// Gives the call up because the caller left.
    public void abandon() {
        end(new Outcome.ClientGone());
    }

    /// How it ended; [Outcome.ClientGone] for one that has not.
    public Outcome outcome() {
        Outcome ended = outcome;
        return ended == null ? new Outcome.ClientGone() : ended;
    }

    /// Microseconds to the first byte of the answer's body; -1 if none came.
    public long firstByteMicros() {
        return firstByteNanos == 0 ? -1 : (firstByteNanos - startedNanos) / 1_000;
    }

    /// Microseconds to the end.
    public long totalMicros() {
        return (endedNanos - startedNanos) / 1_000;
    }

    /// Whether the provider closed the connection before it answered, as happens when it drops an
    /// idle connection at the moment of its reuse: the request may be sent once more to the same
    /// provider.
    public boolean wasDropped() {
        return outcome instanceof Outcome.Unreachable
                && firstByteNanos == 0
                && phase == Phase.FIRST_BYTE;
    }

    void checkDeadline(long now) {
        if (now - call.giveUpAtNanos() >= 0) {
            fail(new Outcome.TimedOut(Phase.TOTAL));
            return;
        }
        Duration most =
                switch (phase) {
                    case CONNECT -> deadlines.connect();
                    case FIRST_BYTE -> deadlines.firstByte();
                    case IDLE, TOTAL -> deadlines.idle();
                };
        if (!isPaused && now - phaseSinceNanos > most.toNanos()) {
            fail(new Outcome.TimedOut(phase));
        }
    }

    private void onConnected(HttpClientRequest connected) {
        if (outcome != null) {
            connected.reset();
            return;
        }
        request = connected;
        enter(Phase.FIRST_BYTE);
        connected
                .send(call.body())
                .onComplete(answered -> {
                    if (answered.succeeded()) {
                        onHead(answered.result());
                    } else {
                        end(new Outcome.Unreachable(reason(answered.cause())));
                    }
                });
    }

    private void onHead(HttpClientResponse response) {
        if (outcome != null) {
            return;
        }
        int status = response.statusCode();
        boolean isAnswer = status >= 200 && status < 300;
        String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
        if (isAnswer && call.isStreamed() && type != null && type.startsWith("text/event-stream")) {
            relay(response);
        } else {
            collect(response, isAnswer ? limits.wholeBytes() : MOST_ERROR_BYTES);
        }
    }

    // --- an answer in one piece

    private void collect(HttpClientResponse response, int most) {
        response.exceptionHandler(
                cause -> end(new Outcome.Malformed("half a body (" + reason(cause) + ")")));
        response.handler(piece -> {
            noteByte();
            Buffer before = whole;
            if (before == null) {
                whole = piece;
            } else if (before.length() + piece.length() > most) {
                fail(new Outcome.Malformed("more than " + most + " bytes"));
            } else {
                whole = before.appendBuffer(piece);
            }
        });
        response.endHandler(_ -> onWhole(response));
    }

    private void onWhole(HttpClientResponse response) {
        if (outcome != null) {
            return;
        }
        Buffer collected = whole;
        Buffer body = collected == null ? Buffer.buffer() : collected;
        int status = response.statusCode();
        if (status < 200 || status >= 300) {
            Outcome failure = failure(status, response);
            if (failure instanceof Outcome.Rejected) {
                sink.rejected(status, response.headers(), body);
            }
            end(failure);
            return;
        }
        byte[] bytes = body.getBytes();
        Optional<String> flaw = WholeAnswer.flaw(bytes);
        if (flaw.isPresent()) {
            end(new Outcome.Malformed(flaw.get()));
            return;
        }
        sink.whole(status, response.headers(), body);
        end(new Outcome.Success(WholeAnswer.usage(bytes)));
    }

    private static Outcome failure(int status, HttpClientResponse response) {
        return switch (status) {
            case 401, 402, 403 -> new Outcome.Unauthorized(status);
            case 404 -> new Outcome.NotFound();
            case 429 -> new Outcome.RateLimited(RetryAfter.of(response.headers()));
            case 408, 409, 425 -> new Outcome.ServerError(status);
            default ->
                    status >= 400 && status < 500
                            ? new Outcome.Rejected(status)
                            : new Outcome.ServerError(status);
        };
    }

    // --- a stream of events

    private void relay(HttpClientResponse response) {
        var events = new EventStream(call.hideUsage(), limits.eventBytes());
        response.exceptionHandler(cause -> breakOff(reason(cause)));
        response.handler(piece -> onPiece(response, events, piece));
        response.endHandler(_ -> onStreamEnd(events));
    }

    private void onPiece(HttpClientResponse response, EventStream events, Buffer piece) {
        if (outcome != null) {
            return;
        }
        noteByte();
        enter(Phase.IDLE);
        streamedBytes += piece.length();
        if (streamedBytes > limits.streamBytes()) {
            breakOff("more than " + limits.streamBytes() + " bytes");
            return;
        }
        Buffer whole;
        try {
            whole = events.pass(piece);
        } catch (EventStream.EventTooLong e) {
            breakOff(String.valueOf(e.getMessage()));
            return;
        }
        if (whole.length() == 0) {
            return;
        }
        if (!isOpen) {
            if (isError(whole)) {
                fail(new Outcome.ServerError(500));
                return;
            }
            isOpen = true;
            sink.open(response.headers());
        }
        if (!sink.events(whole)) {
            isPaused = true;
            response.pause();
            sink.onDrain(() -> {
                isPaused = false;
                enter(Phase.IDLE);
                response.resume();
            });
        }
    }

    private static boolean isError(Buffer events) {
        if (events.length() < ERROR_EVENT.length) {
            return false;
        }
        for (int i = 0; i < ERROR_EVENT.length; i++) {
            if (events.getByte(i) != ERROR_EVENT[i]) {
                return false;
            }
        }
        return true;
    }

    private void onStreamEnd(EventStream events) {
        if (outcome != null) {
            return;
        }
        if (!isOpen) {
            end(new Outcome.Malformed("a stream without events"));
        } else if (events.isComplete()) {
            sink.end();
            end(new Outcome.Success(events.usage()));
        } else {
            breakOff("it ended without a finish reason and without [DONE]");
        }
    }

    private void breakOff(String how) {
        fail(isOpen ? new Outcome.Broken(how) : new Outcome.Unreachable(how));
    }

    // --- the end

    /// Ends the attempt while the provider may still be sending.
    private void fail(Outcome failure) {
        if (outcome != null) {
            return;
        }
        Outcome told =
                isOpen && failure instanceof Outcome.TimedOut timedOut
                        ? new Outcome.Broken(
                                timedOut.phase() == Phase.TOTAL
                                        ? "the total deadline ran out"
                                        : "nothing came for " + deadlines.idle().toSeconds() + " s")
                        : failure;
        end(told);
    }

    private void end(Outcome how) {
        if (outcome != null) {
            return;
        }
        outcome = how;
        endedNanos = System.nanoTime();
        watch.remove(this);
        HttpClientRequest open = request;
        if (open != null
                && !(how instanceof Outcome.Success)
                && !(how instanceof Outcome.Rejected)) {
            open.reset();
        }
        if (how instanceof Outcome.Broken) {
            sink.broken(how);
        }
        done.accept(this);
    }

    private void noteByte() {
        if (firstByteNanos == 0) {
            firstByteNanos = System.nanoTime();
        }
        enter(Phase.IDLE);
    }

    private void enter(Phase next) {
        phase = next;
        phaseSinceNanos = System.nanoTime();
    }

    private static String reason(Throwable cause) {
        if (cause instanceof HttpClosedException) {
            return "the connection was closed";
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
