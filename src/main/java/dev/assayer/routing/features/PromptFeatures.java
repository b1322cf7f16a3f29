package dev.assayer.routing.features;

import dev.assayer.routing.features.Tokens.Kind;
import java.util.Arrays;

/// The features of one text, as rows of a hashed table: words, pairs of neighbouring words, word
/// beginnings, the words that the text opens with, one to three characters of scripts without
/// blanks, and the [Concepts] that its words stand for; beside them a few dense features of the
/// text's [Shape]. Each row counts once however often it occurs. Reused from text to text; confined
/// to one thread.
///
/// Feature hashing as in Weinberger et al. 2009 (arXiv:0902.2206), without a sign: with 131,072
/// rows and some hundred features a text collisions are rare.
final class PromptFeatures {

    static final int ROW_BITS = 17;
    static final int DENSE = Shape.COUNT;

    private static final int MOST_ROWS = 8_000;
    private static final int SEEN = 32_768;

    /// A token makes some ten rows; at least this many slots for each, a power of two.
    private static final int SLOTS_PER_TOKEN = 64;

    private static final int OPENING_WORDS = 12;
    private static final int OPENING_PHRASE = 4;
    private static final int OPENING_TOKENS = 10;
    private static final int FIRST_TOKENS = 3;
    private static final int MOST_OPENING_CONCEPTS = 10;

    // By cross-validation, where it hardly matters, and by trying long texts with a request at one
    // end.
    private static final int HEAD_TOKENS = 40;
    private static final int TAIL_TOKENS = 30;
    private static final float MIDDLE_SCALE = 0.25f;
    private static final float PREFIX_SCALE = 0.7f;
    private static final float OPENING_SCALE = 0.8f;
    private static final float CONCEPT_SCALE = 1.4f;
    private static final float CONCEPT_PAIR_SCALE = 0.7f;

    /// Longer texts have more features: their sum is divided by a power of its length. Exponent and
    /// factor by cross-validation.
    private static final double LENGTH_EXPONENT = 0.4;

    private static final double LENGTH_FACTOR = 4;
    private static final double SHORTEST = 4;

    // Families of features, as multipliers of their hashes.
    private static final int WORD = 0x9E3779B1;
    private static final int PAIR = 0x85EBCA6B;
    private static final int PREFIX_5 = 0xC2B2AE35;
    private static final int PREFIX_4 = 0x27D4EB2F;
    private static final int OPENING_WORD = 0x165667B1;
    private static final int OPENING = 0x2545F491;
    private static final int TWO_GLYPHS = 0x7FEB352D;
    private static final int THREE_GLYPHS = 0x846CA68B;
    private static final int CONCEPT = 0x9E3775CD;
    private static final int FIRST_CONCEPT = 0x6C8E9CF5;
    private static final int CONCEPT_PAIR = 0xB5297A4D;
    private static final int OPENING_CONCEPTS = 0x68E31DA5;

    /// Hash of where the text ends.
    private static final int END = 1;

    private static final Concepts LEXICON = Concepts.load();

    final int[] rows = new int[MOST_ROWS];
    final float[] values = new float[MOST_ROWS];
    final float[] dense = new float[DENSE];
    int count;

    /// Factor on the sum over rows.
    float scale;

    private final Tokens tokens = new Tokens();
    private final long[] seen = new long[SEEN];
    private final int[] places = new int[SEEN];
    private final int[] opening = new int[MOST_OPENING_CONCEPTS];
    private int slots = SEEN;
    private int openingCount;
    private int lastConcept;
    private long generation;
    private double squares;

    /// Takes the features of a text; what was there before is gone.
    void of(String whole) {
        String text = PromptView.of(whole);
        generation++;
        count = 0;
        squares = 0;
        tokens.of(text);
        slots = slots(tokens.count());
        words();
        opening();
        concepts();
        scale = (float) (LENGTH_FACTOR / Math.pow(Math.max(squares, SHORTEST), LENGTH_EXPONENT));
        Shape.measure(text, whole.length(), wordCount(), dense);
    }

    /// How much of [#seen] a text uses: little for short ones, so that it stays in the cache.
    private static int slots(int tokens) {
        return Math.min(SEEN, Integer.highestOneBit(Math.max(1, tokens)) * SLOTS_PER_TOKEN);
    }

