package dev.assayer.routing;

/// Where routing learns how offers are doing. Implementations answer at once from memory.
public interface ProviderHealth {

    /// The latest picture, one entry per offer of the table in force.
    Health current();
}
