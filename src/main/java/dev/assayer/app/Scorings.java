package dev.assayer.app;

import dev.assayer.config.ScoringSettings;
import dev.assayer.scoring.Abilities;
import dev.assayer.scoring.KeptFits;
import dev.assayer.scoring.ScoringMethod;
import dev.assayer.scoring.view.CompositeView;
import dev.assayer.scoring.view.Layered;
import dev.assayer.scoring.view.Merged;
import dev.assayer.scoring.view.ViewWeights;
import java.util.Optional;

/// The scoring methods that `scoring.method` can name.
public final class Scorings {

    private Scorings() {}

    /// The configured method, under the configured weights; fits anew what is not bundled.
    ///
    /// @throws CannotStart for a name that no method has
    public static ScoringMethod of(ScoringSettings settings) {
        return of(settings, KeptFits.NONE);
    }

    /// As [#of(ScoringSettings)], with fits that are kept.
    public static ScoringMethod of(ScoringSettings settings, KeptFits fits) {
        return find(settings, fits)
                .orElseThrow(() ->
                        new CannotStart(
                                "scoring.method: '"
                                        + settings.method()
                                        + "' (expected: default, abilities, layered, merged or composite)",
                                null));
    }

    /// As [#of(ScoringSettings, KeptFits)]; empty for a name that no method has.
    static Optional<ScoringMethod> find(ScoringSettings settings, KeptFits fits) {
        ViewWeights views = settings.views();
        return switch (settings.method()) {
            case "default", "abilities" -> Optional.of(new Abilities(fits));
            case "layered" ->
                    Optional.of(
                            new Layered(
                                    views.families(),
                                    views.layered(),
                                    views.merged().evenRating()));
            case "merged" -> Optional.of(new Merged(views.families(), views.merged()));
            case "composite" ->
                    Optional.of(new CompositeView(new Abilities(fits), views.composite()));
            default -> Optional.empty();
        };
    }

    /// A method by name, under the usual weights.
    ///
    /// @throws CannotStart for a name that no method has
    public static ScoringMethod named(String name) {
        return of(new ScoringSettings(name));
    }
}
