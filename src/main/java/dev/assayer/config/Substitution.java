package dev.assayer.config;

import java.util.regex.Pattern;
import org.apache.commons.text.StringSubstitutor;
import org.jspecify.annotations.Nullable;

/// Puts variables into texts: `${NAME}`, `${NAME:-default}`, and `$${` for a plain `${`. It works
/// on single values after the file was parsed, so a variable's content can never become a key; and
/// once, so it is not searched again. A variable that is set to nothing counts as not set, as in a
/// shell's `:-`.
final class Substitution {

    private static final Pattern NESTED = Pattern.compile("(?<!\\$)\\$\\{[^}]*\\$\\{");
    private static final Pattern UNCLOSED = Pattern.compile("(?<!\\$)\\$\\{[^}]*$");

    private final Environment environment;
    private String asked = "";

    Substitution(Environment environment) {
        this.environment = environment;
    }

    /// The text with its variables filled in.
    ///
    /// @throws IllegalArgumentException with a sentence naming the variable that is not set, or the
    ///   malformed place
    String apply(String text) {
        if (!text.contains("${")) {
            return text;
        }
        if (UNCLOSED.matcher(text).find()) {
            throw new IllegalArgumentException("opens '${' without '}' (write $${ for a plain ${)");
        }
        if (NESTED.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "has '${' inside '${...}' (expected: one variable, then a plain default)");
        }
        try {
            return new StringSubstitutor(this::look)
                    .setEnableUndefinedVariableException(true)
                    .setDisableSubstitutionInValues(true)
                    .replace(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "(expected: the variable "
                            + asked
                            + " to be set, or a default as in ${"
                            + asked
                            + ":-...})",
                    e);
        }
    }

    private @Nullable String look(String name) {
        asked = name;
        return environment.value(name).orElse(null);
    }
}
