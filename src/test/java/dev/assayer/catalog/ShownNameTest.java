package dev.assayer.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ids and names of the bundled catalogue, and what people are shown.
final class ShownNameTest {

    @ParameterizedTest
    @CsvSource({
        "moonshotai/kimi-k2.6, Kimi K2.6, Kimi K2.6",
        "moonshotai/kimi-k3, kimi-k3-max, Kimi K3",
        "z-ai/glm-5.3, glm-5.3-max, GLM 5.3",
        "openai/gpt-5.6-sol, gpt-5.6-sol, GPT-5.6 Sol",
        "openai/gpt-oss-20b, gpt-oss-20b, GPT OSS 20B",
        "openai/o1-mini, o1-mini, o1 Mini",
        "openai/gpt-4.5-preview-2025-02-27, gpt-4.5-preview-2025-02-27, GPT-4.5 Preview 2025-02-27",
        "nvidia/nemotron-3.5-lightning-30b-a3b, nvidia-nemotron-3.5-lightning-30b-a3b-nvfp4, Nemotron 3.5 Lightning 30B A3B",
        "ai21/jamba-mini-2, ai21labs/jamba-mini-2, Jamba Mini 2",
        "deepseek/deepseek-v4-pro-20260813, deepseek-v4-pro-high-20260813, DeepSeek V4 Pro 20260813"
    })
    void aBoardsIdentifierIsSpelledOutOfTheId(String id, String name, String shown) {
        assertThat(ShownName.of(ModelId.of(id), name)).isEqualTo(shown);
    }
}
