package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assayer.catalog.ModelId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a model's name says about its size.
final class ModelTraitsTest {

    @ParameterizedTest
    @CsvSource({
        "meta-llama/llama-3.1-405b-instruct, 0, 400",
        "meta-llama/llama-3.1-8b-instruct, 0, 8",
        "qwen/qwen3-30b-a3b, 0, 30",
        "qwen/qwen2.5-coder-1.5b, 0, 1.5",
        "google/gemma-3n-e4b-it, 0, 4",
        "openai/gpt-5-mini, 1, 70",
        "google/gemini-2.5-flash-lite, 1, 70",
        "google/gemini-2.5-pro, 0, 70",
        "minimax/minimax-m2, 0, 70",
        "x/b-1..2b-eb, 0, 70"
    })
    void sizes(String id, double small, double billions) {
        ModelTraits traits = ModelTraits.of(ModelId.of(id), null);

        assertThat(traits.small()).isEqualTo(small);
        assertThat(traits.logSize()).isCloseTo(Math.log(billions / 70), within(1e-12));
    }

    @Test
    void anUnknownModelHasNoDate() {
        ModelTraits traits = ModelTraits.of(ModelId.of("a/b"), null);

        assertThat(traits.dated()).isFalse();
        assertThat(traits.years()).isZero();
        assertThat(traits.lab()).isEqualTo("a");
    }
}
