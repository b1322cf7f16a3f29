package dev.assayer.config;

import java.util.Locale;

/// When the built-in providers with canned answers run.
public enum SandboxMode {
    /// Only while no other provider is there.
    AUTO,
    ON,
    OFF;

    /// The lower-case word used in files.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
