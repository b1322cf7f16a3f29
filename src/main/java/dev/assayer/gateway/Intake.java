package dev.assayer.gateway;

import dev.assayer.gateway.openai.ApiError;
import dev.assayer.gateway.openai.InvalidRequest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets requests in as long as no more than `server.limits.concurrent-requests` are under way on
/// all event loops together, and gathers their bodies, each within a deadline. One per event loop
/// and handler, confined to it.
final class Intake {

    /// Does what a request asks for.
    @FunctionalInterface
    interface Work {
        /// @param permit to be released when the request is over
        /// @throws InvalidRequest which is answered, and the permit released
        void accept(HttpServerRequest http, Buffer body, Permit permit);
    }

    /// How long a body may take; the total deadline if that is shorter. nginx gives every pause
    /// within a body as much (`client_body_timeout`).
    private static final Duration BODY_DEADLINE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final GatewayParts parts;
    private final Work work;
    private final long bodyNanos;

    /// In the order of their deadlines.
    private final SequencedSet<RequestBody> gathering = new LinkedHashSet<>();

    private boolean isTimerSet;

    Intake(GatewayParts parts, Work work) {
        this.parts = parts;
        this.work = work;
        this.bodyNanos = Math.min(BODY_DEADLINE.toNanos(), parts.settings().totalDeadlineNanos());
    }

    /// Takes a request of which nothing was read.
    void take(HttpServerRequest http) {
        RequestLimits limits = parts.settings().limits();
        Permit permit = Permit.take(parts.underWay(), limits.concurrent());
        if (permit == null) {
            Responses.send(http.response(), overloaded(limits.concurrent()));
            return;
        }
        var gathered = new Gathering(http, permit, limits.bodyBytes());
        gathering.add(gathered.body);
        gathered.body.gather(http);
        if (!gathering.isEmpty() && !isTimerSet) {
            setTimer(bodyNanos);
        }
    }

    private static ApiError overloaded(int most) {
        return new ApiError(
                503,
                "overloaded",
                null,
                "As many requests are under way as allowed: "
                        + most
                        + " (server.limits.concurrent-requests); retry in a moment.");
    }

    // --- bodies that do not come

    /// One timer for the oldest body instead of one for each: under load, one in a minute.
    private void setTimer(long nanos) {
        isTimerSet = true;
        Vertx vertx = Objects.requireNonNull(Vertx.currentContext(), "off the event loop").owner();
        vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(nanos) + 1, _ -> look());
    }

    private void look() {
        isTimerSet = false;
        long now = System.nanoTime();
        while (!gathering.isEmpty()) {
            RequestBody oldest = gathering.getFirst();
            if (oldest.nanosLeft(now) > 0) {
                setTimer(oldest.nanosLeft(now));
                return;
            }
            oldest.giveUp();
        }
    }

    // --- ends

    private final class Gathering {

        private final HttpServerRequest http;
        private final Permit permit;
        private final int most;
        private final RequestBody body;

        Gathering(HttpServerRequest http, Permit permit, int most) {
            this.http = http;
            this.permit = permit;
            this.most = most;
            this.body = new RequestBody(most, System.nanoTime() + bodyNanos, this::onEnd);
        }

        private void onEnd(RequestBody.End how) {
            gathering.remove(body);
            switch (how) {
                case RequestBody.End.Whole whole -> pass(whole.body());
                case RequestBody.End.TooLarge _ -> {
                    permit.release();
                    refuseRest(
                            new ApiError(
                                    413,
                                    "body_too_large",
                                    null,
                                    "The body is longer than "
                                            + most
                                            + " bytes (server.limits.body-size)."));
                }
                case RequestBody.End.Late _ -> {
                    permit.release();
                    refuseRest(
                            new ApiError(
                                    408,
                                    "request_timeout",
                                    null,
                                    "The body was not there within "
                                            + Duration.ofNanos(bodyNanos).toMillis()
                                            + " ms; send the request again."));
                    if (http.version() != HttpVersion.HTTP_2) {
                        http.connection().close();
                    }
                }
                case RequestBody.End.ClientGone _ -> permit.release();
            }
        }

        /// Answers without reading the rest of the body: the connection cannot be used again.
        private void refuseRest(ApiError error) {
            if (http.version() != HttpVersion.HTTP_2) {
                http.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            Responses.send(http.response(), error);
        }

        private void pass(Buffer whole) {
            try {
                work.accept(http, whole, permit);
            } catch (InvalidRequest e) {
                permit.release();
                Responses.send(http.response(), e.error());
            } catch (RuntimeException e) {
                // The outermost frame: the caller must not wait for ever, nor its place be lost.
                LOG.error("path={} cannot be answered", http.path(), e);
                permit.release();
                Responses.send(
                        http.response(),
                        new ApiError(
                                500,
                                "internal_error",
                                null,
                                "The request cannot be answered; Assayer's log says why."));
            }
        }
    }
}
