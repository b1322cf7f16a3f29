package dev.assayer.routing;

/// What a request asked for in its `model` field.
public sealed interface Target {

    /// `auto`: any offer that can do it.
    record Auto() implements Target {}

    /// A model by name: only offers that this name fits.
    ///
    /// @param model as the caller wrote it
    record Pinned(String model) implements Target {}
}
