package dev.assayer.config;

import java.nio.file.Path;

/// Where a setting or a variable was written; its text form is what a message shows.
public sealed interface Origin {

    /// A line of a file; lines count from 1, and 0 means the file as a whole.
    record Line(Path file, int number) implements Origin {
        @Override
        public String toString() {
            return number == 0 ? file.toString() : file + ":" + number;
        }
    }

    /// A variable of the process's environment.
    record Variable(String name) implements Origin {
        @Override
        public String toString() {
            return "environment variable " + name;
        }
    }

    /// The command line.
    ///
    /// @param name as typed, e.g. `--port`
    record Flag(String name) implements Origin {
        @Override
        public String toString() {
            return name;
        }
    }

    /// The program itself.
    record BuiltIn() implements Origin {
        @Override
        public String toString() {
            return "built in";
        }
    }
}
