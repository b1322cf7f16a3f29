package dev.assayer.evidence;

import java.util.Locale;

/// How evidence reaches us; the layered view weighs a score by it.
public enum Layer {
    /// A file that the user keeps.
    STATIC,
    /// Files of results that somebody publishes: boards, dumps of benchmark runs.
    SCRAPED,
    /// An API that answers with what holds at the moment.
    LIVE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads [#word()] back.
    ///
    /// @throws IllegalArgumentException for any other word
    public static Layer parse(String word) {
        for (Layer layer : values()) {
            if (layer.word().equals(word)) {
                return layer;
            }
        }
        throw new IllegalArgumentException(
                "layer: '" + word + "' (expected: static, scraped or live)");
    }
}
