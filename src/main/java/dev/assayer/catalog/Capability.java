package dev.assayer.catalog;

import java.util.Locale;

/// Something a request may need beyond text, and an offer may have.
public enum Capability {
    TOOLS,
    STRUCTURED_OUTPUT,
    IMAGES,
    AUDIO,
    REASONING;

    /// The lower-case word used in files and explanations, e.g. `structured_output`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads [#word()] back.
    ///
    /// @throws IllegalArgumentException for any other word
    public static Capability parse(String word) {
        for (Capability capability : values()) {
            if (capability.word().equals(word)) {
                return capability;
            }
        }
        throw new IllegalArgumentException(
                "capability: '"
                        + word
                        + "' (expected: tools, structured_output, images, audio or reasoning)");
    }
}
