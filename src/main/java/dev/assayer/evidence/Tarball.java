package dev.assayer.evidence;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/// The text files inside a gzipped tar archive, read in memory: POSIX ustar headers, with the long
/// names of GNU tar and pax, which is what `git archive` writes.
///
/// @param files text by name, in the order of names
/// @param date newest time of modification; `git archive` writes that of the commit
public record Tarball(SortedMap<String, String> files, LocalDate date) {

    private static final int BLOCK = 512;
    private static final int LARGEST_ENTRY = 4 << 20;
    private static final long LARGEST_TOTAL = 256L << 20;

    /// Reads the files whose names end so, by name.
    ///
    /// @throws UnexpectedContent if the archive is damaged, or larger unpacked than 256 MB
    public static Tarball read(Payload archive, String suffix) {
        var files = new TreeMap<String, String>();
        try (var in =
                new DataInputStream(
                        new GZIPInputStream(
                                new ByteArrayInputStream(archive.content()), 1 << 16))) {
            byte[] header = new byte[BLOCK];
            String longName = "";
            long total = 0;
            long newest = 0;
            while (true) {
                in.readFully(header);
                if (header[0] == 0) {
                    return new Tarball(
                            files,
                            LocalDate.ofInstant(Instant.ofEpochSecond(newest), ZoneOffset.UTC));
                }
                int size = (int) Math.min(octal(archive, header, 124, 12), Integer.MAX_VALUE);
                total += size;
                if (size < 0 || size > LARGEST_ENTRY || total > LARGEST_TOTAL) {
                    throw new UnexpectedContent(
                            archive.name(), size + " bytes", "entries up to 4 MB, 256 MB in all");
                }
                byte[] content = new byte[size];
                in.readFully(content);
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
                char type = (char) header[156];
                if (type == 'L') {
                    longName = field(content, 0, content.length);
                } else if (type == 'x') {
                    longName = paxPath(new String(content, StandardCharsets.UTF_8));
                } else {
                    String name = longName.isEmpty() ? name(header) : longName;
                    longName = "";
                    newest = Math.max(newest, octal(archive, header, 136, 12));
                    if ((type == '0' || type == 0) && name.endsWith(suffix)) {
                        files.put(name, new String(content, StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (IOException e) {
            throw new UnexpectedContent(
                    archive.name(), String.valueOf(e.getMessage()), "a whole .tar.gz archive");
        }
    }

    private static String name(byte[] header) {
        String prefix = field(header, 345, 155);
        String name = field(header, 0, 100);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String field(byte[] bytes, int offset, int length) {
        int end = offset;
        while (end < offset + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, offset, end - offset, StandardCharsets.UTF_8);
    }

    private static long octal(Payload archive, byte[] header, int offset, int length) {
        String digits = field(header, offset, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new UnexpectedContent(archive.name() + ": header", digits, "an octal number");
        }
    }

    /// The `path` of a pax header, whose records are `length key=value` lines; empty if it has
    /// none.
    private static String paxPath(String records) {
        return records.lines()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .filter(record -> record.startsWith("path="))
                .map(record -> record.substring("path=".length()))
                .findFirst()
                .orElse("");
    }
}
