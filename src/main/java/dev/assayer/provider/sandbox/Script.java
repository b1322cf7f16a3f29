package dev.assayer.provider.sandbox;

import java.time.Duration;
import java.util.OptionalInt;

/// What a sandbox provider does with one request.
public sealed interface Script {

    /// Answers with the canned text.
    ///
    /// @param firstByte time to the first byte
    /// @param tokensPerSecond pace behind it; a stream goes at most at 1,000
    record Answer(Duration firstByte, int tokensPerSecond) implements Script {

        public Answer {
            if (firstByte.isNegative() || tokensPerSecond < 1) {
                throw new IllegalArgumentException(
                        "sandbox pace: "
                                + firstByte
                                + ", "
                                + tokensPerSecond
                                + " tokens per second (expected: 0 or more, 1 or more)");
            }
        }
    }

    /// Answers with an error status and an OpenAI error body.
    ///
    /// @param retryAfterSeconds value of the `retry-after` header
    record Status(int status, OptionalInt retryAfterSeconds) implements Script {}

    /// Accepts the request and never answers.
    record Silence() implements Script {}

    /// Closes the connection without an answer.
    record Hangup() implements Script {}

    /// Answers 200 with a page of HTML.
    record Html() implements Script {}

    /// Announces a whole answer, sends half of it and closes the connection.
    record HalfBody() implements Script {}

    /// Streams some events, then closes the connection.
    record CutStream(int events) implements Script {}

    /// Streams some events, then ends the stream properly but without a finish reason and without
    /// `[DONE]`.
    record EndedStream(int events) implements Script {}

    /// Streams some events, then sends nothing more and keeps the connection.
    record StalledStream(int events) implements Script {}

    /// Answers at once with these bytes.
    record Bytes(int status, String contentType, String body) implements Script {}
}
