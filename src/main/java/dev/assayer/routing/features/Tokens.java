package dev.assayer.routing.features;

/// Cuts a text into tokens and gives each a hash: words of letters, characters of scripts without
/// blanks, numbers, marks and line breaks. Reused from text to text; confined to one thread.
///
/// Letters are folded to lower case and Latin ones lose their accents; a number is known by how
/// many digits it has; up to three equal marks in a row are one token.
final class Tokens {

    /// What a token is.
    enum Kind {
        WORD,
        /// A character of a script without blanks between words, such as Chinese.
        GLYPH,
        NUMBER,
        MARK,
        LINE
    }

    private static final int LINE_HASH = 7;
    private static final int NUMBER_HASH = 100;
    private static final int MOST_DIGITS = 5;
    private static final int MOST_EQUAL = 3;
    private static final int JOIN = 65_599;
    private static final char DANDA = '\u0964';
    private static final char DOUBLE_DANDA = '\u0965';
    private static final char WIDE_BLANK = '\u3000';
    private static final char NO_BREAK = '\u00A0';

    private int count;
    private Kind[] kinds = new Kind[0];
    private int[] hashes = new int[0];
    private int[] starts = new int[0];
    private int[] ends = new int[0];

    /// By character of the text: the hash of its word up to and with it.
    private int[] rolling = new int[0];

    private String text = "";

    /// Cuts a text; what was there before is gone.
    void of(String text) {
        this.text = text;
        int length = text.length();
        if (hashes.length < length) {
            kinds = new Kind[length];
            hashes = new int[length];
            starts = new int[length];
            ends = new int[length];
            rolling = new int[length];
        }
        count = 0;
        int i = 0;
        while (i < length) {
            char c = text.charAt(i);
            if (c <= ' ' || c == WIDE_BLANK || c == NO_BREAK) {
                if (c == '\n' && (count == 0 || kinds[count - 1] != Kind.LINE)) {
                    add(Kind.LINE, LINE_HASH, i, i + 1);
                }
                i++;
            } else if (isGlyph(c)) {
                add(Kind.GLYPH, c, i, i + 1);
                i++;
            } else if (isLetter(c)) {
                i = word(i, length);
            } else if (isDigit(c)) {
                int from = i;
                while (i < length && isDigit(text.charAt(i))) {
                    i++;
                }
                add(Kind.NUMBER, NUMBER_HASH + Math.min(MOST_DIGITS, i - from), from, i);
            } else {
                int from = i;
                while (i < length && text.charAt(i) == c && i - from < MOST_EQUAL) {
                    i++;
                }
                add(Kind.MARK, c * 4 + (i - from), from, i);
            }
        }
    }

    private int word(int from, int length) {
        int hash = 0;
        int i = from;
        while (i < length && (isLetter(text.charAt(i)) || isApostrophe(text, i, length))) {
            if (!isAccent(text.charAt(i))) {
                hash = hash * 31 + fold(text.charAt(i));
            }
            rolling[i] = hash;
            i++;
        }
        for (int sign = languageSign(text, i, length); sign > 0; sign--) {
            hash = hash * 31 + text.charAt(i);
            rolling[i] = hash;
            i++;
        }
        add(Kind.WORD, hash, from, i);
        return i;
    }

    /// Length of the `++` of `c++` or the `#` of `c#` at a word's end; else 0.
    private static int languageSign(String text, int at, int length) {
        int size = text.startsWith("++", at) ? 2 : text.startsWith("#", at) ? 1 : 0;
        int after = at + size;
        return after < length && (isLetter(text.charAt(after)) || isDigit(text.charAt(after)))
                ? 0
                : size;
    }

    private void add(Kind kind, int hash, int from, int to) {
        kinds[count] = kind;
        hashes[count] = hash;
        starts[count] = from;
        ends[count] = to;
        count++;
    }

    int count() {
        return count;
    }

    Kind kind(int token) {
        return kinds[token];
    }

    int hash(int token) {
        return hashes[token];
    }

    /// Characters of a token.
    int size(int token) {
        return ends[token] - starts[token];
    }

    /// Hash of the first characters of a word.
    ///
    /// @param size how many, 1..[#size]
    int beginning(int word, int size) {
        return rolling[starts[word] + size - 1];
    }

    /// Whether a word is written in Korean syllables.
    boolean isHangul(int word) {
        char c = text.charAt(starts[word]);
        return c >= 0xAC00 && c < 0xD7B0;
    }

    /// Hash of the whole text: that of its token if it is one, else those of all joined.
    int hash() {
        int hash = 0;
        for (int i = 0; i < count; i++) {
            hash = i == 0 ? hashes[0] : join(hash, hashes[i]);
        }
        return hash;
    }

    /// Hash of what has one hash, followed by what has the other.
    static int join(int first, int second) {
        return first * JOIN + second;
    }

    /// Spreads a hash over all its bits.
    static int mix(int hash) {
        int h = hash;
        h ^= h >>> 15;
        h *= 0x2C1B3C6D;
        h ^= h >>> 12;
        h *= 0x297A2D39;
        return h ^ (h >>> 15);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c < 128
                ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                : Character.isLetter(c)
                        || isAccent(c)
                        || (c >= 0x900 && c < 0xE00 && c != DANDA && c != DOUBLE_DANDA);
    }

    private static boolean isApostrophe(String text, int i, int length) {
        char c = text.charAt(i);
        return (c == '\'' || c == '\u2019') && i + 1 < length && isLetter(text.charAt(i + 1));
    }

    /// An accent that follows its letter.
    private static boolean isAccent(char c) {
        return c >= 0x300 && c < 0x370;
    }

    /// Scripts written without blanks between words: Thai, Lao, Chinese, Japanese. Their
    /// punctuation is marks.
    static boolean isGlyph(char c) {
        return c >= 0x0E00
                && (c < 0x0F00
                        || (c >= 0x2E80 && c < 0x3000)
                        || (c >= 0x3040 && c <= 0x9FFF)
                        || (c >= 0xF900 && c <= 0xFAFF)
                        || (c >= 0xFF66 && c <= 0xFF9D));
    }

    private static int fold(char c) {
        if (c < 128) {
            return c >= 'A' && c <= 'Z' ? c + 32 : c;
        }
        return switch (c) {
            case '\u2019' -> '\'';
            case '\u0451' -> '\u0435';
            default -> plain(Character.toLowerCase(c));
        };
    }

    /// Latin letters without their accents.
    private static char plain(char c) {
        return c >= 0xC0 && c < 0x180 ? LATIN.charAt(c - 0xC0) : c;
    }

    /// U+00C0 to U+017F.
    private static final String LATIN =
            "aaaaaaaceeeeiiiidnooooo\u00d7ouuuuytsaaaaaaaceeeeiiiidnooooo\u00f7ouuuuyty"
                    + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
                    + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
}
