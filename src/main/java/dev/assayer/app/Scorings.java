package dev.assayer.app;

import dev.assayer.scoring.ScoringMethod;
import dev.assayer.scoring.ShrunkenAbilities;

/// The scoring methods that `scoring.method` can name.
public final class Scorings {

    private Scorings() {}

    /// @throws CannotStart for a name that no method has
    public static ScoringMethod named(String name) {
        return switch (name) {
            case "default", "shrunken" -> new ShrunkenAbilities();
            default ->
                    throw new CannotStart(
                            "scoring.method: '" + name + "' (expected: default or shrunken)", null);
        };
    }
}
