package dev.assayer.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.catalog.NameMatch.How;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names that mean a model, names that look like one and mean another, and names that mean none.
final class NameMatcherTest {

    private static final NameMatcher MATCHER =
            new NameMatcher(
                    List.of(
                            model("anthropic/claude-opus-4", "2025-05-22"),
                            model("anthropic/claude-opus-4.5", "2025-11-24"),
                            model("anthropic/claude-3.5-sonnet", "2024-10-22"),
                            model("anthropic/claude-3-5-sonnet-20240620", "2024-06-20"),
                            model("cohere/command-r-plus-08-2024", "2024-08-30"),
                            model(
                                    "deepseek/deepseek-chat",
                                    "2024-12-26",
                                    "deepseek-ai/DeepSeek-V3"),
                            model("deepseek/deepseek-chat-v3-0324", "2025-03-24"),
                            model("deepseek/deepseek-v3.2", "2025-12-01"),
                            model("google/gemini-2.5-pro", "2025-06-17"),
                            model("google/gemini-3-pro-preview", "2025-11-18"),
                            model("google/gemma-3-27b-it", "2025-03-12"),
                            model("meta-llama/llama-3.1-70b-instruct", "2024-07-23"),
                            model("meta-llama/llama-4-maverick", "2025-04-05"),
                            model("mistralai/mistral-medium-3", "2025-05-07"),
                            model("mistralai/mistral-medium-3.1", "2025-08-13"),
                            model("moonshotai/kimi-k2", "2025-07-11"),
                            model("moonshotai/kimi-k2.5", "2026-01-27"),
                            model("nvidia/llama-3.3-nemotron-super-49b-v1", "2025-04-08"),
                            model("nvidia/llama-3.3-nemotron-super-49b-v1.5", "2025-07-25"),
                            model("openai/gpt-4o", "2024-08-06"),
                            model("openai/gpt-4o-2024-11-20", "2024-11-20"),
                            model("openai/gpt-5", "2025-08-07"),
                            model("openai/gpt-5-mini", "2025-08-07"),
                            model("openai/gpt-5.1-codex", "2025-11-13"),
                            model("openai/gpt-5.1-codex-max", "2025-11-13"),
                            model("openai/o3-mini", "2025-01-31"),
                            model("qwen/qwen-2.5-72b-instruct", "2024-09-19"),
                            model("qwen/qwen3-235b-a22b", "2025-04-28"),
                            model("qwen/qwen3-235b-a22b-2507", "2025-07-21"),
                            model("qwen/qwen3-max", "2025-09-23"),
                            model("x-ai/grok-4", "2025-07-09"),
                            model("x-ai/grok-4.1-fast", "2025-11-19"),
                            model("x-ai/grok-4.20", "2026-03-31"),
                            model("z-ai/glm-4.6", "2025-09-30", "zai-org/GLM-4.6")),
                    ReviewedAliases.bundled());

    @ParameterizedTest
    @CsvSource({
        "claude-opus-4-20250514, anthropic/claude-opus-4",
        "Claude 4 Opus (Reasoning), anthropic/claude-opus-4@thinking",
        "us.anthropic.claude-opus-4-20250514-v1:0, anthropic/claude-opus-4",
        "anthropic/claude-opus-4-0, anthropic/claude-opus-4",
        "claude-opus-4-5-20251101-thinking-64k, anthropic/claude-opus-4.5@thinking",
        "'Claude Opus 4.5 (Adaptive Reasoning, Max Effort)', anthropic/claude-opus-4.5@max",
        "claude-3-5-sonnet-20240620, anthropic/claude-3-5-sonnet-20240620",
        "claude-3-5-sonnet-20241022, anthropic/claude-3.5-sonnet",
        "DeepSeek V3 (0324), deepseek/deepseek-chat-v3-0324",
        "fireworks/deepseek-v3p2, deepseek/deepseek-v3.2",
        "DeepSeek-V3.2 (Reasoner), deepseek/deepseek-v3.2@thinking",
        "gemini-3-pro, google/gemini-3-pro-preview",
        "Gemini 3.0 Pro, google/gemini-3-pro-preview",
        "Gemma-3-27b-it (Prompt), google/gemma-3-27b-it",
        "fireworks_ai/accounts/fireworks/models/llama-v3p1-70b-instruct, meta-llama/llama-3.1-70b-instruct",
        "Llama-4-Maverick-17B-128E-Instruct-FP8, meta-llama/llama-4-maverick",
        "mistral-medium-2505 (FC), mistralai/mistral-medium-3",
        "mistral-medium-2508, mistralai/mistral-medium-3.1",
        "kimi-k2p5, moonshotai/kimi-k2.5",
        "kimi-k2.5-instant, moonshotai/kimi-k2.5@none",
        "llama-3.3-nemotron-49b-super-v1, nvidia/llama-3.3-nemotron-super-49b-v1",
        "GPT-4o (Nov '24), openai/gpt-4o-2024-11-20",
        "gpt-5-2025-08-07_minimal, openai/gpt-5@minimal",
        "openai/gpt-5-high-2025-08-07, openai/gpt-5@high",
        "GPT-5 mini (Non-Reasoning), openai/gpt-5-mini@none",
        "gpt-5.1-codex-max, openai/gpt-5.1-codex-max",
        "gpt-5.1-codex-max-high, openai/gpt-5.1-codex-max@high",
        "o3-mini-high, openai/o3-mini@high",
        "parasail-qwen3-235b-a22b-instruct-2507, qwen/qwen3-235b-a22b-2507",
        "qwen3-235b-a22b-no-thinking, qwen/qwen3-235b-a22b@none",
        "together_ai/Qwen/Qwen3-235B-A22B-fp8-tput, qwen/qwen3-235b-a22b",
        "qwen3-max-2025-09-23, qwen/qwen3-max",
        "grok-4-0709, x-ai/grok-4",
        "xai/grok-4-1-fast-non-reasoning, x-ai/grok-4.1-fast@none",
        "grok-4-20, x-ai/grok-4.20",
        "cerebras/zai-glm-4.6, z-ai/glm-4.6",
        "'GLM-4.6 (FC thinking)', z-ai/glm-4.6@thinking"
    })
    void meansTheModelAndCarriesTheEffort(String name, String variant) {
        assertThat(match(name)).contains(Variant.parse(variant));
    }

