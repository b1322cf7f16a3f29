package dev.assayer.provider;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The wait that a provider asks for: `retry-after-ms`, or `retry-after` in seconds; a day at most.
/// Dates, which no LLM provider sends, and anything else are ignored.
final class RetryAfter {

    private static final double MOST_MILLIS = Duration.ofDays(1).toMillis();

    /// Narrower than what Java reads as a number, and short enough to be cheap.
    private static final Pattern NUMBER =
            Pattern.compile("[0-9]{1,18}(\\.[0-9]{0,18})?(e[0-9]{1,2})?");

    private RetryAfter() {}

    static Optional<Duration> of(MultiMap headers) {
        return number(headers.get("retry-after-ms"))
                .or(() -> number(headers.get("retry-after")).map(seconds -> seconds * 1_000))
                .map(millis -> Duration.ofMillis(Math.round(Math.min(millis, MOST_MILLIS))));
    }

    private static Optional<Double> number(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(String::strip)
                .filter(stripped -> NUMBER.matcher(stripped).matches())
                .map(Double::valueOf);
    }
}