    private int wordCount() {
        int words = 0;
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.kind(i) == Kind.WORD) {
                words++;
            }
        }
        return words;
    }

    /// What is wanted stands at the beginning or the end; what is pasted between them counts less.
    private float weight(int token) {
        return token < HEAD_TOKENS || token >= tokens.count() - TAIL_TOKENS ? 1 : MIDDLE_SCALE;
    }

    private void words() {
        int previous = 0;
        for (int i = 0; i < tokens.count(); i++) {
            int hash = tokens.hash(i);
            Kind kind = tokens.kind(i);
            float weight = weight(i);
            if (kind != Kind.LINE) {
                add(WORD, hash, weight);
            }
            if (kind == Kind.GLYPH) {
                glyphs(i, weight);
            } else {
                add(PAIR, previous * 31 + hash, weight);
            }
            if (kind == Kind.WORD) {
                if (tokens.size(i) > 4) {
                    add(PREFIX_4, tokens.beginning(i, 4), PREFIX_SCALE * weight);
                }
                if (tokens.size(i) > 5) {
                    add(PREFIX_5, tokens.beginning(i, 5), PREFIX_SCALE * weight);
                }
            }
            previous = hash;
        }
        add(PAIR, previous * 31 + END, 1);
    }

    /// Two and three characters that end at one.
    private void glyphs(int last, float weight) {
        if (!isGlyph(last - 1)) {
            return;
        }
        int two = Tokens.join(tokens.hash(last - 1), tokens.hash(last));
        add(TWO_GLYPHS, two, weight);
        if (isGlyph(last - 2)) {
            add(
                    THREE_GLYPHS,
                    Tokens.join(
                            Tokens.join(tokens.hash(last - 2), tokens.hash(last - 1)),
                            tokens.hash(last)),
                    weight);
        }
    }

    private boolean isGlyph(int token) {
        return token >= 0 && tokens.kind(token) == Kind.GLYPH;
    }

    private void opening() {
        int phrase = 0;
        int position = 0;
        for (int i = 0; i < tokens.count() && position < OPENING_WORDS; i++) {
            Kind kind = tokens.kind(i);
            if (kind != Kind.WORD && kind != Kind.GLYPH) {
                continue;
            }
            position++;
            add(OPENING_WORD, tokens.hash(i), OPENING_SCALE);
            if (kind == Kind.WORD && position <= OPENING_PHRASE) {
                phrase = Tokens.join(phrase, tokens.hash(i));
                add(OPENING, phrase, OPENING_SCALE);
            }
        }
    }

    private void concepts() {
        openingCount = 0;
        lastConcept = -1;
        int afterGlyphs = 0;
        for (int i = 0; i < tokens.count(); i++) {
            switch (tokens.kind(i)) {
                case WORD -> {
                    phrases(i);
                    int[] whole = LEXICON.whole(tokens.hash(i));
                    concepts(whole.length > 0 ? whole : LEXICON.byBeginning(tokens, i), i);
                }
                case GLYPH -> {
                    if (i >= afterGlyphs) {
                        afterGlyphs = longestRun(i);
                    }
                }
                case MARK -> concepts(LEXICON.whole(tokens.hash(i)), i);
                default -> {}
            }
        }
        Arrays.sort(opening, 0, openingCount);
        for (int a = 0; a < openingCount; a++) {
            for (int b = a + 1; b < openingCount; b++) {
                add(OPENING_CONCEPTS, Tokens.join(opening[a], opening[b]), CONCEPT_PAIR_SCALE);
            }
        }
    }

    /// Phrases that begin with a word.
    private void phrases(int first) {
        int hash = tokens.hash(first);
        for (int i = first + 1;
                i < Math.min(first + Concepts.PHRASE, tokens.count())
                        && tokens.kind(i) != Kind.LINE
                        && tokens.kind(i) != Kind.GLYPH;
                i++) {
            hash = Tokens.join(hash, tokens.hash(i));
            concepts(LEXICON.whole(hash), first);
        }
    }

    /// The longest entry that begins with a glyph.
    ///
    /// @return the token after it
    private int longestRun(int first) {
        int hash = 0;
        int[] found = Concepts.NONE;
        int after = first + 1;
        for (int i = first; i < first + Concepts.GLYPHS && i < tokens.count() && isGlyph(i); i++) {
            hash = i == first ? tokens.hash(i) : Tokens.join(hash, tokens.hash(i));
            int[] here = LEXICON.whole(hash);
            if (here.length > 0) {
                found = here;
                after = i + 1;
            }
        }
        concepts(found, first);
        return after;
    }

    private void concepts(int[] found, int token) {
        for (int concept : found) {
            add(CONCEPT, concept, CONCEPT_SCALE * weight(token));
            add(
                    CONCEPT_PAIR,
                    Tokens.join(lastConcept, concept),
                    CONCEPT_PAIR_SCALE * weight(token));
            lastConcept = concept;
            if (token < FIRST_TOKENS) {
                add(FIRST_CONCEPT, concept, 1);
            }
            if (token < OPENING_TOKENS && openingCount < opening.length && !isInOpening(concept)) {
                opening[openingCount++] = concept;
            }
        }
    }

    private boolean isInOpening(int concept) {
        for (int i = 0; i < openingCount; i++) {
            if (opening[i] == concept) {
                return true;
            }
        }
        return false;
    }

    private void add(int family, int hash, float value) {
        int row = Tokens.mix((hash + 1) * family) >>> (32 - ROW_BITS);
        long mark = (generation << ROW_BITS) | row;
        int slot = row & (slots - 1);
        while (seen[slot] >>> ROW_BITS == generation) {
            if (seen[slot] == mark) {
                raise(places[slot], value);
                return;
            }
            slot = (slot + 1) & (slots - 1);
        }
        if (count == MOST_ROWS) {
            return;
        }
        seen[slot] = mark;
        places[slot] = count;
        rows[count] = row;
        values[count] = value;
        count++;
        squares += value * value;
    }

    /// Of a feature that occurs several times the weightiest counts.
    private void raise(int place, float value) {
        float old = values[place];
        if (value > old) {
            values[place] = value;
            squares += value * value - old * old;
        }
    }
}
