package dev.assayer.scoring.view;

import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Contribution;
import dev.assayer.scoring.Makeup;
import dev.assayer.scoring.Score;
import dev.assayer.scoring.Scores;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Scores that a rule computes from a few figures of the model itself: no interval, and as old as
/// the newest figure. A variant is scored if some category of it rests on a figure of that very
/// effort. Thread-safe; what the rule said once is kept.
final class ViewScores implements Scores {

    /// Says what the score of one variant in one category is.
    interface Rule {

        /// The score and what it is made of; empty where no figure is known.
        Optional<Viewed> of(Variant variant, Category category);
    }

    /// @param points 0..100
    /// @param contributions the figures, the heaviest first
    /// @param makeup how they were put together
    record Viewed(double points, List<Contribution> contributions, Makeup makeup) {

        Viewed {
            contributions =
                    contributions.stream()
                            .sorted(
                                    Comparator.comparingDouble(Contribution::weight)
                                            .reversed()
                                            .thenComparing(one -> one.observation().benchmark())
                                            .thenComparing(one -> one.observation().variant()))
                            .toList();
        }
    }

    private final Rule rule;
    private final Set<Variant> variants;
    private final Map<Cell, Optional<Viewed>> said = new ConcurrentHashMap<>();

    private record Cell(Variant variant, Category category) {}

    /// @param categories in which the rule knows benchmarks
    ViewScores(Snapshot snapshot, Collection<Category> categories, Rule rule) {
        this.rule = rule;
        this.variants =
                snapshot.observations().stream()
                        .map(Observation::variant)
                        .distinct()
                        .filter(variant ->
                                categories.stream().anyMatch(category -> isOwn(variant, category)))
                        .collect(
                                Collectors.collectingAndThen(
                                        Collectors.toCollection(TreeSet::new),
                                        Collections::unmodifiableSet));
    }

    private boolean isOwn(Variant variant, Category category) {
        return contributions(variant, category).stream()
                .anyMatch(one -> one.observation().variant().equals(variant));
    }

    private Optional<Viewed> of(Variant variant, Category category) {
        return said.computeIfAbsent(
                new Cell(variant, category), cell -> rule.of(cell.variant(), cell.category()));
    }

    @Override
    public Set<Variant> variants() {
        return variants;
    }

    @Override
    public Optional<Score> score(Variant variant, Category category) {
        return of(variant, category)
                .map(one ->
                        new Score(
                                one.points(),
                                one.points(),
                                one.points(),
                                one.contributions().size(),
                                one.contributions().stream()
                                        .map(each -> each.observation().date())
                                        .max(LocalDate::compareTo),
                                false));
    }

    @Override
    public Optional<Makeup> makeup(Variant variant, Category category) {
        return of(variant, category).map(Viewed::makeup);
    }

    @Override
    public List<Contribution> contributions(Variant variant, Category category) {
        return of(variant, category).map(Viewed::contributions).orElse(List.of());
    }
}