    @ParameterizedTest
    @CsvSource({
        "claude-opus-4.1",
        "Claude 3 Opus",
        "command-r-plus",
        "deepseek-v3.1",
        "deepseek-v3.2-exp",
        "gemini-2.5-pro-preview-05-06",
        "Gemini 2.5 Pro (May 2025)",
        "gemini-2.5-flash",
        "gemma-3-12b-it",
        "gemma-3-27b",
        "allura-org/Gemma-3-Glitter-27B",
        "Llama-3.1-70B",
        "llama-3.1-tulu-3-70b",
        "someone/llama-3.1-70b-instruct",
        "kimi-k2-thinking",
        "gpt-4o-2024-05-13",
        "gpt-4o-mini",
        "chatgpt-4o-latest",
        "ft:gpt-4o-2024-08-06",
        "gpt-5.1",
        "gpt-5.1-codex-mini",
        "o3 (high) + gpt-4.1",
        "Qwen2.5-72B",
        "qwen3-235b-a22b-thinking-2507",
        "qwen3-max-thinking",
        "qwen3.8-max",
        "grok-4.1-thinking",
        "grok-4-fast",
        "Quasar Alpha",
        "''"
    })
    void abstainsFromWhatOnlyLooksLikeOne(String name) {
        assertThat(match(name)).isEmpty();
    }

    @Test
    void anAnchorGoesBeforeTheName() {
        WrittenName name =
                WrittenName.of("the DeepSeek one (high)").anchored("deepseek-ai/DeepSeek-V3");

        assertThat(MATCHER.match(name))
                .contains(
                        NameMatch.of(
                                ModelId.of("deepseek/deepseek-chat"), Effort.HIGH, How.ANCHOR));
    }

    @Test
    void anEffortSaidApartGoesBeforeTheOneInTheName() {
        assertThat(MATCHER.match(WrittenName.of("GPT-5").at(Effort.LOW)).map(NameMatch::variant))
                .contains(Variant.parse("openai/gpt-5@low"));
    }

    @Test
    void theLabThatASourceNamesMustBeTheModels() {
        assertThat(MATCHER.match(WrittenName.of("grok-4").by("xai"))).isPresent();
        assertThat(MATCHER.match(WrittenName.of("Grok 4").by("nvidia"))).isEmpty();
    }

    @Test
    void anAliasThatTwoModelsClaimCountsForNeither() {
        var matcher =
                new NameMatcher(
                        List.of(
                                model("a/flash", "2026-01-01", "Org/Shared"),
                                model("a/flash-x", "2026-01-01", "Org/Shared")),
                        ReviewedAliases.none());

        assertThat(matcher.match(WrittenName.of("Org/Shared"))).isEmpty();
    }

    private static Optional<Variant> match(String name) {
        return MATCHER.match(WrittenName.of(name)).map(NameMatch::variant);
    }

    private static Model model(String id, String released, String... aliases) {
        return new Model(
                ModelId.of(id),
                id,
                Optional.of(LocalDate.parse(released)),
                false,
                Limits.UNKNOWN,
                List.of(aliases));
    }
}
