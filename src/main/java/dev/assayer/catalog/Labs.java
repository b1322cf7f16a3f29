package dev.assayer.catalog;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The names under which the makers of models go, and the words that name hosts and never a maker.
public final class Labs {

    /// Spellings of a lab, to the first half of its [ModelId]s as OpenRouter writes it (2026-07).
    private static final Map<String, String> CANONICAL =
            Map.ofEntries(
                    Map.entry("ai2", "allenai"),
                    Map.entry("ai21", "ai21"),
                    Map.entry("ai21-labs", "ai21"),
                    Map.entry("ai21labs", "ai21"),
                    Map.entry("alibaba", "qwen"),
                    Map.entry("allenai", "allenai"),
                    Map.entry("amazon", "amazon"),
                    Map.entry("ant-group", "inclusionai"),
                    Map.entry("anthropic", "anthropic"),
                    Map.entry("antgroup", "antgroup"),
                    Map.entry("arcee", "arcee-ai"),
                    Map.entry("arcee-ai", "arcee-ai"),
                    Map.entry("arcee_ai", "arcee-ai"),
                    Map.entry("baidu", "baidu"),
                    Map.entry("bytedance", "bytedance-seed"),
                    Map.entry("bytedance-seed", "bytedance-seed"),
                    Map.entry("cohere", "cohere"),
                    Map.entry("cohereforai", "cohere"),
                    Map.entry("coherelabs", "cohere"),
                    Map.entry("deepcogito", "deepcogito"),
                    Map.entry("deepseek", "deepseek"),
                    Map.entry("deepseek-ai", "deepseek"),
                    Map.entry("google", "google"),
                    Map.entry("ibm", "ibm-granite"),
                    Map.entry("ibm-granite", "ibm-granite"),
                    Map.entry("inception", "inception"),
                    Map.entry("inception-ai", "inception"),
                    Map.entry("inceptionlabs", "inception"),
                    Map.entry("inclusionai", "inclusionai"),
                    Map.entry("grok", "x-ai"),
                    Map.entry("kimi", "moonshotai"),
                    Map.entry("kuaishou", "kwaipilot"),
                    Map.entry("kwaipilot", "kwaipilot"),
                    Map.entry("liquid", "liquid"),
                    Map.entry("liquidai", "liquid"),
                    Map.entry("meituan", "meituan"),
                    Map.entry("meituan-longcat", "meituan"),
                    Map.entry("meta", "meta-llama"),
                    Map.entry("meta-llama", "meta-llama"),
                    Map.entry("microsoft", "microsoft"),
                    Map.entry("minimax", "minimax"),
                    Map.entry("minimaxai", "minimax"),
                    Map.entry("mistral", "mistralai"),
                    Map.entry("mistral-ai", "mistralai"),
                    Map.entry("mistralai", "mistralai"),
                    Map.entry("moonshot", "moonshotai"),
                    Map.entry("moonshotai", "moonshotai"),
                    Map.entry("moonshot-ai", "moonshotai"),
                    Map.entry("nousresearch", "nousresearch"),
                    Map.entry("nvidia", "nvidia"),
                    Map.entry("openai", "openai"),
                    Map.entry("perplexity", "perplexity"),
                    Map.entry("poolside", "poolside"),
                    Map.entry("prime-intellect", "prime-intellect"),
                    Map.entry("primeintellect", "prime-intellect"),
                    Map.entry("qwen", "qwen"),
                    Map.entry("rekaai", "rekaai"),
                    Map.entry("sakana", "sakana"),
                    Map.entry("sarvam", "sarvam"),
                    Map.entry("sarvamai", "sarvam"),
                    Map.entry("stepfun", "stepfun"),
                    Map.entry("stepfun-ai", "stepfun"),
                    Map.entry("tencent", "tencent"),
                    Map.entry("thinkingmachines", "thinkingmachines"),
                    Map.entry("thinky", "thinkingmachines"),
                    Map.entry("thudm", "z-ai"),
                    Map.entry("tiiuae", "tiiuae"),
                    Map.entry("upstage", "upstage"),
                    Map.entry("volcengine", "bytedance-seed"),
                    Map.entry("writer", "writer"),
                    Map.entry("x-ai", "x-ai"),
                    Map.entry("xai", "x-ai"),
                    Map.entry("xai-org", "x-ai"),
                    Map.entry("xiaomi", "xiaomi"),
                    Map.entry("xiaomimimo", "xiaomi"),
                    Map.entry("z-ai", "z-ai"),
                    Map.entry("zai", "z-ai"),
                    Map.entry("zai-org", "z-ai"),
                    Map.entry("zhipuai", "z-ai"));

