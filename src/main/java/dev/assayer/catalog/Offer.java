package dev.assayer.catalog;

import java.util.Optional;

/// A model at a provider at a price: what a request can be sent to.
///
/// @param provider id of a configured provider
/// @param upstreamModel the name sent upstream in `model`
/// @param variant whose evidence it has; empty when the name matched nothing, so that it has none
/// @param price empty when unknown: such an offer is never called cheap
/// @param limits context, output and capabilities at this provider
/// @param sandbox whether the answer is canned by a built-in provider
public record Offer(
        String provider,
        String upstreamModel,
        Optional<Variant> variant,
        Optional<Price> price,
        Limits limits,
        boolean sandbox) {

    /// `provider/model-as-the-provider-calls-it`, unique among the configured offers.
    public String id() {
        return provider + "/" + upstreamModel;
    }
}
