package dev.assayer.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes, written `64KB` or `16MB`: units are powers of 1024.
///
/// @param bytes 0 or more
public record ByteSize(long bytes) implements Comparable<ByteSize> {

    /// How a size is written, in words.
    static final String FORM = "a whole number with its unit, such as 64KB or 16MB";

    private static final Pattern TEXT =
            Pattern.compile("(\\d{1,12}) ?(B|KB|MB|GB)", Pattern.CASE_INSENSITIVE);

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("size: " + bytes + " (expected: 0 or more bytes)");
        }
    }

    public static ByteSize kilobytes(long count) {
        return new ByteSize(Math.multiplyExact(count, 1L << 10));
    }

    public static ByteSize megabytes(long count) {
        return new ByteSize(Math.multiplyExact(count, 1L << 20));
    }

    /// Reads `512B`, `64KB`, `16MB` or `1GB`, in any case.
    ///
    /// @throws IllegalArgumentException for anything else, a number without unit included
    public static ByteSize parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("size: '" + text + "' (expected: " + FORM + ")");
        }
        int shift =
                switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
                    case "KB" -> 10;
                    case "MB" -> 20;
                    case "GB" -> 30;
                    default -> 0;
                };
        long count = Long.parseLong(matcher.group(1));
        if (count > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException(
                    "size: '" + text + "' (expected: less than 8388608TB)");
        }
        return new ByteSize(count << shift);
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /// The shortest text that [#parse(String)] reads back.
    @Override
    public String toString() {
        if (bytes > 0 && bytes % (1L << 30) == 0) {
            return (bytes >> 30) + "GB";
        }
        if (bytes > 0 && bytes % (1L << 20) == 0) {
            return (bytes >> 20) + "MB";
        }
        if (bytes > 0 && bytes % (1L << 10) == 0) {
            return (bytes >> 10) + "KB";
        }
        return bytes + "B";
    }
}
