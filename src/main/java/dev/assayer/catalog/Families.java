package dev.assayer.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What has to be known about families of models to read their names: which words are part of the
/// name in one family and say how it is run in another. Taken from the labs' model cards and API
/// documentation (2026-08).
final class Families {

    private static final Pattern BARE_NUMBER = Pattern.compile("\\d(?:\\.\\d)?");
    private static final Pattern TWO_DIGITS = Pattern.compile("[3-9]\\d");
    private static final Pattern SIZE = Pattern.compile("\\d+(?:\\.\\d+)?b");
    private static final Pattern EXPERTS = Pattern.compile("a\\d+b");

    /// `qwen 3 235b a22b instruct`; one less without the last.
    private static final int HYBRID_WORDS = 5;

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
                    "ministral",
                    "nemotron",
                    "olmo",
                    "phi",
                    "seed",
                    "sonar",
                    "trinity");

    /// Families in which `chat` is a part of the name and not the mark of a tuned model.
    private static final Set<String> CHAT_IS_A_NAME = Set.of("gpt", "deepseek", "longcat", "grok");

    private static final Set<String> WITHOUT_WEIGHTS = Set.of("claude", "gemini", "gpt");

    /// Families whose own names do not say `fast`, so that it is a way of serving them.
    private static final Set<String> SERVED_FAST =
            Set.of("claude", "deepseek", "glm", "kimi", "llama", "minimax", "qwen");

    /// Families in which `medium` is a size.
    private static final Set<String> SIZED =
            Set.of("mistral", "magistral", "devstral", "phi", "sonar");

    private Families() {}

    /// Whether a name without a tuning suffix means the base model.
    static boolean hasPublicBase(Collection<String> words) {
        boolean isOldQwen =
                words.contains("qwen") && !any(words, VERSION_FROM_3) && !words.contains("vl");
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

    /// Whether the family's weights are nowhere to be had, so that `base` cannot mean a base model:
    /// LiveBench writes it for a run without thinking.
    static boolean hidesWeights(Collection<String> words) {
        return anyOf(words, WITHOUT_WEIGHTS) && !words.contains("oss");
    }

    /// Whether the word is the mark of a tuned model, and so no part of the name.
    static boolean isTuning(String word, Collection<String> words, boolean isDated) {
        return switch (word) {
            case "it", "inst" -> true;
            case "chat" -> !anyOf(words, CHAT_IS_A_NAME) || words.contains("llm");
            case "instruct" -> !words.contains("gpt") && (isDated || !isHybridQwen(words));
            case "open" -> words.contains("mistral") || words.contains("mixtral");
            default -> false;
        };
    }

    /// The first Qwen3 (April 2025) switches its thinking and has no tuning suffix; without a date
    /// nobody knows whether `instruct` means it or its successor of July.
    private static boolean isHybridQwen(Collection<String> words) {
        return words.contains("qwen")
                && words.contains("3")
                && any(words, EXPERTS)
                && words.size() == HYBRID_WORDS;
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

    /// Whether a thinking model of other weights stands beside the plain one under the same name
    /// and a word for it, and the plain one does not think.
    static boolean hasThinkingTwin(Collection<String> words, boolean isDated) {
        boolean isQwenApart =
                isDated
                        || words.contains("next")
                        || words.contains("vl")
                        || (words.contains("max") && words.contains("3"));
        return (words.contains("kimi") && words.contains("k2"))
                || (words.contains("qwen") && isQwenApart);
    }

    /// Whether a name that says neither `instruct` nor `thinking` leaves open which of two models
    /// it means, because neither of them goes without that word.
    static boolean mustSayTuning(Collection<String> words) {
        return words.contains("qwen")
                && words.contains("3")
                && (words.contains("vl") || words.contains("next"))
                && any(words, SIZE);
    }

    private static boolean hasThinkingWeights(Collection<String> words, boolean isDated) {
        return hasThinkingTwin(words, isDated)
                || anyOf(words, THINKS_APART)
                || (words.contains("gemini") && words.contains("2"))
                || (words.contains("grok") && words.contains("3") && !words.contains("mini"));
    }

    /// Whether the word is a faster or cheaper way of serving the same weights.
    static boolean isTier(String word, Collection<String> words) {
        return switch (word) {
            case "tput", "maas", "highspeed", "tee", "free", "original", "flex", "basic", "cloud" ->
                    true;
            case "turbo" ->
                    anyOf(words, Set.of("kimi", "llama", "deepseek", "minimax"))
                            || (words.contains("qwen") && any(words, SIZE));
            case "128k", "202k" -> anyOf(words, Set.of("glm", "qwen"));
            case "lite", "instant", "versatile" -> words.contains("llama");
            case "fast" ->
                    anyOf(words, SERVED_FAST)
                            || (words.contains("gpt") && words.contains("oss"))
                            || (words.contains("grok") && words.contains("3"));
            default -> false;
        };
    }

    /// Whether a number of thousands (`32k`) is a thinking budget even where nothing else says so.
    static boolean hasBudgets(Collection<String> words) {
        return words.contains("claude") || words.contains("gemini");
    }

    static Set<String> experts(Collection<String> words) {
        boolean isPlainQwen3 =
                words.contains("qwen") && words.contains("3") && words.size() < HYBRID_WORDS;
        return any(words, SIZE) && !isPlainQwen3
                ? words.stream()
                        .filter(word -> EXPERTS.matcher(word).matches())
                        .collect(Collectors.toSet())
                : Set.of();
    }

    /// Takes out words that some spell and others leave out: the maker's name, the only version,
    /// the size of the experts.
    static void tidy(Collection<String> words, boolean isDated) {
        if (words.contains("llama")) {
            tidyLlama(words);
        }
        if (words.contains("nemotron")) {
            words.removeAll(Set.of("llama", "3.1", "3.3", "v1"));
        }
        if (words.contains("hermes") && (words.contains("3") || words.contains("4"))) {
            words.removeAll(Set.of("llama", "3.1", "nous"));
        }
        if (words.contains("nova")) {
            words.removeAll(Set.of("v1", "1"));
        }
        if (words.contains("hy") && words.contains("3")) {
            words.remove("hunyuan");
        }
        if (words.contains("aya")) {
            words.remove("c4ai");
        }
        if (words.contains("devstral")) {
            words.remove("labs");
        }
        if (words.contains("qwen")) {
            words.remove("parasail"); // a host that joins its name to the model's
        }
        if (words.contains("mixtral")) {
            words.remove("v0.1");
        }
        if (words.contains("seed")) {
            words.removeAll(Set.of("doubao", "dola")); // ByteDance's names for it at home
        }
        if (words.contains("kimi")) {
            words.remove("1t");
        }
        if (isDated || (words.contains("gemini") && anyStartsWith(words, "2"))) {
            words.remove("001");
        }
        if (words.contains("deepseek")) {
            tidyDeepSeek(words);
        }
        if (words.contains("gpt") && words.contains("chat")) {
            words.remove("latest");
        }
    }

    private static void tidyDeepSeek(Collection<String> words) {
        for (String word : List.copyOf(words)) {
            if (BARE_NUMBER.matcher(word).matches()) {
                words.remove(word);
                words.add("v" + word);
            }
        }
        if (anyStartsWith(words, "v")) {
            words.remove("chat");
        }
        if (!words.contains("distill")) {
            words.removeAll(Set.of("671b", "685b"));
        }
    }

    /// The word with the point that Azure and others leave out: `gpt-35` is GPT-3.5.
    static String withPoint(String word, String before) {
        boolean isNumber = before.equals("gpt") && TWO_DIGITS.matcher(word).matches();
        boolean isGlued =
                (before.equals("minimax") && word.length() == 3 && word.startsWith("m"))
                        || (word.length() == 6 && word.startsWith("qwen"));
        int last = word.length() - 1;
        return (isNumber || isGlued)
                        && Character.isDigit(word.charAt(last))
                        && Character.isDigit(word.charAt(last - 1))
                ? word.substring(0, last) + "." + word.charAt(last)
                : word;
    }

    private static void tidyLlama(Collection<String> words) {
        if (words.contains("scout") || words.contains("maverick")) {
            words.removeAll(Set.of("17b", "16e", "128e"));
        }
        for (String word : List.copyOf(words)) {
            if (words.size() < 5 && !words.contains("nemotron") && WITH_V.matcher(word).matches()) {
                words.remove(word);
                words.add(word.substring(1));
            }
        }
        if (words.contains("3.2") && (words.contains("11b") || words.contains("90b"))) {
            words.remove("vision"); // all of these sizes see
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
