package dev.assayer.catalog;

import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A model's name taken apart. Two names mean the same model only if their identity words are
/// equal; the order of words, the separators, the host, the quantisation and the tuning suffix are
/// not identity.
///
/// @param lab canonical lab, where the name itself carries it
/// @param words family, version, size and every other word that tells models apart, effort words
///   included
/// @param effortWords those of `words` that may be a reasoning effort instead of a part of the name
/// @param tierWords those of `words` that may be a host's speed tier
/// @param date the snapshot, where the name gives one
/// @param effort what the effort words and the remarks in brackets say together
/// @param remark what the remarks in brackets say alone: it holds even where the effort words turn
///   out to be name
/// @param instruct whether a suffix says that this is the tuned model and not the base
record ParsedName(
        Optional<String> lab,
        SortedSet<String> words,
        Set<String> effortWords,
        Set<String> tierWords,
        Optional<SnapshotDate> date,
        Effort effort,
        Effort remark,
        boolean instruct) {

    /// Takes a name apart.
    ///
    /// @return empty if the name cannot mean one plain model: fine-tuned (`ft:`), a pair (`a + b`),
    ///   a moving alias (`latest`), a base model (`base`) or nothing but separators
    static Optional<ParsedName> parse(String text) {
        return parse(WrittenName.of(text));
    }

    /// As [#parse(String)], with the habits of the source that wrote the name.
    static Optional<ParsedName> parse(WrittenName written) {
        return new NameScan(written).run();
    }

    /// Whether this name says all that the other says and does not contradict its date, so that it
    /// may add a version or a size but not leave one out.
    boolean saysMoreThan(ParsedName other) {
        return words.containsAll(other.words)
                && other.date.filter(theirs -> date.filter(theirs::fits).isEmpty()).isEmpty();
    }

    /// Whether a source may have renamed the one to the other: they give the same numbers and the
    /// same date, and one of them says all the words of the other. Effort, and the size of the
    /// active experts, may differ.
    boolean isRenamed(ParsedName other) {
        Set<String> here = core();
        Set<String> there = other.core();
        return !here.isEmpty()
                && !there.isEmpty()
                && date.equals(other.date)
                && withDigits(here).equals(withDigits(there))
                && (here.containsAll(there) || there.containsAll(here));
    }

    private Set<String> core() {
        var core = new TreeSet<>(words);
        core.removeAll(effortWords);
        core.removeAll(experts());
        return core;
    }

    private static Set<String> withDigits(Set<String> words) {
        return words.stream()
                .filter(word -> word.chars().anyMatch(Character::isDigit))
                .collect(Collectors.toSet());
    }

    /// The same name with the mark of a tuned model, if `tuned` says so.
    ParsedName tuned(boolean tuned) {
        return new ParsedName(
                lab, words, effortWords, tierWords, date, effort, remark, instruct || tuned);
    }

    /// The name without remarks on harness and effort, `o3-mini` for `o3-mini (high)`; as it is if
    /// a remark gives a date.
    static String withoutRemarks(String text) {
        return text.indexOf('(') < 0 && text.indexOf('[') < 0
                ? text
                : new NameScan(WrittenName.of(text)).withoutRemarks().orElse(text);
    }

    /// All identity words as one key.
    String key() {
        return String.join(" ", words);
    }

    /// The identity words with some of them taken off, as one key.
    String keyWithout(Set<String> taken) {
        var kept = new TreeSet<>(words);
        kept.removeAll(taken);
        return String.join(" ", kept);
    }

    /// The identity words and one more, as one key.
    String keyWith(String word) {
        var more = new TreeSet<>(words);
        more.add(word);
        return String.join(" ", more);
    }

    /// The size of the active experts (`a22b`), where the size of the whole stands beside it, so
    /// that the name is clear without.
    Set<String> experts() {
        return Families.experts(words);
    }

    /// Whether a mark of the tuned model is needed and may be missing: the family publishes its
    /// base model under the bare name, or two models that both carry a mark and none without.
    boolean lacksTuning() {
        return Families.mustSayTuning(words)
                ? effort == Effort.DEFAULT && !words.contains("thinking")
                : Families.hasPublicBase(words);
    }
}
