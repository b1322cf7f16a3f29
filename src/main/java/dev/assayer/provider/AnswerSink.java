package dev.assayer.provider;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/// Where an attempt's answer goes: the caller's side of the relay. Called on the attempt's event
/// loop only.
public interface AnswerSink {

    /// Passes on an answer that is whole.
    ///
    /// @param status HTTP status
    /// @param headers the provider's headers
    /// @param body the provider's body, unchanged
    void whole(int status, MultiMap headers, Buffer body);

    /// Passes on the provider's refusal of the request.
    ///
    /// @param status HTTP status, 4xx
    /// @param headers the provider's headers
    /// @param body the provider's body, of whatever type
    /// @param said the provider's message in it, keys masked, if there is one
    void rejected(int status, MultiMap headers, Buffer body, Optional<String> said);

    /// Begins to pass on a stream of events.
    void open(MultiMap headers);

    /// Passes on one or more whole events.
    ///
    /// @return false when the caller's side is full: the attempt pauses until [#onDrain]
    boolean events(Buffer events);

    /// Calls back once there is room again.
    void onDrain(Runnable resume);

    /// The stream ended as it should.
    void end();

    /// The stream broke off: the caller must be able to tell it from a finished answer.
    void broken(Outcome outcome);
}
