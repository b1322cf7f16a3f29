package dev.assayer.scoring;

import java.util.List;
import java.util.OptionalDouble;

/// What a score is made of that one can work out by hand.
///
/// @param partial whether something that belongs to it is missing; such a score ranks after a
///   complete one of the same value
/// @param confidence as the method counts it, 0..1
/// @param dataQuality mean quality of what it is made of, 0..1; empty where the method knows none
/// @param parts what is added up, in the method's order, missing ones included
/// @param factors what the sum is then multiplied by or raised by, in that order
public record Makeup(
        boolean partial,
        double confidence,
        OptionalDouble dataQuality,
        List<Part> parts,
        List<Factor> factors) {

    public Makeup {
        parts = List.copyOf(parts);
        factors = List.copyOf(factors);
    }

    /// One summand.
    ///
    /// @param name e.g. `scraped` or `throughput`
    /// @param points 0-100; empty where it is missing
    /// @param weight its weight while nothing is missing
    /// @param how where the points come from, for people
    public record Part(String name, OptionalDouble points, double weight, String how) {}

    /// What changes the whole.
    ///
    /// @param name e.g. `context boost`
    /// @param value what it multiplies by; empty where it cannot be told, and then counts as 1
    /// @param how it comes about, for people
    public record Factor(String name, OptionalDouble value, String how) {}
}
