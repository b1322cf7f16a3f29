package dev.assayer.evidence;

import java.util.Locale;

/// How a value came about; it decides how far the value is trusted.
public enum Method {
    /// The board's operators ran the model themselves.
    MEASURED,
    /// People compared answers and voted.
    VOTED,
    /// Another model graded the answers.
    JUDGED,
    /// The model's own maker reported it.
    SELF_REPORTED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads [#word()] back.
    ///
    /// @throws IllegalArgumentException for any other word
    public static Method parse(String word) {
        for (Method method : values()) {
            if (method.word().equals(word)) {
                return method;
            }
        }
        throw new IllegalArgumentException(
                "method: '" + word + "' (expected: measured, voted, judged or self_reported)");
    }
}
