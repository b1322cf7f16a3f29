package dev.assayer.gateway;

import dev.assayer.ledger.DecisionIds;
import dev.assayer.ledger.LedgerRecord;
import dev.assayer.provider.AttemptListener;
import dev.assayer.routing.features.FeatureExtractor;
import dev.assayer.routing.policy.Policy;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What every event loop's gateway shares; all of it thread-safe and non-blocking.
///
/// @param lineup what to answer with, asked anew for each request
/// @param features tells the category of a text
/// @param ids makes decision ids
/// @param ledger takes decisions
/// @param listener hears of attempts
/// @param clock dates decisions
/// @param underWay requests under way, from their heads on
/// @param settings what the user decides about requests
public record GatewayParts(
        Supplier<Lineup> lineup,
        FeatureExtractor features,
        DecisionIds ids,
        Consumer<LedgerRecord> ledger,
        AttemptListener listener,
        InstantSource clock,
        AtomicInteger underWay,
        Settings settings) {

    /// What the user decides about requests.
    ///
    /// @param limits how much one request may be
    /// @param totalDeadlineNanos for a request with all its attempts
    /// @param defaultPolicy for `auto` without a policy
    /// @param keepText whether the ledger keeps request bodies
    public record Settings(
            RequestLimits limits,
            long totalDeadlineNanos,
            Policy defaultPolicy,
            boolean keepText) {}
}
