package dev.assayer.scoring.view;

import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Performance;
import dev.assayer.evidence.Snapshot;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Contribution;
import dev.assayer.scoring.Makeup;
import dev.assayer.scoring.ModelFacts;
import dev.assayer.scoring.Score;
import dev.assayer.scoring.Scores;
import dev.assayer.scoring.ScoringMethod;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// The composite view as a scoring method: [Composite] of a variant at its list price. For coding
/// it is the overall score; for another category that category's ability stands where coding
/// stands. A variant without evidence in the category has none.
public final class CompositeView implements ScoringMethod {

    private final ScoringMethod ability;
    private final CompositeWeights weights;

    /// @param ability gives the parts for coding and quality
    public CompositeView(ScoringMethod ability, CompositeWeights weights) {
        this.ability = ability;
        this.weights = weights;
    }

    @Override
    public String id() {
        return ViewWeights.id("composite/1", weights, CompositeWeights.DEFAULT)
                + "+"
                + ability.id();
    }

    @Override
    public Scores score(Snapshot snapshot, LocalDate asOf) {
        return new Composed(ability.score(snapshot, asOf), new ModelFacts(snapshot), weights);
    }

    /// The ability for a category, where there is evidence of it.
    public static OptionalDouble ability(Scores scores, Variant variant, Category category) {
        return scores.underlying()
                .score(variant, category)
                .filter(score -> !score.borrowed() && score.observations() > 0)
                .map(score -> OptionalDouble.of(score.value()))
                .orElse(OptionalDouble.empty());
    }

    private record Composed(Scores underlying, ModelFacts facts, CompositeWeights weights)
            implements Scores {

        @Override
        public Set<Variant> variants() {
            return underlying.variants();
        }

        @Override
        public Optional<Score> score(Variant variant, Category category) {
            OptionalDouble overall = composite(variant, category).overall();
            return overall.isEmpty()
                    ? Optional.empty()
                    : underlying
                            .score(variant, category)
                            .map(base ->
                                    new Score(
                                            overall.getAsDouble(),
                                            overall.getAsDouble(),
                                            overall.getAsDouble(),
                                            base.observations(),
                                            base.newest(),
                                            false));
        }

        private Composite composite(Variant variant, Category category) {
            Optional<ListedOffer> line = facts.quoted(variant);
            return Composite.of(
                    new Composite.Known(
                            ability(underlying, variant, category),
                            ability(underlying, variant, Category.GENERAL),
                            facts.speed(variant, line.map(ListedOffer::provider))
                                    .map(Performance::speed),
                            line.flatMap(ListedOffer::price),
                            facts.contextTokens(variant)),
                    weights);
        }

        @Override
        public List<Contribution> contributions(Variant variant, Category category) {
            return underlying.contributions(variant, category);
        }

        @Override
        public List<String> sources(Variant variant, Category category) {
            return underlying.sources(variant, category);
        }

        @Override
        public Optional<Makeup> makeup(Variant variant, Category category) {
            Composite composite = composite(variant, category);
            if (composite.overall().isEmpty()) {
                return Optional.empty();
            }
            double present =
                    composite.parts().stream()
                            .filter(part -> part.points().isPresent())
                            .mapToDouble(Makeup.Part::weight)
                            .sum();
            return Optional.of(
                    new Makeup(
                            composite.partial(),
                            present,
                            OptionalDouble.empty(),
                            composite.parts(),
                            List.of()));
        }
    }
}
