package dev.assayer.config;

import java.util.Locale;

/// What is logged.
///
/// @param level the least severe that is
public record LogSettings(Level level) {

    public static final LogSettings DEFAULT = new LogSettings(Level.INFO);

    /// Severities, from few lines to many.
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE;

        /// The lower-case word used in files.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
