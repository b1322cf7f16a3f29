package dev.assayer.catalog;

import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

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
        return new NameScan(text).run();
    }

    /// The name without remarks on harness and effort, `o3-mini` for `o3-mini (high)`; as it is if
    /// a remark gives a date.
    static String withoutRemarks(String text) {
        return new NameScan(text).withoutRemarks().orElse(text);
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

    /// Whether the family publishes its base model under the bare name, so that a missing
    /// `instruct` means the base.
    boolean hasPublicBase() {
        return Families.hasPublicBase(words);
    }
}
