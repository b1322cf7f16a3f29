package dev.assayer.provider;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Optional;

/// The wait that a provider asks for: `retry-after-ms`, or `retry-after` in seconds. Dates, which
/// no LLM provider sends, and anything else are ignored.
final class RetryAfter {

    private static final double MOST_SECONDS = 86_400;

    private RetryAfter() {}

    static Optional<Duration> of(MultiMap headers) {
        return number(headers.get("retry-after-ms"))
                .map(millis -> millis / 1_000)
                .or(() -> number(headers.get("retry-after")))
                .filter(seconds -> seconds >= 0 && seconds <= MOST_SECONDS)
                .map(seconds -> Duration.ofMillis(Math.round(seconds * 1_000)));
    }

    private static Optional<Double> number(@org.jspecify.annotations.Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Double.parseDouble(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
