package dev.assayer.provider;

import dev.assayer.catalog.BaseUrl;
import dev.assayer.catalog.Dialect;
import dev.assayer.catalog.Provider;
import java.net.URI;
import java.util.List;

/// A provider that we know: one line of `providers/presets.csv`.
///
/// @param provider its id, name, address and dialect
/// @param variables variables of the environment that tell of it; of several the first that is set
/// @param holds what such a variable holds
/// @param keysAt page where a key, or the server, is to be had
/// @param notes what a user should know; may be empty
public record ProviderPreset(
        Provider provider, List<String> variables, Holds holds, URI keysAt, String notes) {

    /// What a variable holds.
    public enum Holds {
        /// The API key.
        KEY,
        /// The address of the user's own server, which wants no key.
        ADDRESS
    }

    public ProviderPreset {
        variables = List.copyOf(variables);
        if (variables.isEmpty()) {
            throw new IllegalArgumentException(
                    "preset " + provider.id() + ": variables (expected: at least one)");
        }
    }

    static ProviderPreset of(
            String id,
            String name,
            String variables,
            String holds,
            String baseUrl,
            String keysAt,
            String notes) {
        return new ProviderPreset(
                new Provider(id, name, BaseUrl.parse(baseUrl), Dialect.OPENAI, false),
                List.of(variables.split(" ")),
                switch (holds) {
                    case "key" -> Holds.KEY;
                    case "address" -> Holds.ADDRESS;
                    default ->
                            throw new IllegalArgumentException(
                                    "preset "
                                            + id
                                            + ": '"
                                            + holds
                                            + "' (expected: key or address)");
                },
                URI.create(keysAt),
                notes);
    }

    public String id() {
        return provider.id();
    }
}
