package dev.assayer.catalog;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// A model's name for people. Most catalogues give one (`Kimi K2.6`); a model that only a board
/// names goes by that board's identifier, with its effort, its packaging or its host in it
/// (`kimi-k3-max`). For those the name is spelled out of the id, which has none of that: `Kimi K3`.
public final class ShownName {

    /// Words that do not begin with one capital, as their makers write them.
    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("gpt", "GPT"),
                    Map.entry("oss", "OSS"),
                    Map.entry("glm", "GLM"),
                    Map.entry("llm", "LLM"),
                    Map.entry("ernie", "ERNIE"),
                    Map.entry("olmo", "OLMo"),
                    Map.entry("qwq", "QwQ"),
                    Map.entry("palm", "PaLM"),
                    Map.entry("deepseek", "DeepSeek"),
                    Map.entry("longcat", "LongCat"),
                    Map.entry("wizardlm", "WizardLM"),
                    Map.entry("learnlm", "LearnLM"),
                    Map.entry("codellama", "CodeLlama"),
                    Map.entry("codegemma", "CodeGemma"),
                    Map.entry("steerlm", "SteerLM"),
                    Map.entry("chatglm", "ChatGLM"),
                    Map.entry("it", "IT"));

    /// `70b`, `a3b`, `128k`; `v2.5` and `k2` are ordinary words.
    private static final Pattern SIZE = Pattern.compile("a?\\d+(\\.\\d+)?[bkm]");

    /// OpenAI's `o1`, and its `4o`.
    private static final Pattern SMALL = Pattern.compile("o\\d|\\d[a-z]");

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)*");

    private ShownName() {}

    /// @param name as the catalogue has it
    public static String of(ModelId id, String name) {
        return isIdentifier(name) ? spelled(id.name()) : name;
    }

    private static boolean isIdentifier(String name) {
        return name.equals(name.toLowerCase(Locale.ROOT))
                && name.chars().noneMatch(Character::isWhitespace);
    }

    private static String spelled(String slug) {
        var text = new StringBuilder();
        String before = "";
        for (String word : slug.split("[-_]", 0)) {
            boolean isJoined =
                    NUMBER.matcher(word).matches()
                            && (before.equals("gpt") || isDatePart(before, word));
            text.append(text.isEmpty() ? "" : isJoined ? "-" : " ").append(written(word));
            before = word;
        }
        return text.isEmpty() ? slug : text.toString();
    }

    /// `2025-02-10` and `09-2025` stay together.
    private static boolean isDatePart(String before, String word) {
        return before.matches("\\d{2}|\\d{4}") && word.matches("\\d{2}|\\d{4}");
    }

    private static String written(String word) {
        String known = WORDS.get(word);
        if (known != null) {
            return known;
        }
        if (SIZE.matcher(word).matches()) {
            return word.toUpperCase(Locale.ROOT);
        }
        return word.isEmpty() || SMALL.matcher(word).matches()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
