package dev.assayer.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/// Proposes what names that nothing matches may mean, by likeness of the strings, for a person to
/// look up. Likeness never matches by itself: on hand-judged names a fuzzy ratio of .8 is right in
/// two cases of three.
///
/// Immutable.
public final class AliasSuggestions {

    /// A proposal.
    ///
    /// @param name as the source writes it
    /// @param model the likest model
    /// @param similarity 0..1
    public record Suggestion(WrittenName name, ModelId model, double similarity) {}

    /// How much a snapshot date counts that only one of the two names gives.
    private static final double ONE_DATE = 0.95;

    private record Spelling(
            ModelId model,
            String key,
            Set<String> words,
            Set<String> figures,
            Optional<SnapshotDate> date) {

        private static Optional<Spelling> of(ModelId model, String text) {
            return ParsedName.parse(text)
                    .map(name ->
                            new Spelling(
                                    model,
                                    name.key(),
                                    name.words(),
                                    withDigits(name.words()),
                                    name.date()));
        }
    }

    private final List<Spelling> spellings = new ArrayList<>();
    private final JaroWinklerSimilarity likeness = new JaroWinklerSimilarity();

    public AliasSuggestions(Collection<Model> models) {
        for (Model model : models) {
            Stream.concat(Stream.of(model.id().value()), model.aliases().stream())
                    .distinct()
                    .flatMap(text -> Spelling.of(model.id(), text).stream())
                    .forEach(spellings::add);
        }
    }

    /// The proposals for names that did not match, the likest first. None for a name whose numbers
    /// or date contradict those of every model that is like it: a predecessor is not its successor.
    ///
    /// @param least the least similarity that is worth a look, 0..1
    public List<Suggestion> of(Collection<WrittenName> unmatched, double least) {
        return unmatched.stream()
                .distinct()
                .flatMap(name -> likest(name).stream())
                .filter(suggestion -> suggestion.similarity() >= least)
                .sorted(
                        Comparator.comparingDouble(Suggestion::similarity)
                                .reversed()
                                .thenComparing(suggestion -> suggestion.name().text()))
                .toList();
    }

    private Optional<Suggestion> likest(WrittenName written) {
        return ParsedName.parse(written)
                .flatMap(name -> {
                    Set<String> core = new HashSet<>(name.words());
                    core.removeAll(name.effortWords());
                    core.removeAll(name.tierWords());
                    String key = core.stream().sorted().collect(Collectors.joining(" "));
                    Set<String> figures = withDigits(core);
                    return spellings.stream()
                            .filter(spelling -> !contradict(figures, spelling.figures()))
                            .filter(spelling -> !contradict(name.date(), spelling.date()))
                            .map(spelling ->
                                    new Suggestion(
                                            written,
                                            spelling.model(),
                                            similarity(core, key, spelling)
                                                    * (name.date().isPresent()
                                                                    == spelling.date().isPresent()
                                                            ? 1
                                                            : ONE_DATE)))
                            .max(Comparator.comparingDouble(Suggestion::similarity));
                });
    }

    /// The mean of the share of common words and the likeness of the strings.
    private double similarity(Set<String> words, String key, Spelling spelling) {
        var common = new HashSet<>(words);
        common.retainAll(spelling.words());
        int all = words.size() + spelling.words().size() - common.size();
        return ((double) common.size() / Math.max(1, all) + likeness.apply(key, spelling.key()))
                / 2;
    }

    /// Whether each has a number that the other lacks.
    private static boolean contradict(Set<String> some, Set<String> others) {
        return !some.containsAll(others) && !others.containsAll(some);
    }

    private static boolean contradict(Optional<SnapshotDate> some, Optional<SnapshotDate> others) {
        return some.isPresent() && others.filter(some.get()::fits).isEmpty() && others.isPresent();
    }

    private static Set<String> withDigits(Collection<String> words) {
        return words.stream()
                .filter(word -> word.chars().anyMatch(Character::isDigit))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}
