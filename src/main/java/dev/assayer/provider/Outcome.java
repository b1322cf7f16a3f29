package dev.assayer.provider;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// How an attempt ended.
public sealed interface Outcome {

    /// What was being waited for.
    enum Phase {
        CONNECT,
        FIRST_BYTE,
        IDLE,
        TOTAL
    }

    /// A whole answer was passed on.
    record Success(Optional<TokenUsage> usage) implements Outcome {}

    /// The provider refused the request as such; its own error was passed on.
    record Rejected(int status) implements Outcome {}

    /// 429.
    record RateLimited(Optional<Duration> retryAfter) implements Outcome {

        /// The wait in whole seconds, rounded up, at least one: who comes back early is limited
        /// again.
        public Optional<Long> retryAfterSeconds() {
            return retryAfter.map(wait -> Math.max(1, wait.plusMillis(999).toSeconds()));
        }
    }

    /// 401, 402 or 403: the key is wrong, out of money, or not allowed.
    record Unauthorized(int status) implements Outcome {}

    /// 404: the provider does not have that model, or that path.
    record NotFound() implements Outcome {}

    /// 5xx, 408, 409, 425, or a redirect; 500 for an error that came under a status of success.
    record ServerError(int status) implements Outcome {}

    /// No connection, or one that was lost before the answer began.
    record Unreachable(String reason) implements Outcome {}

    record TimedOut(Phase phase) implements Outcome {}

    /// An answer that is none: HTML, half a body, no JSON, no stream, too long.
    record Malformed(String what) implements Outcome {}

    /// The answer broke off after its first byte had been passed on.
    record Broken(String how) implements Outcome {}

    /// The caller left; the call was given up.
    record ClientGone() implements Outcome {}

    /// The stable word for ledgers, metrics and error codes.
    default String word() {
        return switch (this) {
            case Success _ -> "success";
            case Rejected _ -> "provider_rejected";
            case RateLimited _ -> "provider_rate_limited";
            case Unauthorized _ -> "provider_unauthorized";
            case NotFound _ -> "provider_model_not_found";
            case ServerError _ -> "provider_error";
            case Unreachable _ -> "provider_unreachable";
            case TimedOut _ -> "provider_timeout";
            case Malformed _ -> "provider_malformed_answer";
            case Broken _ -> "provider_stream_broken";
            case ClientGone _ -> "client_gone";
        };
    }

    /// Whether another offer may be asked: nothing reached the caller, and another provider might
    /// do better.
    default boolean mayFallBack() {
        return switch (this) {
            case RateLimited _,
                    Unauthorized _,
                    NotFound _,
                    ServerError _,
                    Unreachable _,
                    TimedOut _,
                    Malformed _ ->
                    true;
            case Success _, Rejected _, Broken _, ClientGone _ -> false;
        };
    }

    /// Whether the provider, rather than the caller, is to blame.
    default boolean isFault() {
        return switch (this) {
            case Success _, Rejected _, ClientGone _ -> false;
            case RateLimited _,
                    Unauthorized _,
                    NotFound _,
                    ServerError _,
                    Unreachable _,
                    TimedOut _,
                    Malformed _,
                    Broken _ ->
                    true;
        };
    }

    /// The provider's HTTP status, where the outcome follows from one.
    default OptionalInt providerStatus() {
        return switch (this) {
            case Rejected rejected -> OptionalInt.of(rejected.status());
            case RateLimited _ -> OptionalInt.of(429);
            case Unauthorized unauthorized -> OptionalInt.of(unauthorized.status());
            case NotFound _ -> OptionalInt.of(404);
            case ServerError error -> OptionalInt.of(error.status());
            case Success _ -> OptionalInt.of(200);
            case Unreachable _, TimedOut _, Malformed _, Broken _, ClientGone _ ->
                    OptionalInt.empty();
        };
    }

    /// What happened, for people: a clause that continues "provider x ...".
    default String clause() {
        return switch (this) {
            case Success _ -> "answered";
            case Rejected rejected -> "refused the request with status " + rejected.status();
            case RateLimited limited ->
                    "is limiting the rate of requests (429)"
                            + limited.retryAfterSeconds()
                                    .map(seconds -> ", retry after " + seconds + " s")
                                    .orElse("");
            case Unauthorized unauthorized ->
                    "does not accept the key (" + unauthorized.status() + ")";
            case NotFound _ -> "does not have this model (404)";
            case ServerError error -> "failed with status " + error.status();
            case Unreachable unreachable -> "cannot be reached: " + unreachable.reason();
            case TimedOut timedOut ->
                    switch (timedOut.phase()) {
                        case CONNECT -> "did not accept a connection in time";
                        case FIRST_BYTE -> "did not begin to answer in time";
                        case IDLE -> "stopped in the middle of its answer";
                        case TOTAL -> "did not finish within the total deadline";
                    };
            case Malformed malformed -> "sent no usable answer: " + malformed.what();
            case Broken broken -> "broke off in the middle of its answer: " + broken.how();
            case ClientGone _ -> "was given up because the caller left";
        };
    }
}
