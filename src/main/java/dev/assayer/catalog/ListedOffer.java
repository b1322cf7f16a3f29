package dev.assayer.catalog;

import java.time.LocalDate;
import java.util.Optional;

/// One line of a public price catalogue: at this provider, this name means this model, at this
/// price. It becomes an [Offer] once the user has that provider.
///
/// @param provider the provider's id as in our presets (`openai`, `groq`)
/// @param upstreamModel the name the provider answers to
/// @param variant which model it is, and at which effort where the name fixes one
///   (`grok-4-fast-non-reasoning`); where the matcher is sure
/// @param price list price, where one is published
/// @param limits context, output and capabilities at this provider
/// @param source which catalogue said so
/// @param date date of the catalogue's content
public record ListedOffer(
        String provider,
        String upstreamModel,
        Optional<Variant> variant,
        Optional<Price> price,
        Limits limits,
        String source,
        LocalDate date) {

    /// Which model it is, at whatever effort.
    public Optional<ModelId> model() {
        return variant.map(Variant::model);
    }
}
