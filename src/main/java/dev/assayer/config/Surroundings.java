package dev.assayer.config;

import java.nio.file.Path;
import java.util.Map;

/// What a process was started in; handed in by whoever starts it.
///
/// @param environment the process's variables
/// @param workingDirectory absolute
/// @param userHome what `~` means; absolute
public record Surroundings(Map<String, String> environment, Path workingDirectory, Path userHome) {

    public Surroundings {
        environment = Map.copyOf(environment);
        if (!workingDirectory.isAbsolute() || !userHome.isAbsolute()) {
            throw new IllegalArgumentException(
                    "surroundings: "
                            + workingDirectory
                            + ", "
                            + userHome
                            + " (expected: absolute paths)");
        }
    }

    /// Reads a path as people write it: `~` is the user's home, and what is relative belongs to
    /// `base`.
    ///
    /// @throws java.nio.file.InvalidPathException if it cannot be a path
    Path resolve(String text, Path base) {
        if (text.equals("~")) {
            return userHome;
        }
        return (text.startsWith("~/") ? userHome.resolve(text.substring(2)) : base.resolve(text))
                .normalize();
    }

    /// As [#resolve(String, Path)], in the directory of the file that says it, else in the working
    /// directory.
    Path resolve(String text, Origin origin) {
        return resolve(
                text,
                origin instanceof Origin.Line line && line.file().getParent() != null
                        ? line.file().getParent()
                        : workingDirectory);
    }

    @Override
    public String toString() {
        return "in " + workingDirectory + ", home " + userHome;
    }
}
