package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What names say where no catalogue is at hand.
final class WrittenVersionTest {

    @ParameterizedTest
    @CsvSource({
        "gpt-5-2025-08-07_high, gpt, gpt-5, HIGH, 2025-08-07",
        "gpt-5-2025-08-07_unknown, gpt, gpt-5, THINKING, 2025-08-07",
        "claude-opus-4-20250514_16K, claude, claude-opus-4, THINKING, 2025-05-14",
        "claude-opus-4-20250514, claude, claude-opus-4, DEFAULT, 2025-05-14",
        "gemini-2.5-pro-preview-05-06, gemini, gemini-2.5-pro, DEFAULT,",
        "Qwen3-235B-A22B-Thinking-2507, qwen, qwen3-235b-a22b, DEFAULT,",
        "kimi-k2-thinking, kimi, kimi-k2, THINKING,",
        "o3-mini-high, o, o3-mini, HIGH,",
        "claude-4-sonnet-thinking-64k, claude, claude-4-sonnet, THINKING,",
        "zai-org/glm-4.7, glm, glm-4.7, DEFAULT,",
        "mistral-medium-2505, mistral, mistral-medium, DEFAULT,",
        "qwen3-max-2025-09-23, qwen, qwen3-max, DEFAULT, 2025-09-23",
        "GPT-5.5 Pro (xhigh), gpt, gpt-5.5-pro, XHIGH,",
        "Claude 4 Sonnet (Non-reasoning), claude, claude-4-sonnet, NONE,",
        "4, 4, 4, DEFAULT,",
        "2025-01-01, 2025-01-01, 2025-01-01, DEFAULT, 2025-01-01"
    })
    void names(String name, String kin, String base, String effort, LocalDate date) {
        WrittenVersion read = WrittenVersion.parse(name);

        assertThat(read.kin()).isEqualTo(kin);
        assertThat(read.base()).isEqualTo(base);
        assertThat(read.effort().name()).isEqualTo(effort);
        assertThat(read.date().orElse(null)).isEqualTo(date);
    }
}
