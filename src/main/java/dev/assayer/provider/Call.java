package dev.assayer.provider;

import io.vertx.core.buffer.Buffer;

/// What to send where.
///
/// @param endpoint the provider
/// @param body the request as that provider takes it
/// @param isStreamed whether it asks for a stream of events
/// @param hideUsage whether the extra usage event was asked for by us, not by the caller
/// @param giveUpAtNanos when the request's total deadline ends, in nanoseconds of the monotonic
///   clock
public record Call(
        Endpoint endpoint,
        Buffer body,
        boolean isStreamed,
        boolean hideUsage,
        long giveUpAtNanos) {}
