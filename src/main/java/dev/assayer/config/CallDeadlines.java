package dev.assayer.config;

import java.time.Duration;

/// How long each part of a call to a provider may take.
///
/// @param connect to a connection, name look-up and TLS included
/// @param firstByte from the request's last byte to the answer's first; without streaming that is
///   the whole answer
/// @param idle between two pieces of an answer
/// @param total for the whole request, all attempts together
public record CallDeadlines(Duration connect, Duration firstByte, Duration idle, Duration total) {

    static final Range<Duration> ANY = new Range<>(Duration.ofMillis(1), Duration.ofHours(24));

    /// Connect and total are those of the official OpenAI clients (openai-python: 5 s and 600 s);
    /// idle is nginx's `proxy_read_timeout`; first byte is our choice: a long answer that is not
    /// streamed takes about two minutes.
    public static final CallDeadlines DEFAULT =
            new CallDeadlines(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(10));

    public CallDeadlines {
        ANY.require("connect", connect);
        ANY.require("first-byte", firstByte);
        ANY.require("idle", idle);
        ANY.require("total", total);
        if (total.compareTo(connect) < 0
                || total.compareTo(firstByte) < 0
                || total.compareTo(idle) < 0) {
            throw new IllegalArgumentException(
                    "total: "
                            + DurationFormat.format(total)
                            + " (expected: no less than connect, first-byte and idle)");
        }
    }
}
