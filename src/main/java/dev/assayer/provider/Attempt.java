package dev.assayer.provider;

import dev.assayer.config.CallDeadlines;
import dev.assayer.config.DurationFormat;
import dev.assayer.provider.Outcome.Phase;
import dev.assayer.provider.openai.ErrorBody;
import dev.assayer.provider.openai.EventStream;
import dev.assayer.provider.openai.WholeAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One call to one provider, from the connection to the last byte of its answer. Ends exactly once,
/// with an [Outcome]; passes nothing on before it has seen the first whole event of a stream, or
/// all of an answer in one piece. Confined to one event loop.
public final class Attempt {

    private static final int MOST_ERROR_BYTES = 1 << 20;
    private static final String EVENT_STREAM = "text/event-stream";

    /// What a provider's failure counts as that it reports under a status of success.
    private static final int REPORTED_ERROR = 500;

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
    private boolean isReused;
    private boolean hasHead;
    private boolean isPaused;
    private boolean isOpen;
    private long streamedBytes;

    /// What the provider said about its failure.
    private @Nullable String said;

    /// What has come of a body, or of the comments before a stream's first event.
    private @Nullable Buffer gathered;

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

    /// @param unused the client's connections that have not carried a request; the one that carries
    ///   this one is taken out
    void start(HttpClient client, Set<HttpConnection> unused) {
        watch.add(this);
        client.request(call.endpoint().chatCompletions())
                .onComplete(connected -> {
                    if (connected.succeeded()) {
                        isReused = !unused.remove(connected.result().connection());
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

    /// What the provider said about its failure, fit to be passed on; empty where it did not fail
    /// or said nothing.
    public Optional<String> said() {
        return Optional.ofNullable(said);
    }

    /// Microseconds to the first byte of the answer's body, in a stream to its first whole event;
    /// -1 if none came.
    public long firstByteMicros() {
        return firstByteNanos == 0 ? -1 : (firstByteNanos - startedNanos) / 1_000;
    }

    /// Microseconds to the end.
    public long totalMicros() {
        return (endedNanos - startedNanos) / 1_000;
    }

    /// Whether the provider closed a connection that had carried other requests before it answered,
    /// as happens when it drops an idle connection at the moment of its reuse: the request may be
    /// sent once more to the same provider. (RFC 9112, section 9.3.1, allows that where the request
    /// was likely not seen; on a new connection it was.)
    public boolean wasDropped() {
        return outcome instanceof Outcome.Unreachable
                && isReused
                && !hasHead
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
            connected.exceptionHandler(_ -> {}).reset();
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
        hasHead = true;
        int status = response.statusCode();
        boolean isAnswer = isSuccess(status);
        String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
        if (isAnswer
                && call.isStreamed()
                && type != null
                && type.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length())) {
            relay(response);
        } else {
            collect(response, isAnswer ? limits.wholeBytes() : MOST_ERROR_BYTES);
        }
    }

    private static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    // --- an answer in one piece

    private void collect(HttpClientResponse response, int most) {
        response.exceptionHandler(
                cause -> fail(withoutBody(response, "half a body (" + reason(cause) + ")")));
        response.handler(piece -> {
            if (outcome != null) {
                return;
            }
            noteByte();
            enter(Phase.IDLE);
            Buffer before = gathered;
            if ((before == null ? 0L : before.length()) + piece.length() > most) {
                fail(withoutBody(response, "more than " + most + " bytes"));
            } else {
                gathered = before == null ? piece : before.appendBuffer(piece);
            }
        });
        response.endHandler(_ -> onWhole(response));
    }

    /// What an answer means whose body cannot be had: a failure's status says enough.
    private static Outcome withoutBody(HttpClientResponse response, String flaw) {
        int status = response.statusCode();
        Outcome failure =
                isSuccess(status) ? new Outcome.Malformed(flaw) : failure(status, response);
        return failure instanceof Outcome.Rejected ? new Outcome.Malformed(flaw) : failure;
    }

    private void onWhole(HttpClientResponse response) {
        if (outcome != null) {
            return;
        }
        Buffer collected = gathered;
        Buffer body = collected == null ? Buffer.buffer() : collected;
        int status = response.statusCode();
        if (!isSuccess(status)) {
            Outcome failure = failure(status, response);
            Optional<String> message = ErrorBody.message(body.getBytes());
            said = message.orElse(null);
            if (failure instanceof Outcome.Rejected) {
                end(failure, () -> sink.rejected(status, response.headers(), body, message));
            } else {
                end(failure);
            }
            return;
        }
        byte[] bytes = body.getBytes();
        WholeAnswer answer = WholeAnswer.of(bytes);
        Optional<String> flaw = answer.flaw();
        if (answer.isError()) {
            said = ErrorBody.message(bytes).orElse(null);
            end(new Outcome.ServerError(REPORTED_ERROR));
        } else if (flaw.isPresent()) {
            end(new Outcome.Malformed(flaw.get()));
        } else if (call.isStreamed()) {
            end(new Outcome.Malformed("an answer in one piece where a stream was asked for"));
        } else {
            end(
                    new Outcome.Success(answer.usage()),
                    () -> sink.whole(status, response.headers(), body));
        }
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
        response.exceptionHandler(cause -> fail(cut(reason(cause))));
        response.handler(piece -> onPiece(response, events, piece));
        response.endHandler(_ -> onStreamEnd(response, events));
    }

    private void onPiece(HttpClientResponse response, EventStream events, Buffer piece) {
        if (outcome != null) {
            return;
        }
        enter(Phase.IDLE);
        streamedBytes += piece.length();
        if (streamedBytes > limits.streamBytes()) {
            fail(unusable("more than " + limits.streamBytes() + " bytes"));
            return;
        }
        Buffer whole;
        try {
            whole = events.pass(piece);
        } catch (EventStream.EventTooLong e) {
            fail(unusable(String.valueOf(e.getMessage())));
            return;
        }
        passOn(response, events, whole);
    }

    private void passOn(HttpClientResponse response, EventStream events, Buffer whole) {
        if (whole.length() == 0) {
            return;
        }
        Buffer next = whole;
        if (!isOpen) {
            if (events.hasFailed()) {
                said = events.said().orElse(null);
                fail(new Outcome.ServerError(REPORTED_ERROR));
                return;
            }
            Buffer held = gathered;
            next = held == null ? whole : held.appendBuffer(whole);
            if (!events.hasData()) {
                gathered = next;
                return;
            }
            gathered = null;
            noteByte();
            isOpen = true;
            sink.open(response.headers());
        }
        boolean hasRoom = sink.events(next);
        if (events.hasFailed()) {
            fail(
                    new Outcome.Broken(
                            "it reported an error"
                                    + events.said().map(words -> ": " + words).orElse("")));
        } else if (!hasRoom) {
            isPaused = true;
            response.pause();
            sink.onDrain(() -> {
                isPaused = false;
                enter(Phase.IDLE);
                response.resume();
            });
        }
    }

    private void onStreamEnd(HttpClientResponse response, EventStream events) {
        if (outcome != null) {
            return;
        }
        passOn(response, events, events.close());
        if (outcome != null) {
            return;
        }
        if (!isOpen) {
            end(new Outcome.Malformed("a stream without events"));
        } else if (events.isComplete()) {
            end(new Outcome.Success(events.usage()), sink::end);
        } else {
            fail(cut("it ended without a finish reason and without a closing event"));
        }
    }

    /// A stream that was lost.
    private Outcome cut(String how) {
        return isOpen ? new Outcome.Broken(how) : new Outcome.Unreachable(how);
    }

    /// A stream that is not taken any further.
    private Outcome unusable(String why) {
        return isOpen ? new Outcome.Broken(why) : new Outcome.Malformed(why);
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
                                        : "nothing came for "
                                                + DurationFormat.format(deadlines.idle()))
                        : failure;
        end(told);
    }

    private void end(Outcome how) {
        end(how, how instanceof Outcome.Broken ? () -> sink.broken(how) : () -> {});
    }

    /// @param tell passes the end on to the caller's side, after the outcome was told: who has read
    ///   an answer finds its attempt. What that leads to, such as the caller's leaving once it has
    ///   its answer, changes the outcome no more
    private void end(Outcome how, Runnable tell) {
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
        try {
            done.accept(this);
        } finally {
            tell.run();
        }
    }

    private void noteByte() {
        if (firstByteNanos == 0) {
            firstByteNanos = System.nanoTime();
        }
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
