package dev.assayer.routing.features;

import dev.assayer.catalog.Capability;
import java.util.Set;

/// What is known of a request before it is answered. This, not the text, is what the ledger keeps.
///
/// @param category the kind of task
/// @param inputTokens estimated length of the input, in tokens
/// @param answerLimit longest answer the caller allows, in tokens; 0 when unlimited
/// @param needs what the chosen offer must be able to do
public record Features(
        CategoryEstimate category, int inputTokens, int answerLimit, Set<Capability> needs) {

    public Features {
        needs = Set.copyOf(needs);
    }
}
