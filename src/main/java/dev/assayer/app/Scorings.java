package dev.assayer.app;

import dev.assayer.scoring.Abilities;
import dev.assayer.scoring.ScoringMethod;

/// The scoring methods that `scoring.method` can name.
public final class Scorings {

    private Scorings() {}

    /// @throws CannotStart for a name that no method has
    public static ScoringMethod named(String name) {
        return switch (name) {
            case "default", "abilities" -> new Abilities();
            default ->
                    throw new CannotStart(
                            "scoring.method: '" + name + "' (expected: default or abilities)",
                            null);
        };
    }
}
