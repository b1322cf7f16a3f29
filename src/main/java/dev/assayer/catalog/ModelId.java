package dev.assayer.catalog;

import java.util.Locale;

/// The canonical name of a model: `lab/model` in lower case, as OpenRouter and models.dev write it
/// (`anthropic/claude-sonnet-4`). It names weights, never a host, a price or a reasoning effort.
///
/// @param value the id; exactly one slash, neither part empty, no white space
public record ModelId(String value) implements Comparable<ModelId> {

    public ModelId {
        int slash = value.indexOf('/');
        if (slash <= 0
                || slash != value.lastIndexOf('/')
                || slash == value.length() - 1
                || !value.equals(value.toLowerCase(Locale.ROOT))
                || value.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException(
                    "model id: '"
                            + value
                            + "' (expected: lab/model in lower case, without blanks)");
        }
    }

    public static ModelId of(String value) {
        return new ModelId(value);
    }

    /// The part before the slash: who made the model.
    public String lab() {
        return value.substring(0, value.indexOf('/'));
    }

    /// The part behind the slash: the model's name within its lab.
    public String name() {
        return value.substring(value.indexOf('/') + 1);
    }

    @Override
    public int compareTo(ModelId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
