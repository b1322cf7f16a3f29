package dev.assayer.catalog;

import java.util.Comparator;

/// A model at one reasoning effort: the key of all evidence and of every score. Written `lab/model`
/// at default effort, else `lab/model@effort`.
public record Variant(ModelId model, Effort effort) implements Comparable<Variant> {

    private static final Comparator<Variant> ORDER =
            Comparator.comparing(Variant::model).thenComparing(Variant::effort);

    public static Variant of(ModelId model) {
        return new Variant(model, Effort.DEFAULT);
    }

    /// Reads [#toString()] back.
    ///
    /// @throws IllegalArgumentException for a malformed id or an unknown effort
    public static Variant parse(String text) {
        int at = text.lastIndexOf('@');
        return at < 0
                ? of(ModelId.of(text))
                : new Variant(
                        ModelId.of(text.substring(0, at)), Effort.parse(text.substring(at + 1)));
    }

    @Override
    public int compareTo(Variant other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return effort == Effort.DEFAULT ? model.value() : model.value() + "@" + effort.word();
    }
}
