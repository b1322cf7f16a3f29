package dev.assayer.catalog;

import java.util.Locale;
import java.util.Optional;

/// How a source writes which model it speaks of, before anybody has decided which one that is.
///
/// @param text the name, verbatim
/// @param lab who made the model, as the source says it apart from the name; in lower case
/// @param anchor an identifier that its owner assigned, such as a Hugging Face id; trusted before
///   the name
/// @param ownId an identifier of the source's own that stays with the model when the source renames
///   it, such as a UUID; by itself it says nothing
/// @param effort the reasoning effort, where the source says it apart from the name
/// @param source id of the source, where its habits of naming matter; in lower case
public record WrittenName(
        String text,
        Optional<String> lab,
        Optional<String> anchor,
        Optional<String> ownId,
        Optional<Effort> effort,
        Optional<String> source) {

    public WrittenName {
        lab = folded(lab);
        source = folded(source);
    }

    private static Optional<String> folded(Optional<String> word) {
        return word.map(text -> text.strip().toLowerCase(Locale.ROOT))
                .filter(text -> !text.isEmpty());
    }

    public static WrittenName of(String text) {
        return new WrittenName(
                text,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public WrittenName by(String labName) {
        return new WrittenName(text, Optional.of(labName), anchor, ownId, effort, source);
    }

    public WrittenName anchored(String id) {
        return new WrittenName(text, lab, Optional.of(id), ownId, effort, source);
    }

    public WrittenName keptAs(String id) {
        return new WrittenName(text, lab, anchor, Optional.of(id), effort, source);
    }

    public WrittenName at(Effort level) {
        return new WrittenName(text, lab, anchor, ownId, Optional.of(level), source);
    }

    public WrittenName from(String sourceId) {
        return new WrittenName(text, lab, anchor, ownId, effort, Optional.of(sourceId));
    }
}
