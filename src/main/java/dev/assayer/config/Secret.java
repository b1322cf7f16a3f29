package dev.assayer.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A value that must not be seen: an API key or the value of a header. Its text form is a mask, so
/// it can stand in a record without leaking into a log. Immutable.
public final class Secret {

    private static final String MASK = "****";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /// A secret that can travel in an HTTP header; white space around it, such as a copied line
    /// end, is dropped.
    ///
    /// @throws IllegalArgumentException with a sentence that does not show the value, if it is
    ///   empty or holds anything but printable ASCII
    public static Secret of(String value) {
        String stripped = value.strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException("expected: a value that is not empty");
        }
        for (int i = 0; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            if (c < ' ' || c > '~') {
                throw new IllegalArgumentException(
                        "expected: printable ASCII only, but character %d of %d is U+%04X; was it copied in full?"
                                .formatted(i + 1, stripped.length(), (int) c));
            }
        }
        return new Secret(stripped);
    }

    /// A secret that is sent as a bearer token: as [#of(String)], and without blanks.
    ///
    /// @throws IllegalArgumentException with a sentence that does not show the value
    public static Secret key(String value) {
        Secret secret = of(value);
        if (secret.value.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new IllegalArgumentException("expected: the key alone, without 'Bearer'");
        }
        if (secret.value.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("expected: a key without blanks");
        }
        return secret;
    }

    /// The value itself, for the wire and nothing else.
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8),
                        that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
