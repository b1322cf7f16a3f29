package dev.assayer.scoring;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What an answer must be good at. The first ten are kinds of text task, and every request has one;
/// [#TOOLS] is an ability that a request wants in addition when it carries tools, never a category
/// of text.
public enum Category {
    CODING,
    MATH,
    REASONING,
    RESEARCH,
    LANGUAGE,
    EMPATHY,
    CREATIVE_WRITING,
    GENERAL,
    QUESTION,
    CHAT,
    TOOLS;

    private static final List<Category> OF_TEXT =
            Arrays.stream(values()).filter(category -> category != TOOLS).toList();

    /// The ten categories a prompt can have, in the order of their ordinals 0..9.
    public static List<Category> ofText() {
        return OF_TEXT;
    }

    /// The lower-case word used everywhere outside, e.g. `creative_writing`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads [#word()] back; empty for anything else.
    public static Optional<Category> find(String word) {
        return Arrays.stream(values()).filter(category -> category.word().equals(word)).findFirst();
    }
}
