package dev.assayer.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Proposals by likeness, and what is not even proposed.
final class AliasSuggestionsTest {

    private static final AliasSuggestions SUGGESTIONS =
            new AliasSuggestions(
                    List.of(
                            model("z-ai/glm-4.6"),
                            model("z-ai/glm-4.6v"),
                            model("qwen/qwen3-coder-next"),
                            model("mistralai/mistral-large-2411")));

    @Test
    void proposesTheLikestModelAndSaysHowLike() {
        assertThat(of("qwen3-coder-next-preview", "GLM 4.6 Fresh (high)", "nothing alike"))
                .satisfiesExactly(
                        first -> {
                            assertThat(first.model())
                                    .isEqualTo(ModelId.of("qwen/qwen3-coder-next"));
                            assertThat(first.similarity()).isBetween(0.8, 0.99);
                        },
                        second -> {
                            assertThat(second.model()).isEqualTo(ModelId.of("z-ai/glm-4.6"));
                            assertThat(second.similarity()).isBetween(0.6, 0.9);
                        });
    }

    @Test
    void proposesNoPredecessor() {
        assertThat(of("glm-4.5", "qwen4-coder-next", "mistral-large-2407")).isEmpty();
    }

    private static List<AliasSuggestions.Suggestion> of(String... names) {
        return SUGGESTIONS.of(List.of(names).stream().map(WrittenName::of).toList(), 0.6);
    }

    private static Model model(String id) {
        return new Model(ModelId.of(id), id, Optional.empty(), false, Limits.UNKNOWN, List.of());
    }
}
