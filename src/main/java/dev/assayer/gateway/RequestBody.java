package dev.assayer.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
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

    /// @param request a request of which nothing was read
    /// @param most the longest body in bytes
    /// @param whole called with the body, once it is there
    /// @param tooLarge called instead, as soon as the body is known to be too long
    static void gather(
            HttpServerRequest request, int most, Consumer<Buffer> whole, Runnable tooLarge) {
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && announced.length() >= 8 && Long.parseLong(announced) > most) {
            tooLarge.run();
            return;
        }
        var body = new RequestBody(most, whole, tooLarge);
        request.handler(body::piece);
        request.endHandler(_ -> body.end());
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
