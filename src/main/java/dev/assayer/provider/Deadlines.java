package dev.assayer.provider;

import java.time.Duration;

/// How long each part of an upstream call may take.
///
/// @param connect to a connection, name look-up and TLS included
/// @param firstByte from the request's last byte to the answer's first; for an answer that is not
///   streamed this is the time the model takes
/// @param idle between two pieces of an answer
/// @param total for the whole request, all attempts together
public record Deadlines(Duration connect, Duration firstByte, Duration idle, Duration total) {

    public static final Deadlines DEFAULT =
            new Deadlines(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(120),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(10));

    public Deadlines {
        for (Duration each : new Duration[] {connect, firstByte, idle, total}) {
            if (each.isNegative() || each.isZero()) {
                throw new IllegalArgumentException(
                        "deadline: " + each + " (expected: more than zero)");
            }
        }
    }
}
