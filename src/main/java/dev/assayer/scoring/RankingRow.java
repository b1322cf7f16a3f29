package dev.assayer.scoring;

import dev.assayer.catalog.Price;
import dev.assayer.catalog.Variant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One line of a ranking: a model at an effort, and where there is one, the offer of it.
///
/// @param rank 1 for the best; the same for every offer of a variant; empty without evidence
/// @param category what is ranked
/// @param contender who
/// @param standing how good; empty where there is no evidence
/// @param quote at what price; empty where none is known
public record RankingRow(
        OptionalInt rank,
        Category category,
        Contender contender,
        Optional<Standing> standing,
        Optional<Quote> quote) {

    /// Newest date of evidence or price.
    public Optional<LocalDate> lastUpdated() {
        Optional<LocalDate> benchmarks = standing.flatMap(one -> one.score().newest());
        Optional<LocalDate> prices = quote.flatMap(Quote::updated);
        return benchmarks.isEmpty() || prices.filter(benchmarks.get()::isBefore).isPresent()
                ? prices
                : benchmarks;
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
    public record Standing(Score score, double confidence, List<String> sources) {

        public Standing {
            sources = List.copyOf(sources);
        }
    }

    /// What a contender charges.
    ///
    /// @param price per token
    /// @param updated date of the price catalogue that says so; empty for a price that the user set
    public record Quote(Price price, Optional<LocalDate> updated) {}
}
