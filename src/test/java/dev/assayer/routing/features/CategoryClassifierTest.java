package dev.assayer.routing.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.assayer.scoring.Category;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The classifier that ships with the program, and its file.
final class CategoryClassifierTest {

    private static final CategoryClassifier SHIPPED = CategoryClassifier.load();

    /// Falls well below what the model reaches (see training/category): it fails when model and
    /// features no longer fit together.
    @Test
    void recognisesPromptsItWasNotTrainedOn() {
        List<TrainingPrompt> held =
                TrainingPrompts.read(List.of(Path.of("training/category"))).stream()
                        .filter(TrainingPrompt::isHeldOut)
                        .filter(TrainingPrompt::isPublic)
                        .toList();

        assertThat(held).hasSizeGreaterThan(400);
        assertThat(ClassifierReport.of(SHIPPED, held).accuracy()).isGreaterThan(0.7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    coding           | Explain merge sort
                    coding           | python: KeyError when I read the csv, what can it be?
                    math             | Solve 2x+5=15
                    math             | Ein Zug fährt 120 km/h. Wie lange braucht er für 90 km?
                    reasoning        | Anna is older than Ben and Ben is older than Cleo. Who is the youngest?
                    research         | Compare the literature on LLM serving and summarise what the studies find
                    language         | Translate to French: the weather is fine today
                    language         | Correct this sentence: he go to school yesterday
                    empathy          | I feel so alone since my mother died
                    empathy          | Ich bin so traurig, mein Hund ist gestorben
                    creative_writing | Write a poem about the sea in autumn
                    creative_writing | 写一首关于春天的诗
                    question         | When did Rome fall?
                    question         | 日本で一番高い山は何ですか?
                    chat             | hello, how are you today?
                    chat             | Спасибо большое!
                    general          | How do I get a red wine stain out of a carpet?
                    """)
    void recognisesPlainCases(String category, String prompt) {
        assertThat(CategoryClassifier.likeliest(SHIPPED.probabilities(prompt)).word())
                .isEqualTo(category);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\n ", "\uD83D", "\uDC00x\uD83D\uDE00", "\u0000\u0000", "?!?!"})
    void hasProbabilitiesForAnyText(String text) {
        float[] probabilities = SHIPPED.probabilities(text.repeat(50_000));

        float sum = 0;
        for (float each : probabilities) {
            assertThat(each).isBetween(0f, 1f);
            sum += each;
        }
        assertThat(sum).isBetween(0.99f, 1.01f);
    }

    @Test
    void hearsARequestBeforeAndAfterAPaste() {
        String paste =
                "The council met on Tuesday and heard three reports. The treasurer said the budget is"
                        + " balanced. Two members asked for a new roof for the library. The mayor thanked"
                        + " everyone and closed the meeting at nine.";

        assertThat(
                        CategoryClassifier.likeliest(
                                SHIPPED.probabilities("Translate to German:\n" + paste)))
                .isEqualTo(Category.LANGUAGE);
        assertThat(
                        CategoryClassifier.likeliest(
                                SHIPPED.probabilities(paste + "\nTranslate this into German.")))
                .isEqualTo(Category.LANGUAGE);
        assertThat(
                        CategoryClassifier.likeliest(
                                SHIPPED.probabilities("x ".repeat(100_000) + "Solve 2x+5=15")))
                .isEqualTo(Category.MATH);
    }

    @Test
    void readsWhatItWrote() throws IOException {
        var file = new ByteArrayOutputStream();
        SHIPPED.write(file);
        CategoryClassifier read =
                CategoryClassifier.read(new ByteArrayInputStream(file.toByteArray()));

        for (String text : List.of("Explain merge sort", "hallo", "写一首诗")) {
            assertThat(read.probabilities(text)).isEqualTo(SHIPPED.probabilities(text));
        }
    }

    @Test
    void refusesWhatIsNoModel() throws IOException {
        var file = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(file)) {
            gzip.write(new byte[100]);
        }

        assertThatIOException()
                .isThrownBy(
                        () -> CategoryClassifier.read(new ByteArrayInputStream(file.toByteArray())))
                .withMessage("not a category model");
    }
}
