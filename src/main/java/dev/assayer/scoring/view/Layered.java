package dev.assayer.scoring.view;

import dev.assayer.evidence.Snapshot;
import dev.assayer.scoring.Scores;
import dev.assayer.scoring.ScoringMethod;
import java.time.LocalDate;
import java.util.List;

/// The layered view: per category the mean of what the user's own file, published boards and live
/// APIs say, each weighed by recency and quality, then changed by circumstances. Section 1 of
/// `docs/score-views.md` has the formulas.
public final class Layered implements ScoringMethod {

    private final Families families;
    private final LayeredWeights weights;
    private final double evenRating;

    /// With the usual rating that counts 50 points.
    public Layered(Families families, LayeredWeights weights) {
        this(families, weights, MergedWeights.DEFAULT.evenRating());
    }

    /// @param evenRating the rating that counts 50 points, as in the merged view
    public Layered(Families families, LayeredWeights weights, double evenRating) {
        this.families = families;
        this.weights = weights;
        this.evenRating = evenRating;
    }

    @Override
    public String id() {
        return ViewWeights.id(
                "layered/1",
                List.of(families, weights, evenRating),
                List.of(
                        Families.DEFAULT,
                        LayeredWeights.DEFAULT,
                        MergedWeights.DEFAULT.evenRating()));
    }

    @Override
    public Scores score(Snapshot snapshot, LocalDate asOf) {
        return new ViewScores(
                snapshot,
                weights.benchmarks().keySet(),
                new LayeredRule(
                        snapshot, asOf, new Figures(snapshot, families, evenRating), weights));
    }
}
