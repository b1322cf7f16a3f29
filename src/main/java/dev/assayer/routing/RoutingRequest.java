package dev.assayer.routing;

import dev.assayer.routing.features.Features;
import dev.assayer.routing.policy.Policy;

/// All that a choice depends on besides the routing table and the offers' health.
///
/// @param target what was asked for
/// @param policy what to optimise among the candidates
/// @param features what is known of the request
/// @param turn a number that grows with every request; decides only where choices take turns
public record RoutingRequest(Target target, Policy policy, Features features, long turn) {}
