package dev.assayer.routing.features;

/// The dense features of a text: its length, its punctuation, its script. All are between 0 and
/// about 2.
final class Shape {

    /// How many there are.
    static final int COUNT = 22;

    private Shape() {}

    /// Measures a text.
    ///
    /// @param text the part that is looked at
    /// @param wholeLength length of all of it in characters
    /// @param words how many words the part has
    /// @param into receives [#COUNT] values; the first is always 1
    static void measure(String text, int wholeLength, int words, float[] into) {
        int length = text.length();
        int digits = 0;
        int lines = 0;
        int capitals = 0;
        int questions = 0;
        int braces = 0;
        int operators = 0;
        int quotes = 0;
        int exclamations = 0;
        int glyphs = 0;
        int kana = 0;
        int cyrillic = 0;
        int accents = 0;
        int fences = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> digits++;
                case '\n' -> lines++;
                case '?', '\uFF1F' -> questions++;
                case '!', '\uFF01' -> exclamations++;
                case '{', '}', '[', ']', '<', '>', ';', '_', '\\', '|', '#' -> braces++;
                case '`' -> fences++;
                case '+', '*', '/', '^', '=', '%', '$' -> operators++;
                case '"', '\u201C', '\u300C', '\u00AB' -> quotes++;
                default -> {
                    if (c >= 'A' && c <= 'Z') {
                        capitals++;
                    } else if (c >= 0x80) {
                        if (c >= 0x3040 && c < 0x3100) {
                            kana++;
                        } else if (c >= 0x2E80) {
                            glyphs++;
                        } else if (c >= 0x400 && c < 0x530) {
                            cyrillic++;
                        } else {
                            accents++;
                        }
                    }
                }
            }
        }
        double size = Math.max(1, length);
        char last = length == 0 ? ' ' : text.charAt(length - 1);
        int at = 0;
        into[at++] = 1;
        into[at++] = (float) (Math.log1p(wholeLength) / 5);
        into[at++] = words <= 2 ? 1 : 0;
        into[at++] = words > 2 && words <= 6 ? 1 : 0;
        into[at++] = words > 6 && words <= 15 ? 1 : 0;
        into[at++] = words > 60 ? 1 : 0;
        into[at++] = last == '?' || last == '\uFF1F' ? 1 : 0;
        into[at++] = questions > 0 && last != '?' ? 1 : 0;
        into[at++] = share(digits, size);
        into[at++] = digits > 0 ? 1 : 0;
        into[at++] = (float) Math.min(1.5, Math.log1p(lines) / 2);
        into[at++] = share(capitals, size);
        into[at++] = share(braces, size);
        into[at++] = share(operators, size);
        into[at++] = quotes > 1 ? 1 : 0;
        into[at++] = exclamations > 0 ? 1 : 0;
        into[at++] = fences > 0 ? 1 : 0;
        into[at++] = kana > 0 ? 1 : 0;
        into[at++] = glyphs > 0 && kana == 0 ? 1 : 0;
        into[at++] = cyrillic > 0 ? 1 : 0;
        into[at++] = accents > 0 ? 1 : 0;
        into[at] = braces + fences > 3 ? 1 : 0;
    }

    private static float share(int count, double size) {
        return (float) Math.min(1.5, 3 * Math.sqrt(count / size));
    }
}
