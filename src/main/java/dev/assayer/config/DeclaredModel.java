package dev.assayer.config;

import dev.assayer.catalog.Effort;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Price;
import java.util.Optional;

/// A model that a declared provider serves.
///
/// @param id the name sent upstream
/// @param as the catalogue's model whose evidence it has; empty when the matcher is to decide
/// @param effort the reasoning effort at which it is run, hence scored
/// @param price what it charges; empty when the price lists are to decide
/// @param limits its context and capabilities; [Limits#UNKNOWN] when the catalogue is to decide
public record DeclaredModel(
        String id, Optional<ModelId> as, Effort effort, Optional<Price> price, Limits limits) {

    public DeclaredModel {
        if (id.isBlank()) {
            throw new IllegalArgumentException("model: '' (expected: the name sent upstream)");
        }
    }

    /// A model of which only the name is given.
    public static DeclaredModel of(String id) {
        return new DeclaredModel(
                id, Optional.empty(), Effort.DEFAULT, Optional.empty(), Limits.UNKNOWN);
    }
}
