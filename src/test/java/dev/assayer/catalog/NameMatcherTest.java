package dev.assayer.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.assayer.catalog.NameMatch.How;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
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
                            model("deepseek/deepseek-r1-0528", "2025-05-28"),
                            model("google/gemini-2.0-flash-001", "2025-02-05"),
                            model("google/gemini-2.5-pro", "2025-06-17"),
                            model("google/gemini-2.5-pro-preview-05-06", "2025-05-07"),
                            model("google/gemini-3-pro-preview", "2025-11-18"),
                            model("google/gemma-3-27b-it", "2025-03-12"),
                            model("meta-llama/llama-3.1-70b-instruct", "2024-07-23"),
                            model("meta-llama/llama-4-maverick", "2025-04-05"),
                            model("mistralai/devstral-small", "2025-07-10"),
                            model("mistralai/ministral-8b-2512", "2025-12-02"),
                            model("mistralai/mistral-7b-instruct-v0.1", "2023-09-27"),
                            model("mistralai/mistral-large-2411", "2024-11-19"),
                            model("mistralai/mistral-medium-3", "2025-05-07"),
                            model("mistralai/mistral-medium-3.1", "2025-08-13"),
                            model("mistralai/mistral-medium-3-5", "2026-04-30"),
                            model("mistralai/mistral-small-3.1-24b-instruct", "2025-03-17"),
                            model("minimax/minimax-m2.5", "2026-02-12"),
                            model("moonshotai/kimi-k2", "2025-07-11"),
                            model("moonshotai/kimi-k2.5", "2026-01-27"),
                            model("nousresearch/hermes-4-405b", "2025-08-26"),
                            model("nvidia/llama-3.3-nemotron-super-49b-v1", "2025-04-08"),
                            model("nvidia/llama-3.3-nemotron-super-49b-v1.5", "2025-07-25"),
                            model("nvidia/nemotron-3-super-120b-a12b", "2026-03-11"),
                            model("nvidia/nemotron-nano-9b-v2", "2025-09-05"),
                            model("openai/gpt-4o", "2024-08-06"),
                            model("openai/gpt-4o-2024-11-20", "2024-11-20"),
                            model("openai/gpt-3.5-turbo", "2024-01-25"),
                            model("openai/gpt-5", "2025-08-07"),
                            model("openai/gpt-5-chat", "2025-08-07"),
                            model("openai/gpt-5-mini", "2025-08-07"),
                            model("openai/gpt-5.1-codex", "2025-11-13"),
                            model("openai/gpt-5.1-codex-max", "2025-11-13"),
                            model("openai/o3-mini", "2025-01-31"),
                            model("qwen/qwen-2.5-72b-instruct", "2024-09-19"),
                            model("qwen/qwen3-235b-a22b", "2025-04-28"),
                            model("qwen/qwen3-235b-a22b-2507", "2025-07-21"),
                            model("qwen/qwen3-coder", "2025-07-22"),
                            model("qwen/qwen3-max", "2025-09-23"),
                            model("qwen/qwen3-vl-8b-instruct", "2025-10-14"),
                            model("qwen/qwen3-vl-8b-thinking", "2025-10-14"),
                            model("qwen/qwen3-vl-32b-instruct", "2025-10-21"),
                            model("qwen/qwen3.5-397b-a17b", "2026-02-16"),
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
        "'GLM-4.6 (FC thinking)', z-ai/glm-4.6@thinking",
        "claude-4-opus-20250514-base, anthropic/claude-opus-4@none",
        "Claude-3-5-Sonnet (Oct 2024), anthropic/claude-3.5-sonnet",
        "deepseek.v3.2, deepseek/deepseek-v3.2",
        "deepseek-v3:671b, deepseek/deepseek-chat",
        "'DeepSeek V3 (Dec ''24)', deepseek/deepseek-chat",
        "'Gemini 2.5 Pro (May 2025)', google/gemini-2.5-pro-preview-05-06",
        "gemini-2.5-pro-preview-2025-05-07, google/gemini-2.5-pro-preview-05-06",
        "gemini-2.5-pro-highthinking, google/gemini-2.5-pro@high",
        "Devstral Small 1.1, mistralai/devstral-small",
        "mistralai/Ministral-3-8B-Instruct-2512, mistralai/ministral-8b-2512",
        "'Mistral Large 2 (Nov ''24)', mistralai/mistral-large-2411",
        "mistral-medium-2604, mistralai/mistral-medium-3-5",
        "mistral-medium-3-1-2508, mistralai/mistral-medium-3.1",
        "mistral-small-2503, mistralai/mistral-small-3.1-24b-instruct",
        "Mistral Small 3.1, mistralai/mistral-small-3.1-24b-instruct",
        "mistral-7b-instruct-v0.1, mistralai/mistral-7b-instruct-v0.1",
        "'Hermes 4 - Llama-3.1 405B (Reasoning)', nousresearch/hermes-4-405b@thinking",
        "Llama Nemotron Super 49B v1.5, nvidia/llama-3.3-nemotron-super-49b-v1.5",
        "amazon-bedrock/nvidia.nemotron-nano-9b-v2, nvidia/nemotron-nano-9b-v2",
        "nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-FP8, nvidia/nemotron-3-super-120b-a12b",
        "Nemotron 3 Super (Reasoning), nvidia/nemotron-3-super-120b-a12b@thinking",
        "azure/gpt-35-turbo-0125, openai/gpt-3.5-turbo",
        "GPT-5 (ChatGPT), openai/gpt-5-chat",
        "'gpt-5, high', openai/gpt-5@high",
        "'Qwen3 VL 8B (Reasoning)', qwen/qwen3-vl-8b-thinking@thinking",
        "Qwen3-Coder 480B/A35B Instruct, qwen/qwen3-coder",
        "qwen3.5:397b, qwen/qwen3.5-397b-a17b",
        "qwen/qwen3-max:free, qwen/qwen3-max",
        "zai-org/GLM-4.6:thinking, z-ai/glm-4.6@thinking"
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
        "gemini-2.5-pro-preview-03-25",
        "Gemini 2.5 Pro (Mar 2025)",
        "gemini-2.0-flash-exp",
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
        "deepseek-chat",
        "deepseek-v3-base",
        "deepseek-r1",
        "Grok 3 Reasoning Beta",
        "ministral-8b-2410",
        "Ministral-3-8B-Reasoning-2512",
        "mistral-large",
        "mistral-large-2407",
        "mistral-medium-latest",
        "Mistral Medium 3.1 (2505)",
        "mistral-7b-instruct-v0.2",
        "mistral.mistral-7b-instruct-v0:2",
        "nvidia/llama-3.1-70b-instruct",
        "qwen3-235b-a22b-instruct",
        "qwen3-vl-8b",
        "Qwen3 VL 32B (Reasoning)",
        "deepgram/nova-2-general",
        "''"
    })
    void abstainsFromWhatOnlyLooksLikeOne(String name) {
        assertThat(match(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "modelsdev, cortecs/claude-4-opus, anthropic/claude-opus-4",
        "modelsdev, databricks/databricks-gpt-5-mini, openai/gpt-5-mini",
        "modelsdev, digitalocean/anthropic-claude-4.5-opus, anthropic/claude-opus-4.5",
        "modelsdev, google-vertex/claude-opus-4@default, anthropic/claude-opus-4",
        "modelsdev, zenmux/moonshotai/kimi-k2-free, moonshotai/kimi-k2",
        "modelsdev, routing-run/route/glm-4.6-6bit, z-ai/glm-4.6",
        "modelsdev, venice/minimax-m25, minimax/minimax-m2.5",
        "modelsdev, nebius/deepseek-ai/DeepSeek-V3.2-fast, deepseek/deepseek-v3.2",
        "modelsdev, vultr/nvidia/DeepSeek-V3.2-NVFP4, deepseek/deepseek-v3.2",
        "litellm, heroku/claude-4-opus, anthropic/claude-opus-4",
        "litellm, bedrock/eu-west-1/deepseek.v3.2, deepseek/deepseek-v3.2",
        "litellm, openrouter/deepseek/deepseek-chat, deepseek/deepseek-chat",
        "litellm, oci/xai.grok-4, x-ai/grok-4",
        "aider, DeepSeek Chat V3 (prev), deepseek/deepseek-chat",
        "lmarena, mistral-7b-instruct, mistralai/mistral-7b-instruct-v0.1",
        "epoch_display, Claude 3.5 Sonnet, anthropic/claude-3-5-sonnet-20240620",
        "tau2, Claude 3.5 Sonnet, anthropic/claude-3.5-sonnet"
    })
    void readsANameAsItsSourceWritesIt(String source, String name, String variant) {
        assertThat(MATCHER.match(WrittenName.of(name).from(source)).map(NameMatch::variant))
                .contains(Variant.parse(variant));
    }

    @ParameterizedTest
    @CsvSource({
        "modelsdev, deepseek/deepseek-chat",
        "modelsdev, 302ai/deepseek-chat",
        "litellm, deepseek/deepseek-reasoner",
        "litellm, perplexity/mistral-7b-instruct",
        "modelsdev, kilo/stealth/claude-opus-4",
        "modelsdev, someone/else/llama-3.1-70b-instruct",
        "snowflake, snowflake/snowflake-llama-3.1-70b",
        "lmarena, cortecs/claude-4-opus"
    })
    void abstainsWhereTheSourceMeansSomethingElse(String source, String name) {
        assertThat(MATCHER.match(WrittenName.of(name).from(source))).isEmpty();
    }

    /// Two ids of one catalogue are two models: whatever an id is taken for, it is not its
    /// neighbour.
    @Test
    void anIdMeansItselfOrNothingInEverySpelling() {
        var matcher = new NameMatcher(KnownModels.bundled(), ReviewedAliases.bundled());
        for (Model model : KnownModels.bundled()) {
            String id = model.id().value();
            for (String same : List.of(id, id.toUpperCase(Locale.ROOT), "openrouter/" + id)) {
                assertThat(
                                matcher.match(WrittenName.of(same))
                                        .map(match -> match.variant().model()))
                        .as(same)
                        .contains(model.id());
            }
            for (String other :
                    List.of(
                            model.id().name(),
                            "somewhere/" + id + ":free",
                            id.replace('-', '_'),
                            id + "-fp8",
                            id + " (thinking)",
                            id + "-high")) {
                assertThat(
                                matcher.match(WrittenName.of(other))
                                        .map(match -> match.variant().model())
                                        .filter(found -> !found.equals(model.id())))
                        .as(other)
                        .isEmpty();
            }
        }
    }

    @Test
    void aNameThatLeavesOpenWhichOfTwoModelsItMeansMakesNoModel() {
        assertThat(MATCHER.isNoModel(WrittenName.of("qwen/qwen3-vl-235b-a22b"))).isTrue();
        assertThat(MATCHER.isNoModel(WrittenName.of("qwen/qwen3-vl-235b-a22b-instruct"))).isFalse();
        assertThat(MATCHER.isNoModel(WrittenName.of("qwen/qwen3-vl-plus"))).isFalse();
    }

    /// Whatever a source writes, the matcher answers or abstains.
    @Test
    void survivesAnything() {
        List<String> parts =
                List.of(
                        "-",
                        "/",
                        ":",
                        "@",
                        "(",
                        ")",
                        "[",
                        " + ",
                        ", ",
                        ".",
                        "_",
                        "\u00e9",
                        "gpt",
                        "5",
                        "qwen",
                        "3",
                        "235b",
                        "a22b",
                        "mistral",
                        "small",
                        "2503",
                        "99999999999",
                        "v1:0",
                        "us.",
                        "anthropic.",
                        "claude",
                        "thinking",
                        "high",
                        "(high",
                        "base",
                        ":free");
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            String name =
                    random.ints(random.nextInt(9), 0, parts.size())
                            .mapToObj(parts::get)
                            .collect(Collectors.joining());
            WrittenName written = WrittenName.of(name).from(i % 2 == 0 ? "litellm" : "epoch");
            assertThatNoException().as(name).isThrownBy(() -> MATCHER.match(written));
        }
    }

    /// No name of one release means another, older or newer.
    @Test
    void aPredecessorIsNeverItsSuccessor() {
        List<Model> known = KnownModels.bundled();
        for (Model gone : known) {
            var without =
                    new NameMatcher(
                            known.stream().filter(model -> !model.equals(gone)).toList(),
                            ReviewedAliases.bundled());
            assertThat(without.match(WrittenName.of(gone.id().value())))
                    .as(gone.id().value())
                    .isEmpty();
        }
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
