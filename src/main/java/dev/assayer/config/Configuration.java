package dev.assayer.config;

import java.nio.file.Path;
import java.util.List;

/// What was configured, and where it was read.
///
/// @param settings all settings
/// @param environment the variables in force, `.env` included
/// @param files the files that were read, strongest first; none where there are none
public record Configuration(Settings settings, Environment environment, List<Path> files) {

    public Configuration {
        files = List.copyOf(files);
    }
}
