package dev.assayer.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The variables of one `.env` file, and what is malformed in it.
///
/// The format has no standard; this takes what shells, Docker Compose and the dotenv libraries for
/// Node, Python and Ruby agree on: `NAME=value`, `export ` before it, blanks around `=`, comments
/// after `#` (in an unquoted value only where a blank precedes), 'single quotes' for literal text,
/// "double quotes" with the escapes `\n \r \t \" \\ \$`, both possibly over several lines.
/// Variables inside values are not expanded. Of two lines for one name the later counts.
///
/// (dotenv-java reads it too, but it stops at the first malformed line, tells its text, hence the
/// key in it, instead of its number, does not know `export`, and cuts an unquoted value at any
/// `#`.)
///
/// @param entries in the order of the file
/// @param problems one for each malformed line; they name lines, never values
record DotEnv(List<Entry> entries, List<Problem> problems) {

    /// One variable.
    ///
    /// @param value its text; may be a secret
    record Entry(String name, String value, Origin.Line origin) {
        @Override
        public String toString() {
            return name + " (" + origin + ")";
        }
    }

    private static final Pattern START =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*=[ \\t]*(.*)");
    private static final Pattern NOTHING = Pattern.compile("\\s*(#.*)?");
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");

    DotEnv {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /// A file that is not there.
    static DotEnv none() {
        return new DotEnv(List.of(), List.of());
    }

    /// Reads the file's text, however its lines end.
    static DotEnv parse(Path file, String text) {
        return new Reader(file, text.lines().toList()).read();
    }

    /// One pass over the lines; a quoted value may take several.
    private static final class Reader {

        private final Path file;
        private final List<String> lines;
        private final List<Entry> entries = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();

        Reader(Path file, List<String> lines) {
            this.file = file;
            this.lines = lines;
        }

        DotEnv read() {
            int next = 0;
            while (next < lines.size()) {
                next += take(next);
            }
            return new DotEnv(entries, problems);
        }

        /// Takes the entry that starts at an index; the result is how many lines it had.
        private int take(int index) {
            String line = lines.get(index);
            if (NOTHING.matcher(line).matches()) {
                return 1;
            }
            Matcher start = START.matcher(line);
            if (!start.matches()) {
                problem(index, "", "(expected: NAME=value, a comment or an empty line)");
                return 1;
            }
            String name = start.group(1);
            String rest = start.group(2);
            if (!rest.startsWith("'") && !rest.startsWith("\"")) {
                add(name, COMMENT.matcher(rest).replaceFirst("").strip(), index);
                return 1;
            }
            return quoted(name, rest, index);
        }

        private int quoted(String name, String rest, int index) {
            char quote = rest.charAt(0);
            var value = new StringBuilder();
            String line = rest.substring(1);
            for (int i = index; ; ) {
                int end = appendUpTo(quote, line, value);
                if (end >= 0) {
                    if (NOTHING.matcher(line.substring(end + 1)).matches()) {
                        add(name, value.toString(), index);
                    } else {
                        problem(
                                i,
                                name,
                                "has text behind its closing quote (expected: nothing or a comment)");
                    }
                    return i - index + 1;
                }
                i++;
                if (i == lines.size()) {
                    problem(
                            index,
                            name,
                            "opens a quote that is never closed (expected: " + quote + ")");
                    return 1;
                }
                value.append('\n');
                line = lines.get(i);
            }
        }

        /// Appends the text before the closing quote; the result is the quote's index, or -1 if the
        /// line has none.
        private static int appendUpTo(char quote, String line, StringBuilder value) {
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == quote) {
                    return i;
                }
                if (c == '\\' && quote == '"' && i + 1 < line.length()) {
                    i++;
                    appendEscaped(line.charAt(i), value);
                } else {
                    value.append(c);
                }
            }
            return -1;
        }

        private static void appendEscaped(char c, StringBuilder value) {
            switch (c) {
                case 'n' -> value.append('\n');
                case 'r' -> value.append('\r');
                case 't' -> value.append('\t');
                case '"', '\\', '$' -> value.append(c);
                default -> value.append('\\').append(c);
            }
        }

        private void add(String name, String value, int index) {
            entries.add(new Entry(name, value, line(index)));
        }

        private void problem(int index, String name, String complaint) {
            problems.add(Problem.of(line(index), name, complaint));
        }

        private Origin.Line line(int index) {
            return new Origin.Line(file, index + 1);
        }
    }
}
