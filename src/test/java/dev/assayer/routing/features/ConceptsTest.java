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
                .containsAnyOf(phrase("写"));
        assertThat(word("write")).isNotEmpty().doesNotContain(word("poem"));
    }

    @Test
    void phrasesAndRunsOfGlyphs() {
        assertThat(phrase("how to")).isNotEmpty();
        assertThat(phrase("HOW  TO")).isNotEmpty();
        assertThat(phrase("to how")).isEmpty();
        assertThat(phrase("数据库")).isNotEmpty();
        assertThat(phrase("プログラミング")).isNotEmpty();
        assertThat(phrase("e-mail")).isEqualTo(phrase("email"));
        assertThat(phrase("per favore")).isEqualTo(word("please"));
        assertThat(word("per")).doesNotContain(word("please"));
        assertThat(word("C#")).isEqualTo(word("python"));
    }

    @Test
    void endingsOfKnownWords() {
        assertThat(word("equations")).isNotEmpty();
        assertThat(word("databases")).containsAnyOf(word("database"));
        assertThat(word("zzyzx")).isEmpty();
    }

    private static int[] phrase(String text) {
        var tokens = new Tokens();
        tokens.of(text);
        return LEXICON.whole(tokens.hash());
    }

    private static int[] word(String text) {
        var tokens = new Tokens();
        tokens.of(text);
        int[] whole = LEXICON.whole(tokens.hash(0));
        return whole.length > 0 ? whole : LEXICON.byBeginning(tokens, 0);
    }
}
