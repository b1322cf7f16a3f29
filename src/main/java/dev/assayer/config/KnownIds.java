package dev.assayer.config;

import java.util.Set;

/// What a configuration may name without explaining it.
///
/// @param providers ids of the providers that need no `base-url` when declared
/// @param sources ids of the sources of evidence
public record KnownIds(Set<String> providers, Set<String> sources) {

    public KnownIds {
        providers = Set.copyOf(providers);
        sources = Set.copyOf(sources);
    }
}
