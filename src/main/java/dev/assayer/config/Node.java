package dev.assayer.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// A piece of a configuration file that knows its line.
sealed interface Node {

    Origin origin();

    /// What this is, for a message.
    String kind();

    /// A text; every other type is read out of it.
    ///
    /// @param text the text, before substitution
    /// @param plain whether it stands without quotes
    record Scalar(String text, boolean plain, Origin origin) implements Node {

        private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

        /// Whether nothing was written.
        boolean isNull() {
            return plain && NULLS.contains(text);
        }

        @Override
        public String kind() {
            return "a single value";
        }

        @Override
        public String toString() {
            return "scalar at " + origin;
        }
    }

    /// Keys with values.
    ///
    /// @param entries in the order of the file
    record Mapping(Map<String, Entry> entries, Origin origin) implements Node {

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /// A list.
    record Sequence(List<Node> items, Origin origin) implements Node {

        @Override
        public String kind() {
            return "a list";
        }
    }

    /// A value with the place of its key.
    record Entry(Node value, Origin origin) {}
}
