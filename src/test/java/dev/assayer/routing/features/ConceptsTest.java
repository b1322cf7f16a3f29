package dev.assayer.routing.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Words find their concepts in the lexicon that ships with the program.
final class ConceptsTest {

    private static final Concepts LEXICON = Concepts.load();

    @Test
    void sameConceptInSeveralLanguages() {
        assertThat(word("write"))
                .containsAnyOf(word("schreibe"))
                .containsAnyOf(word("Écrire"))
                .containsAnyOf(word("напиши"))
                .containsAnyOf(LEXICON.whole(Tokens.hash("写")));
        assertThat(word("write")).isNotEmpty().doesNotContain(word("poem"));
    }

    @Test
    void phrasesAndRunsOfGlyphs() {
        assertThat(LEXICON.whole(Tokens.hash("how to"))).isNotEmpty();
        assertThat(LEXICON.whole(Tokens.hash("HOW  TO"))).isNotEmpty();
        assertThat(LEXICON.whole(Tokens.hash("to how"))).isEmpty();
        assertThat(LEXICON.whole(Tokens.hash("数据库"))).isNotEmpty();
    }

    @Test
    void endingsOfKnownWords() {
        assertThat(word("equations")).isNotEmpty();
        assertThat(word("databases")).containsAnyOf(word("database"));
        assertThat(word("zzyzx")).isEmpty();
    }

    private static int[] word(String text) {
        var tokens = new Tokens();
        tokens.of(text);
        int[] whole = LEXICON.whole(tokens.hash(0));
        return whole.length > 0 ? whole : LEXICON.byBeginning(tokens, 0);
    }
}
