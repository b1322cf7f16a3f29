package dev.assayer.gateway;

import dev.assayer.gateway.openai.ApiError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gathers a request's body up to a limit. A body in one piece, the usual case, is not copied.
final class RequestBody {

    private final int most;
    private final Consumer<Buffer> whole;
    private final Runnable tooLarge;
    private @Nullable Buffer gathered;
    private boolean isOver;

    private RequestBody(int most, Consumer<Buffer> whole, Runnable tooLarge) {
        this.most = most;
        this.whole = whole;
        this.tooLarge = tooLarge;
    }

    /// A caller that waits for the word to go on (`Expect: 100-continue`) gets it, unless its body
    /// would be too long.
    ///
    /// @param request a request of which nothing was read
    /// @param most the longest body in bytes
    /// @param whole called with the body, once it is there
    /// @param tooLarge called instead, as soon as the body is known to be too long
    static void gather(
            HttpServerRequest request, int most, Consumer<Buffer> whole, Runnable tooLarge) {
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && isMore(announced, most)) {
            tooLarge.run();
            return;
        }
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            request.response().writeContinue();
        }
        var body = new RequestBody(most, whole, tooLarge);
        request.handler(body::piece);
        request.endHandler(_ -> body.end());
    }

    /// Answers a body that is too long. The rest of it is not read: the connection cannot be used
    /// again.
    static void refuse(HttpServerRequest request, int most) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        Responses.send(
                request.response(),
                new ApiError(
                        413,
                        "body_too_large",
                        null,
                        "The body is longer than " + most + " bytes (server.limits.body-size)."));
    }

    private static boolean isMore(String announced, int most) {
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
            isOver = true;
            gathered = null;
            tooLarge.run();
        } else if (before == null) {
            gathered = piece;
        } else {
            gathered = before.appendBuffer(piece);
        }
    }

    private void end() {
        if (!isOver) {
            Buffer all = gathered;
            whole.accept(all == null ? Buffer.buffer() : all);
        }
    }
}
