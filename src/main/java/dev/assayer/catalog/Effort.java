package dev.assayer.catalog;

import java.util.Locale;

/// How much a model is told to think before it answers. Evidence is keyed by (model, effort)
/// because effort moves a model further than its neighbours in rank are apart. [#DEFAULT] is what
/// the provider does when nothing is said.
public enum Effort {
    DEFAULT,
    NONE,
    MINIMAL,
    LOW,
    MEDIUM,
    HIGH,
    XHIGH,
    MAX,
    /// Thinking is on, and the source does not say how much.
    THINKING;

    /// The lower-case word, as in `gpt-5@high`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads [#word()] back.
    ///
    /// @throws IllegalArgumentException for any other word
    public static Effort parse(String word) {
        for (Effort effort : values()) {
            if (effort.word().equals(word)) {
                return effort;
            }
        }
        throw new IllegalArgumentException(
                "effort: '"
                        + word
                        + "' (expected: default, none, minimal, low, medium, high, xhigh, max or thinking)");
    }
}
