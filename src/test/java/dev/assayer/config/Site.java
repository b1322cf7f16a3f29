package dev.assayer.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A working directory, a user's home, variables and flags to load a configuration from.
final class Site {

    final Path work;
    final Path home;
    private final Path userHome;
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, String> flags = new HashMap<>();

    Site(Path root) {
        work = directory(root.resolve("work"));
        userHome = directory(root.resolve("user"));
        home = directory(userHome.resolve(".assayer"));
    }

    private static Path directory(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Site file(Path path, String text) {
        try {
            directory(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `assayer.yaml` in the working directory.
    Site yaml(String text) {
        return file(work.resolve("assayer.yaml"), text);
    }

    /// `.env` in the working directory.
    Site dotEnv(String text) {
        return file(work.resolve(".env"), text);
    }

    Site variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    Site flag(String key, String value) {
        flags.put(key, value);
        return this;
    }

    Configuration load() {
        return ConfigurationLoader.load(
                new Surroundings(variables, work, userHome),
                flags,
                new KnownIds(
                        Set.of("openai", "groq"),
                        Set.of("aider", "epoch", "lmarena", "models.dev")));
    }

    Settings settings() {
        return load().settings();
    }

    /// The problems of a configuration that must have some, one text each, with the files'
    /// directories left out.
    List<String> problems() {
        try {
            load();
        } catch (BadConfiguration e) {
            return e.problems().stream()
                    .map(problem ->
                            problem.toString().replace(work + "/", "").replace(home + "/", "home/"))
                    .toList();
        }
        throw new AssertionError("no problem was found");
    }
}
