package dev.assayer.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A model as its lab released it, wherever it may be hosted.
///
/// @param id canonical id
/// @param name for people, e.g. `Claude Sonnet 4`
/// @param released day of release, where known
/// @param openWeights whether the weights can be downloaded
/// @param limits the lab's own limits and capabilities
/// @param aliases other ids that mean exactly this model (dated ids, Hugging Face ids), as their
///   owners write them
public record Model(
        ModelId id,
        String name,
        Optional<LocalDate> released,
        boolean openWeights,
        Limits limits,
        List<String> aliases) {

    public Model {
        aliases = List.copyOf(aliases);
    }
}
