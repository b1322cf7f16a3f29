package dev.assayer.evidence;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Several files in one text, each behind a line `== name`, in the order of their names.
final class Sections {

    static final String MARK = "== ";

    private Sections() {}

    static String text(Map<String, String> files) {
        var text = new StringBuilder(1 << 16);
        new TreeMap<>(files)
                .forEach((name, content) ->
                        text.append(MARK).append(name).append('\n').append(content));
        return text.toString();
    }

    /// Reads [#text] back; a text without any section gives no files.
    ///
    /// @throws MalformedSnapshot if it ends inside a line
    static SortedMap<String, String> parse(String text) {
        var files = new TreeMap<String, String>();
        int start = text.startsWith(MARK) ? 0 : -1;
        while (start >= 0) {
            int line = text.indexOf('\n', start);
            if (line < 0) {
                throw new MalformedSnapshot(
                        "snapshot: ends inside a line (expected: a whole file)");
            }
            int next = text.indexOf("\n" + MARK, line);
            files.put(
                    text.substring(start + MARK.length(), line),
                    text.substring(line + 1, next < 0 ? text.length() : next + 1));
            start = next < 0 ? -1 : next + 1;
        }
        return files;
    }
}
