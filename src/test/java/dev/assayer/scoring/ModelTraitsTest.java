package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assayer.catalog.ModelId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a model's name and date say about it.
final class ModelTraitsTest {

    @ParameterizedTest
    @CsvSource({
        "meta-llama/llama-3.1-405b-instruct, 0, 400",
        "meta-llama/llama-3.1-8b-instruct, 0, 8",
        "qwen/qwen3-30b-a3b, 0, 30",
        "qwen/qwen2.5-coder-1.5b, 0, 1.5",
        "google/gemma-3n-e4b-it, 0, 4",
        "mistralai/mixtral-8x7b-instruct, 0, 28",
        "openai/gpt-5-mini, 1, 70",
        "google/gemini-2.5-flash-lite, 1, 70",
        "google/gemini-2.5-pro, 0, 70",
        "minimax/minimax-m2, 0, 70",
        "x/b-1..2b-eb, 0, 70"
    })
    void sizes(String id, double small, double billions) {
        double[] features = ModelTraits.of(ModelId.of(id), null).features();

        assertThat(features[5]).isEqualTo(small);
        assertThat(features[3]).isCloseTo(Math.log(billions / 70), within(1e-12));
        assertThat(features[4]).isEqualTo(billions == 70 ? 0 : 1);
    }

    @Test
    void anUnknownModelHasNoDate() {
        ModelTraits traits = ModelTraits.of(ModelId.of("a/b"), null);

        assertThat(traits.isDated()).isFalse();
        assertThat(traits.kin()).isEqualTo("a");
        assertThat(traits.dated(1.5).features()[ModelTraits.YEARS]).isEqualTo(1.5);
    }

    @Test
    void versionsShareTheirMeanDate() {
        ModelTraits early = of(Optional.of(LocalDate.of(2025, 1, 1)));
        ModelTraits late = of(Optional.of(LocalDate.of(2026, 1, 1)));
        ModelTraits never = of(Optional.empty());

        ModelTraits all = ModelTraits.of(List.of(early, late, never));

        assertThat(all.isDated()).isTrue();
        assertThat(all.features()[ModelTraits.YEARS]).isCloseTo(0.5, within(1e-12));
        assertThat(ModelTraits.of(List.of(never, never)).isDated()).isFalse();
    }

    private static ModelTraits of(Optional<LocalDate> released) {
        return ModelTraits.of("k", "name", released);
    }
}