    /// Parts of a path that name a host, a cloud region or a catalogue.
    private static final Set<String> HOSTS =
            Set.of(
                    "@cf",
                    "@hf",
                    "accounts",
                    "amazon-bedrock",
                    "anyscale",
                    "azure",
                    "azure_ai",
                    "baseten",
                    "bedrock",
                    "bedrock_converse",
                    "bedrock_mantle",
                    "cerebras",
                    "chutes",
                    "cloudflare",
                    "databricks",
                    "dashscope",
                    "deepinfra",
                    "eu",
                    "fireworks",
                    "fireworks-ai",
                    "fireworks_ai",
                    "friendliai",
                    "gemini",
                    "github_copilot",
                    "global",
                    "global-standard",
                    "gmi",
                    "neuralmagic",
                    "pro",
                    "ps",
                    "siliconflow",
                    "public",
                    "redhatai",
                    "route",
                    "routers",
                    "tee",
                    "unsloth",
                    "workers-ai",
                    "groq",
                    "hf",
                    "huggingface",
                    "hyperbolic",
                    "lambda_ai",
                    "models",
                    "nebius",
                    "novita",
                    "nscale",
                    "nvidia_nim",
                    "oci",
                    "ollama",
                    "openrouter",
                    "replicate",
                    "sambanova",
                    "scaleway",
                    "snowflake",
                    "together",
                    "together_ai",
                    "togetherai",
                    "us",
                    "vercel_ai_gateway",
                    "vertex_ai",
                    "wandb",
                    "watsonx");

    private static final Set<String> MAKERS =
            Set.of(
                    "alibaba",
                    "allenai",
                    "amazon",
                    "anthropic",
                    "arcee",
                    "baidu",
                    "bytedance",
                    "cohere",
                    "google",
                    "ibm",
                    "inceptionlabs",
                    "meta",
                    "microsoft",
                    "mistralai",
                    "moonshot",
                    "moonshotai",
                    "nousresearch",
                    "nvidia",
                    "openai",
                    "perplexity",
                    "poolside",
                    "stepfun",
                    "tencent",
                    "thudm",
                    "xai",
                    "xiaomi",
                    "zai");

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(?:-gov)?-[a-z]+-\\d");

    private static final Set<String> OWN_FAMILIES =
            Set.of(
                    "morph",
                    "snowflake",
                    "nova",
                    "llama",
                    "deepseek",
                    "mistral",
                    "minimax",
                    "sarvam",
                    "kimi",
                    "gemini",
                    "v0");

    private Labs() {}

    /// The canonical lab for any of its spellings, in any case; empty for a word that is no known
    /// lab.
    public static Optional<String> canonical(String word) {
        return Optional.ofNullable(CANONICAL.get(word.toLowerCase(Locale.ROOT)));
    }

    /// Whether the word names a maker and begins no model's name, so that before one it only says
    /// whose it is.
    static boolean isOnlyMaker(String word) {
        return MAKERS.contains(word);
    }

    /// Whether the word begins the names of a host's own models, so that it is no prefix of the
    /// host's.
    static boolean isFamily(String word) {
        return OWN_FAMILIES.contains(word);
    }

    /// Whether a part of a path names a host and says nothing about the model.
    public static boolean isHost(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return HOSTS.contains(lower) || REGION.matcher(lower).matches();
    }
}
