package dev.assayer.routing.features;

/// The features of one text, as rows of a hashed table: words, pairs of neighbouring words, word
/// beginnings, the words that the text opens with, and one to three characters of scripts without
/// blanks; beside them a few dense features of the text's shape. Each row counts once however often
/// it occurs. Reused from text to text; confined to one thread.
///
/// Feature hashing as in Weinberger et al. 2009 (arXiv:0902.2206), without a sign: with 65,536 rows
/// and some hundred features a text collisions are rare.
final class PromptFeatures {

    static final int ROW_BITS = 16;
    static final int DENSE = 22;

    private static final int MOST_ROWS = 2_600;
    private static final int SEEN = 8_192;
    private static final int OPENING_WORDS = 12;
    private static final int OPENING_PHRASE = 4;
    private static final float PREFIX_SCALE = 0.7f;
    private static final float OPENING_SCALE = 0.8f;

    /// Longer texts have more features: their sum is divided by a power of its length. Exponent and
    /// factor by cross-validation.
    private static final double LENGTH_EXPONENT = 0.4;

    private static final double LENGTH_FACTOR = 4;
    private static final double SHORTEST = 4;

    private static final int WORD = 0x9E3779B1;
    private static final int PAIR = 0x85EBCA6B;
    private static final int PREFIX_5 = 0xC2B2AE35;
    private static final int PREFIX_4 = 0x27D4EB2F;
    private static final int OPENING_WORD = 0x165667B1;
    private static final int OPENING = 0x2545F491;
    private static final int TWO_GLYPHS = 0x7FEB352D;
    private static final int THREE_GLYPHS = 0x846CA68B;

    private static final int NEW_LINE = 7;

    final int[] rows = new int[MOST_ROWS];
    final float[] values = new float[MOST_ROWS];
    final float[] dense = new float[DENSE];
    int count;

    /// Factor on the sum over rows.
    float scale;

    private final long[] seen = new long[SEEN];
    private long generation;
    private double squares;
    private int words;

    /// Takes the features of a text; what was there before is gone.
    void of(String whole) {
        String text = PromptView.of(whole);
        generation++;
        count = 0;
        squares = 0;
        words = 0;
        tokens(text);
        scale = (float) (LENGTH_FACTOR / Math.pow(Math.max(squares, SHORTEST), LENGTH_EXPONENT));
        Shape.measure(text, whole.length(), words, dense);
    }

    private void tokens(String text) {
        int length = text.length();
        int previous = 0;
        int opening = 0;
        int position = 0;
        int glyph1 = 0;
        int glyph2 = 0;
        int i = 0;
        while (i < length) {
            char c = text.charAt(i);
            if (c <= ' ') {
                i++;
                if (c == '\n' && previous != NEW_LINE) {
                    add(PAIR, previous * 31 + NEW_LINE, 1);
                    previous = NEW_LINE;
                }
                continue;
            }
            int token;
            if (isGlyph(c)) {
                token = c;
                add(WORD, c, 1);
                if (glyph1 != 0) {
                    add(TWO_GLYPHS, glyph1 * 65_599 + c, 1);
                    if (glyph2 != 0) {
                        add(THREE_GLYPHS, (glyph2 * 65_599 + glyph1) * 65_599 + c, 1);
                    }
                }
                glyph2 = glyph1;
                glyph1 = c;
                i++;
                previous = token;
                if (position < OPENING_WORDS) {
                    position++;
                    add(OPENING_WORD, token, OPENING_SCALE);
                }
                continue;
            }
            glyph1 = 0;
            glyph2 = 0;
            if (isLetter(c)) {
                int hash = 0;
                int from = i;
                while (i < length && (isLetter(text.charAt(i)) || isInner(text, i, length))) {
                    hash = hash * 31 + fold(text.charAt(i));
                    i++;
                    int size = i - from;
                    if (size == 4) {
                        prefix4 = hash;
                    } else if (size == 5) {
                        prefix5 = hash;
                    }
                }
                token = hash;
                add(WORD, token, 1);
                int size = i - from;
                if (size > 4) {
                    add(PREFIX_4, prefix4, PREFIX_SCALE);
                }
                if (size > 5) {
                    add(PREFIX_5, prefix5, PREFIX_SCALE);
                }
                words++;
                if (position < OPENING_WORDS) {
                    position++;
                    add(OPENING_WORD, token, OPENING_SCALE);
                    if (position <= OPENING_PHRASE) {
                        opening = opening * 65_599 + token;
                        add(OPENING, opening, OPENING_SCALE);
                    }
                }
            } else if (c >= '0' && c <= '9') {
                int from = i;
                while (i < length && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                    i++;
                }
                token = 100 + Math.min(5, i - from);
                add(WORD, token, 1);
            } else {
                int from = i;
                while (i < length && text.charAt(i) == c && i - from < 3) {
                    i++;
                }
                token = c * 4 + (i - from);
                add(WORD, token, 1);
            }
            add(PAIR, previous * 31 + token, 1);
            previous = token;
        }
        add(PAIR, previous * 31 + 1, 1);
    }

    private int prefix4;
    private int prefix5;

    private void add(int family, int hash, float value) {
        int h = hash * family;
        h ^= h >>> 15;
        h *= 0x2C1B3C6D;
        h ^= h >>> 12;
        h *= 0x297A2D39;
        int row = (h ^ (h >>> 15)) >>> (32 - ROW_BITS);
        long mark = (generation << ROW_BITS) | row;
        int slot = row & (SEEN - 1);
        while (seen[slot] >>> ROW_BITS == generation) {
            if (seen[slot] == mark) {
                return;
            }
            slot = (slot + 1) & (SEEN - 1);
        }
        if (count == MOST_ROWS) {
            return;
        }
        seen[slot] = mark;
        rows[count] = row;
        values[count] = value;
        count++;
        squares += value * value;
    }

    private static boolean isLetter(char c) {
        return c < 128
                ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                : Character.isLetter(c) || (c >= 0x300 && c < 0x370) || (c >= 0x900 && c < 0xE00);
    }

    /// An apostrophe between letters, or the signs of `c++` and `c#`.
    private static boolean isInner(String text, int i, int length) {
        char c = text.charAt(i);
        if (c == '\'' || c == '\u2019') {
            return i + 1 < length && isLetter(text.charAt(i + 1));
        }
        return (c == '+' || c == '#') && i > 0 && text.charAt(i - 1) != ' ';
    }

    /// Scripts written without blanks between words: each character is a token.
    private static boolean isGlyph(char c) {
        return c >= 0x0E00
                && (c <= 0x0E7F
                        || (c >= 0x2E80 && c <= 0x9FFF)
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
        return c >= 0xC0 && c < 0x100 ? LATIN_1.charAt(c - 0xC0) : c;
    }

    private static final String LATIN_1 =
            "aaaaaaaceeeeiiiidnooooo\u00d7ouuuuyts" + "aaaaaaaceeeeiiiidnooooo\u00f7ouuuuyty";
}
