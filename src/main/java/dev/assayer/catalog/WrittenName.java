package dev.assayer.catalog;

import java.util.Locale;
import java.util.Optional;

/// How a source writes which model it speaks of, before anybody has decided which one that is.
///
/// @param text the name, verbatim
/// @param lab who made the model, as the source says it apart from the name; in lower case
/// @param anchor an identifier that its owner assigned, such as a Hugging Face id; trusted before
///   the name
/// @param effort the reasoning effort, where the source says it apart from the name
public record WrittenName(
        String text, Optional<String> lab, Optional<String> anchor, Optional<Effort> effort) {

    public WrittenName {
        lab =
                lab.map(word -> word.strip().toLowerCase(Locale.ROOT))
                        .filter(word -> !word.isEmpty());
    }

    public static WrittenName of(String text) {
        return new WrittenName(text, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public WrittenName by(String labName) {
        return new WrittenName(text, Optional.of(labName), anchor, effort);
    }

    public WrittenName anchored(String id) {
        return new WrittenName(text, lab, Optional.of(id), effort);
    }

    public WrittenName at(Effort level) {
        return new WrittenName(text, lab, anchor, Optional.of(level));
    }
}
