package dev.assayer.evidence;

import dev.assayer.catalog.Limits;
import dev.assayer.catalog.Price;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// One line of a price catalogue: a host serves a model under a name.
///
/// @param host who serves it, in the catalogue's spelling (`openai`, `togetherai`, `fireworks_ai`)
/// @param id the name that the host answers to
/// @param about what the catalogue says of the model
/// @param price list price, where one is published and believable on its face
/// @param date of the catalogue's content
public record Listing(String host, String id, About about, Optional<Price> price, LocalDate date) {

    /// What a catalogue says of a model.
    ///
    /// @param name for people
    /// @param base id of the lab's model that this is, in the catalogue's own terms
    ///   (`openai/gpt-5`)
    /// @param released day of release, where known
    /// @param openWeights whether the weights can be downloaded
    /// @param limits context, output and capabilities at this host
    /// @param aliases other ids that its owner gives it: Hugging Face ids of the weights, dated
    ///   slugs
    public record About(
            String name,
            Optional<String> base,
            Optional<LocalDate> released,
            boolean openWeights,
            Limits limits,
            List<String> aliases) {

        public About {
            aliases = List.copyOf(aliases);
        }
    }
}
