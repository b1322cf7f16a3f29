package dev.assayer.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The language a provider speaks on the wire.
public enum Dialect {
    /// OpenAI's chat completions, which nearly every provider offers beside its own.
    OPENAI;

    /// The lower-case word used in files.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads [#word()] back; empty for anything else.
    public static Optional<Dialect> find(String word) {
        return Arrays.stream(values()).filter(dialect -> dialect.word().equals(word)).findFirst();
    }
}
