package dev.assayer.evidence;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/// The bytes of one file of a source, as they came.
///
/// @param name file name, or the last part of the URL
/// @param content the bytes; not copied, so nobody may change them
/// @param published when the content last changed, where its surroundings say so (`SOURCE.txt`, `Last-Modified`)
/// @param fetched when the bytes were had
public record Payload(
        String name, byte[] content, Optional<LocalDate> published, LocalDate fetched) {

    /// The content as UTF-8, without a byte order mark; malformed bytes become U+FFFD.
    public String text() {
        String text = new String(content, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload
                && name.equals(payload.name)
                && Arrays.equals(content, payload.content)
                && published.equals(payload.published)
                && fetched.equals(payload.fetched);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "Payload[" + name + ", " + content.length + " bytes]";
    }
}
