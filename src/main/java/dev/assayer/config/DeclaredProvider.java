package dev.assayer.config;

import dev.assayer.catalog.Provider;
import java.util.List;

/// A provider that the user wrote down.
///
/// @param id its id; one of a known provider completes or overrides what is known of that
/// @param connection how it is reached
/// @param models what it serves; empty when its own list is to decide
/// @param enabled false takes it out, be it declared or discovered
/// @param origin where it is written
public record DeclaredProvider(
        String id,
        Connection connection,
        List<DeclaredModel> models,
        boolean enabled,
        Origin origin) {

    public DeclaredProvider {
        if (!Provider.isId(id)) {
            throw new IllegalArgumentException(
                    "id: '" + id + "' (expected: " + Provider.ID_FORM + ")");
        }
        models = List.copyOf(models);
    }
}
