package dev.assayer.routing.features;

import dev.assayer.routing.features.Tokens.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/// What words mean: a lexicon of concepts, such as translating, grief or programming languages,
/// with the words for them in fifteen languages. It lets the classifier see that words it was never
/// trained on stand for something it knows. Immutable.
///
/// Everything is looked up by hash; words, phrases, characters and word beginnings have hashes of
/// their own kind (see [Tokens]).
final class Concepts {

    /// Most tokens of a phrase, marks and numbers among them.
    static final int PHRASE = 4;

    /// Most characters of an entry in a script without blanks.
    static final int GLYPHS = 8;

    static final int[] NONE = {};

    private static final String RESOURCE = "/routing/concepts.txt";

    private final Table whole = new Table();
    private final Table beginnings = new Table();
    private int count;

    private Concepts() {}

    /// The lexicon that ships with the program.
    static Concepts load() {
        var concepts = new Concepts();
        try (InputStream in = Concepts.class.getResourceAsStream(RESOURCE);
                var lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        Objects.requireNonNull(in, RESOURCE + " is not in the jar"),
                                        StandardCharsets.UTF_8))) {
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    concepts.read(line, number);
                }
                number++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + ": " + e.getMessage(), e);
        }
        return concepts;
    }

    private void read(String line, int number) throws IOException {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw new IOException("line " + number + " (expected: name: entries)");
        }
        String entries = line.substring(colon + 1).strip();
        boolean hasPhrases = entries.indexOf('|') >= 0;
        for (String entry : entries.split(hasPhrases ? "\\|" : "\\s+")) {
            boolean isBeginning = entry.endsWith("*") && !Tokens.isGlyph(entry.charAt(0));
            String text = entry.endsWith("*") ? entry.substring(0, entry.length() - 1) : entry;
            var tokens = new Tokens();
            tokens.of(text.replace('_', ' '));
            if (!canBeFound(tokens) || (isBeginning && tokens.count() > 1)) {
                throw new IOException(
                        "line "
                                + number
                                + ": '"
                                + entry
                                + "' (expected: a word, at most "
                                + PHRASE
                                + " tokens that begin with one, at most "
                                + GLYPHS
                                + " characters of a script without blanks, or a mark)");
            }
            (isBeginning ? beginnings : whole).add(tokens.hash(), count);
        }
        count++;
    }

    private static boolean canBeFound(Tokens entry) {
        if (entry.count() == 0) {
            return false;
        }
        boolean hasGlyphs =
                IntStream.range(0, entry.count()).anyMatch(i -> entry.kind(i) == Kind.GLYPH);
        boolean isGlyphs =
                IntStream.range(0, entry.count()).allMatch(i -> entry.kind(i) == Kind.GLYPH);
        return isGlyphs
                ? entry.count() <= GLYPHS
                : !hasGlyphs
                        && entry.count() <= PHRASE
                        && (entry.count() == 1 || entry.kind(0) == Kind.WORD);
    }

    /// The concepts of a word, a phrase, a run of glyphs or a mark; usually none.
    int[] whole(int hash) {
        return whole.get(hash);
    }

    /// The concepts of a word by how it begins, the longest known beginning first.
    int[] byBeginning(Tokens tokens, int word) {
        int size = tokens.size(word);
        for (int length = size; length > 0; length--) {
            int hash = tokens.beginning(word, length);
            int[] found = beginnings.get(hash);
            if (found.length == 0 && length < size && isStem(length, size, tokens.isHangul(word))) {
                found = whole.get(hash);
            }
            if (found.length > 0) {
                return found;
            }
        }
        return NONE;
    }

    /// Whether what follows may be an ending.
    private static boolean isStem(int length, int size, boolean isHangul) {
        return isHangul ? length >= 2 : length >= 4 && size - length <= 3;
    }

    /// Concepts by hash: open addressing.
    private static final class Table {

        private static final int FILTER_BITS = 10;

        /// A bit for every key, of which most absent ones have none: small enough to stay in the
        /// cache, where the table does not.
        private final long[] filter = new long[1 << FILTER_BITS];

        private int[] keys = new int[1 << 10];
        private int[][] values = new int[1 << 10][];
        private int used;

        void add(int key, int concept) {
            int mixed = Tokens.mix(key);
            filter[mixed >>> (Integer.SIZE - FILTER_BITS)] |= 1L << mixed;
            if (used * 2 >= keys.length) {
                grow();
            }
            int slot = slot(key);
            int[] old = values[slot];
            if (old == null) {
                keys[slot] = key;
                values[slot] = new int[] {concept};
                used++;
            } else if (old[old.length - 1] != concept) {
                int[] more = Arrays.copyOf(old, old.length + 1);
                more[old.length] = concept;
                values[slot] = more;
            }
        }

        int[] get(int key) {
            int mixed = Tokens.mix(key);
            if ((filter[mixed >>> (Integer.SIZE - FILTER_BITS)] & (1L << mixed)) == 0) {
                return NONE;
            }
            int[] found = values[slot(key)];
            return found == null ? NONE : found;
        }

        private int slot(int key) {
            int slot = Tokens.mix(key) & (keys.length - 1);
            while (values[slot] != null && keys[slot] != key) {
                slot = (slot + 1) & (keys.length - 1);
            }
            return slot;
        }

        private void grow() {
            int[] oldKeys = keys;
            int[][] oldValues = values;
            keys = new int[2 * oldKeys.length];
            values = new int[2 * oldKeys.length][];
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldValues[i] != null) {
                    int slot = slot(oldKeys[i]);
                    keys[slot] = oldKeys[i];
                    values[slot] = oldValues[i];
                }
            }
        }
    }
}
