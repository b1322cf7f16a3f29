package dev.assayer.routing;

import dev.assayer.routing.policy.PolicyWeights;
import java.util.Optional;

/// The user's say in every choice.
///
/// @param weights of quality, speed and cost per policy and category
/// @param defaultOffer id of the offer to use when no evidence decides
public record RoutingSettings(PolicyWeights weights, Optional<String> defaultOffer) {

    public static final RoutingSettings DEFAULT =
            new RoutingSettings(PolicyWeights.DEFAULT, Optional.empty());
}
