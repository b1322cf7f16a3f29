package dev.assayer.cli;

import dev.assayer.config.Configuration;
import dev.assayer.config.ConfigurationLoader;
import dev.assayer.config.KnownIds;
import dev.assayer.config.Surroundings;
import dev.assayer.evidence.sync.Sources;
import dev.assayer.provider.ProviderPresets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the configuration comes from: the same options for every command that needs it.
final class ConfigurationOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Settings (ASSAYER_CONFIG; default: assayer.yaml in the working directory, then in the home).")
    private @Nullable String config;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Database, snapshots and caches (ASSAYER_HOME; default: ~/.assayer).")
    private @Nullable String home;

    /// Reads the configuration.
    ///
    /// @throws dev.assayer.config.BadConfiguration with all problems at once
    Configuration load() {
        return load(Map.of());
    }

    /// As [#load()], with more flags by key.
    Configuration load(Map<String, String> more) {
        Map<String, String> flags = new LinkedHashMap<>(more);
        if (config != null) {
            flags.put("config", config);
        }
        if (home != null) {
            flags.put("home", home);
        }
        return ConfigurationLoader.load(
                new Surroundings(
                        System.getenv(),
                        Path.of("").toAbsolutePath(),
                        Path.of(System.getProperty("user.home")).toAbsolutePath()),
                flags,
                new KnownIds(ProviderPresets.bundled().ids(), Sources.all().ids()));
    }
}
