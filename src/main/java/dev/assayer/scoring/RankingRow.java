package dev.assayer.scoring;

import dev.assayer.catalog.Price;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Performance;
import dev.assayer.scoring.view.Composite;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// One line of a ranking: a model at an effort, and where there is one, the offer of it.
///
/// @param rank 1 for the best; the same for every offer of a variant; empty without evidence
/// @param category what is ranked
/// @param contender who
/// @param standing how good; empty where there is no evidence
/// @param quote at what price; empty where none is known
/// @param merits what else speaks for it
public record RankingRow(
        OptionalInt rank,
        Category category,
        Contender contender,
        Optional<Standing> standing,
        Optional<Quote> quote,
        Merits merits) {

    /// Newest date of evidence, speed or price.
    public Optional<LocalDate> lastUpdated() {
        return Stream.of(
                        standing.flatMap(one -> one.score().newest()),
                        merits.performance().map(Performance::date),
                        quote.flatMap(Quote::updated))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    /// Ids of the sources of score and speed, sorted; empty without either.
    public Optional<List<String>> sources() {
        var ids = new TreeSet<String>();
        standing.map(Standing::sources).ifPresent(ids::addAll);
        merits.performance().map(Performance::source).ifPresent(ids::add);
        return standing.isEmpty() && merits.performance().isEmpty()
                ? Optional.empty()
                : Optional.of(List.copyOf(ids));
    }

    /// Ids of the sources of score, speed and price: whose credit has to stand.
    public Set<String> credited() {
        var ids = new TreeSet<>(sources().orElse(List.of()));
        quote.flatMap(Quote::source).ifPresent(ids::add);
        return ids;
    }

    /// Whether its figures of speed, if it has any, are of one of these sources.
    boolean isSpeedOf(Set<String> sources) {
        return merits.performance().map(one -> sources.contains(one.source())).orElse(true);
    }

    /// Without figures of speed, what rests on them alone and what they can be worked out of:
    /// overall as if nobody had measured them, and no score that is made of them. The rank stays.
    RankingRow withoutSpeed() {
        return new RankingRow(
                rank,
                category,
                contender,
                standing.filter(one -> !one.isMadeOfSpeed()),
                quote,
                merits.withoutSpeed());
    }

    /// Whether a plain mean of figures of none of these sources stands in it: as good as the
    /// figures themselves.
    boolean isMeanWithout(Set<String> sources) {
        return Stream.concat(
                        standing.filter(Standing::isMean).map(Standing::sources).stream(),
                        merits.means().stream())
                .anyMatch(of -> Collections.disjoint(of, sources));
    }

    /// Without its scores; the rank stays.
    RankingRow withoutScores() {
        return new RankingRow(
                rank,
                category,
                contender,
                standing.filter(one -> !one.isMean()),
                quote,
                merits.withoutScores());
    }

    /// Whether the score misses something that belongs to it.
    public boolean isPartial() {
        return standing.flatMap(Standing::makeup).filter(Makeup::partial).isPresent();
    }

    /// Who stands in a row.
    ///
    /// @param variant which model at which effort; empty for an offer that matched no model
    /// @param modelName for people
    /// @param provider who offers it; empty where no offer is known
    /// @param availability whether the user can send requests to it
    /// @param contextTokens input and output together; empty when unknown
    /// @param openWeights empty when the model is not in the catalogue
    public record Contender(
            Optional<Variant> variant,
            String modelName,
            Optional<String> provider,
            Availability availability,
            OptionalInt contextTokens,
            Optional<Boolean> openWeights) {}

    /// Whether the user can send requests to a contender.
    public enum Availability {
        /// By one of the user's offers.
        OFFERED,
        /// By an offer whose answers are canned.
        SANDBOX,
        /// Not without another provider.
        CATALOGUE
    }

    /// How good a contender is, as far as the evidence tells.
    ///
    /// @param score with its interval
    /// @param confidence 0..1, see [Ranking#confidence]
    /// @param sources ids of the sources that carry at least 1% of the score's weight, sorted
    /// @param makeup what the score is made of, where its method's arithmetic can be done by hand
    public record Standing(
            Score score, double confidence, List<String> sources, Optional<Makeup> makeup) {

        public Standing {
            sources = List.copyOf(sources);
        }

        /// Whether it is a plain mean of figures, as in the layered and the merged view.
        boolean isMean() {
            return makeup.filter(made ->
                            made.parts().stream()
                                    .noneMatch(part -> part.name().equals(Composite.PERFORMANCE)))
                    .isPresent();
        }

        /// Whether speed is a part of the score, as in the composite view.
        boolean isMadeOfSpeed() {
            return makeup.stream()
                    .flatMap(made -> made.parts().stream())
                    .anyMatch(part ->
                            part.name().equals(Composite.PERFORMANCE) && part.points().isPresent());
        }
    }

    /// What a contender charges.
    ///
    /// @param price per token
    /// @param updated date of the price catalogue that says so; empty for a price that the user set
    /// @param source id of that catalogue; empty for a price that the user set
    public record Quote(Price price, Optional<LocalDate> updated, Optional<String> source) {}

    /// What speaks for a contender beside its score in the category.
    ///
    /// @param composite ability for coding, speed and money in one
    /// @param qualityIndex its general ability, 0-100; empty without evidence of it
    /// @param performance how fast it is; empty where nobody measured it
    /// @param speedTier by its time to the first token; empty where that was not measured
    /// @param costEfficiency ability per dollar, in terciles of the category; empty without score
    ///   or price, or where fewer than three have both
    /// @param means ids of the sources of each of quality index and coding that is a plain mean of
    ///   their figures, not what a model makes of them
    public record Merits(
            Composite composite,
            OptionalDouble qualityIndex,
            Optional<Performance> performance,
            Optional<SpeedTier> speedTier,
            Optional<CostEfficiency> costEfficiency,
            List<List<String>> means) {

        public Merits {
            means = List.copyOf(means);
        }

        Merits withoutSpeed() {
            return new Merits(
                    composite.withoutPerformance(),
                    qualityIndex,
                    Optional.empty(),
                    Optional.empty(),
                    costEfficiency,
                    means);
        }

        Merits withoutScores() {
            return new Merits(
                    composite.withoutAnything(),
                    OptionalDouble.empty(),
                    performance,
                    speedTier,
                    Optional.empty(),
                    List.of());
        }

        Merits with(CostEfficiency efficiency) {
            return new Merits(
                    composite,
                    qualityIndex,
                    performance,
                    speedTier,
                    Optional.of(efficiency),
                    means);
        }
    }
}
