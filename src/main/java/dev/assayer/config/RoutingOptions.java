package dev.assayer.config;

import dev.assayer.routing.policy.Policy;
import dev.assayer.routing.policy.PolicyWeights;
import java.util.Optional;

/// How an offer is chosen.
///
/// @param defaultPolicy for requests that name none
/// @param defaultOffer id of the offer taken when nothing decides; empty for taking turns
/// @param categoryConfidence probability below which a request's category counts as `general`, 0..1
/// @param weights of every policy
public record RoutingOptions(
        Policy defaultPolicy,
        Optional<String> defaultOffer,
        double categoryConfidence,
        PolicyWeights weights) {

    /// A third of all probability on one of ten categories: our choice.
    public static final RoutingOptions DEFAULT =
            new RoutingOptions(Policy.BALANCED, Optional.empty(), 0.35, PolicyWeights.DEFAULT);

    public RoutingOptions {
        if (!(categoryConfidence >= 0 && categoryConfidence <= 1)) {
            throw new IllegalArgumentException(
                    "category-confidence: " + categoryConfidence + " (expected: 0..1)");
        }
        defaultOffer.ifPresent(RoutingOptions::requireOffer);
    }

    /// Passes an offer's id on: `provider/model`, where the model may have slashes of its own.
    ///
    /// @throws IllegalArgumentException for anything else
    static String requireOffer(String id) {
        int slash = id.indexOf('/');
        if (slash <= 0
                || slash == id.length() - 1
                || id.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException(
                    "default-offer: '" + id + "' (expected: provider/model)");
        }
        return id;
    }
}
