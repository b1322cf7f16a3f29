package dev.assayer.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A request's body, gathered up to a limit. A body in one piece, the usual case, is not copied.
/// Confined to one event loop.
final class RequestBody {

    /// How a body ended.
    sealed interface End {

        /// It is there.
        record Whole(Buffer body) implements End {}

        /// It is known to be longer than allowed.
        record TooLarge() implements End {}

        /// It was not there in time.
        record Late() implements End {}

        /// The caller left before it was there.
        record ClientGone() implements End {}
    }

    private final int most;
    private final long untilNanos;
    private final Consumer<End> onEnd;
    private @Nullable Buffer gathered;
    private boolean isOver;

    /// @param most the longest body in bytes
    /// @param untilNanos when it has to be there, by [System#nanoTime()]
    /// @param onEnd called once
    RequestBody(int most, long untilNanos, Consumer<End> onEnd) {
        this.most = most;
        this.untilNanos = untilNanos;
        this.onEnd = onEnd;
    }

    /// Starts to gather. A caller that waits for the word to go on (`Expect: 100-continue`) gets
    /// it, unless its body would be too long.
    ///
    /// @param request a request of which nothing was read
    void gather(HttpServerRequest request) {
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && isMore(announced)) {
            over(new End.TooLarge());
            return;
        }
        request.handler(this::piece);
        request.endHandler(_ -> {
            Buffer all = gathered;
            over(new End.Whole(all == null ? Buffer.buffer() : all));
        });
        request.exceptionHandler(_ -> over(new End.ClientGone()));
        request.response().closeHandler(_ -> over(new End.ClientGone()));
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            request.response().writeContinue();
        }
    }

    /// Nanoseconds that are left for it; none or fewer when it is late.
    long nanosLeft(long now) {
        return untilNanos - now;
    }

    /// Waits no longer.
    void giveUp() {
        over(new End.Late());
    }

    private boolean isMore(String announced) {
        try {
            return Long.parseLong(announced) > most;
        } catch (NumberFormatException e) {
            // No number, or none that fits a long: what really comes is counted.
            return false;
        }
    }

    private void piece(Buffer piece) {
        Buffer before = gathered;
        if (isOver) {
            return;
        }
        if ((before == null ? 0L : before.length()) + piece.length() > most) {
            over(new End.TooLarge());
        } else if (before == null) {
            gathered = piece;
        } else {
            gathered = before.appendBuffer(piece);
        }
    }

    private void over(End how) {
        if (!isOver) {
            isOver = true;
            gathered = null;
            onEnd.accept(how);
        }
    }
}
