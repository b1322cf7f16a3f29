package dev.assayer.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What has to be known about families of models to read their names: which words are part of the
/// name in one family and say how it is run in another. Taken from the labs' model cards and API
/// documentation (2026-08).
final class Families {

    private static final Pattern SIZE = Pattern.compile("\\d+(?:\\.\\d+)?b");
    private static final Pattern VERSION_FROM_3 = Pattern.compile("[3-9](?:\\.\\d)?");
    private static final Pattern WITH_V = Pattern.compile("v\\d(?:\\.\\d)?");

    /// Families that publish base models under the bare name.
    private static final Set<String> PUBLIC_BASES =
            Set.of(
                    "codegemma",
                    "codellama",
                    "codeqwen",
                    "falcon",
                    "gemma",
                    "mixtral",
                    "starcoder",
                    "yi");

    /// Families whose thinking models are other weights than the plain ones.
    private static final Set<String> THINKS_APART =
            Set.of(
                    "command",
                    "ernie",
                    "hunyuan",
                    "lfm",
                    "nemotron",
                    "olmo",
                    "phi",
                    "sonar",
                    "trinity");

    /// Families in which `chat` is a part of the name and not the mark of a tuned model.
    private static final Set<String> CHAT_IS_A_NAME = Set.of("gpt", "deepseek", "longcat", "grok");

    /// Families in which `medium` is a size.
    private static final Set<String> SIZED = Set.of("mistral", "magistral", "devstral", "phi");

    private Families() {}

    /// Whether a name without a tuning suffix means the base model.
    static boolean hasPublicBase(Collection<String> words) {
        boolean isOldQwen = words.contains("qwen") && !any(words, VERSION_FROM_3);
        boolean isOwnLlama =
                words.contains("llama")
                        && !words.contains("4")
                        && !words.contains("3.3")
                        && !words.contains("nemotron")
                        && !words.contains("tulu");
        return isOwnLlama
                || (isOldQwen && any(words, SIZE))
                || (words.contains("mistral") && words.contains("7b"))
                || anyOf(words, PUBLIC_BASES);
    }

    /// Whether the word is the mark of a tuned model, and so no part of the name.
    static boolean isTuning(String word, Collection<String> words) {
        return switch (word) {
            case "it", "inst" -> true;
            case "chat" -> !anyOf(words, CHAT_IS_A_NAME) || words.contains("llm");
            case "instruct" -> !words.contains("gpt");
            case "open" -> words.contains("mistral") || words.contains("mixtral");
            default -> false;
        };
    }

    /// Whether a word that looks like an effort is a part of the name: a size, an edition, other
    /// weights.
    static boolean isNotAnEffort(String word, Collection<String> words, boolean isDated) {
        return switch (word) {
            case "max" -> words.contains("codex") || words.contains("qwen");
            case "medium" -> anyOf(words, SIZED);
            case "instant" -> !words.contains("kimi");
            case "thinking", "reasoning" -> hasThinkingWeights(words, isDated);
            default -> false;
        };
    }

    private static boolean hasThinkingWeights(Collection<String> words, boolean isDated) {
        boolean isQwenApart =
                isDated || words.contains("next") || words.contains("vl") || words.contains("max");
        return anyOf(words, THINKS_APART)
                || (words.contains("kimi") && words.contains("k2"))
                || (words.contains("gemini") && words.contains("2"))
                || (words.contains("qwen") && isQwenApart);
    }

    /// Whether the word is a faster or cheaper way of serving the same weights.
    static boolean isTier(String word, Collection<String> words) {
        return switch (word) {
            case "tput", "maas", "highspeed", "tee" -> true;
            case "turbo" ->
                    words.contains("kimi")
                            || words.contains("llama")
                            || (words.contains("qwen") && any(words, SIZE));
            case "lite", "instant", "versatile" -> words.contains("llama");
            case "fast" -> words.contains("claude");
            default -> false;
        };
    }

    /// Whether a number of thousands (`32k`) is a thinking budget even where nothing else says so.
    static boolean hasBudgets(Collection<String> words) {
        return words.contains("claude") || words.contains("gemini");
    }

    /// Takes out words that some spell and others leave out: the maker's name, the only version,
    /// the size of the experts.
    static void tidy(Collection<String> words, boolean isDated) {
        if (words.contains("llama")) {
            tidyLlama(words);
        }
        if (words.contains("nemotron")) {
            words.remove("nvidia");
        }
        if (words.contains("nova")) {
            words.removeAll(Set.of("amazon", "v1", "1"));
        }
        if (words.contains("kimi")) {
            words.removeAll(Set.of("moonshotai", "moonshot"));
        }
        if (words.contains("hy") && words.contains("3")) {
            words.remove("hunyuan");
        }
        if (words.contains("glm")) {
            words.remove("zai");
        }
        if (words.contains("aya")) {
            words.remove("c4ai");
        }
        if (words.contains("granite")) {
            words.remove("ibm");
        }
        if (words.contains("qwen")) {
            words.remove("parasail"); // a host that joins its name to the model's
        }
        if (words.contains("mistral") || words.contains("mixtral")) {
            words.remove("v0.1");
        }
        if (words.contains("mistral") && words.contains("large") && isDated) {
            words.remove("2");
        }
        if (isDated || (words.contains("gemini") && anyStartsWith(words, "2"))) {
            words.remove("001");
        }
        if (words.contains("deepseek") && anyStartsWith(words, "v")) {
            words.remove("chat");
        }
        if (words.contains("gpt") && words.contains("chat")) {
            words.remove("latest");
        }
    }

    private static void tidyLlama(Collection<String> words) {
        words.remove("meta");
        if (words.contains("scout") || words.contains("maverick")) {
            words.removeAll(Set.of("17b", "16e", "128e"));
        }
        for (String word : List.copyOf(words)) {
            if (words.size() < 5 && !words.contains("nemotron") && WITH_V.matcher(word).matches()) {
                words.remove(word);
                words.add(word.substring(1));
            }
        }
    }

    private static boolean any(Collection<String> words, Pattern pattern) {
        return words.stream().anyMatch(word -> pattern.matcher(word).matches());
    }

    private static boolean anyOf(Collection<String> words, Set<String> family) {
        return words.stream().anyMatch(family::contains);
    }

    private static boolean anyStartsWith(Collection<String> words, String start) {
        return words.stream().anyMatch(word -> word.startsWith(start));
    }
}
