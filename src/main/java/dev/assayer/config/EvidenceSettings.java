package dev.assayer.config;

import java.util.Map;

/// Where `sync` gets its evidence.
///
/// @param sources by the source's id; a source that is not named here is read from its usual
///   address
/// @param allowPrivateAddresses whether an address may lead into a private network
public record EvidenceSettings(Map<String, SourceLocation> sources, boolean allowPrivateAddresses) {

    public static final EvidenceSettings DEFAULT = new EvidenceSettings(Map.of(), false);

    public EvidenceSettings {
        sources = Map.copyOf(sources);
    }
}
