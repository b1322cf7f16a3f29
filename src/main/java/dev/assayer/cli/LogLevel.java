package dev.assayer.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.assayer.config.LogSettings;
import org.slf4j.LoggerFactory;

/// Sets what Assayer's own code logs.
final class LogLevel {

    private LogLevel() {}

    static void apply(LogSettings.Level level) {
        if (LoggerFactory.getLogger("dev.assayer") instanceof Logger logger) {
            logger.setLevel(Level.toLevel(level.name()));
        }
    }
}
