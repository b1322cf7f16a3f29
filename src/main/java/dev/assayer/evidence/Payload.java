package dev.assayer.evidence;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;

/// The bytes of one file of a source, as they came; immutable as long as nobody writes into
/// [#content()].
public final class Payload {

    private final String name;
    private final byte[] content;
    private final Optional<LocalDate> published;
    private final LocalDate fetched;
    private final boolean isMissing;

    /// @param name file name, or the last part of the URL
    /// @param content the bytes; not copied
    /// @param published when the content last changed, where its surroundings say so (`SOURCE.txt`,
    ///   `Last-Modified`)
    /// @param fetched when the bytes were had
    public Payload(String name, byte[] content, Optional<LocalDate> published, LocalDate fetched) {
        this(name, content, published, fetched, false);
    }

    private Payload(
            String name,
            byte[] content,
            Optional<LocalDate> published,
            LocalDate fetched,
            boolean isMissing) {
        this.name = name;
        this.content = content;
        this.published = published;
        this.fetched = fetched;
        this.isMissing = isMissing;
    }

    /// Stands for a part of a source that could not be had this time, and that its source does
    /// without: what it said last counts on, see [Feed#ofPart]. No reader is given it.
    ///
    /// @param part as its source calls it
    public static Payload missing(String part) {
        return new Payload(part, new byte[0], Optional.empty(), LocalDate.EPOCH, true);
    }

    /// Whether it stands for what could not be had.
    public boolean isMissing() {
        return isMissing;
    }

    public String name() {
        return name;
    }

    public byte[] content() {
        return content;
    }

    public Optional<LocalDate> published() {
        return published;
    }

    public LocalDate fetched() {
        return fetched;
    }

    /// The same bytes under another name.
    public Payload named(String other) {
        return new Payload(other, content, published, fetched);
    }

    /// One file out of this archive.
    public Payload with(String path, String text) {
        return new Payload(path, text.getBytes(StandardCharsets.UTF_8), published, fetched);
    }

    /// The content as UTF-8, without a byte order mark; malformed bytes become U+FFFD.
    public String text() {
        String text = new String(content, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    @Override
    public String toString() {
        return name + ", " + content.length + " bytes";
    }
}
