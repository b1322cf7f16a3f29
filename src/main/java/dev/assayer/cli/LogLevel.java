package dev.assayer.cli;

import dev.assayer.config.LogSettings;

/// Sets what Assayer's own code logs, through the property that `logback.xml` reads. Must come
/// before the first logger.
final class LogLevel {

    private LogLevel() {}

    static void apply(LogSettings.Level level) {
        System.setProperty("assayer.log.level", level.name());
    }
}
