package dev.assayer.scoring.view;

import dev.assayer.evidence.Snapshot;
import dev.assayer.scoring.Scores;
import dev.assayer.scoring.ScoringMethod;
import java.time.LocalDate;
import java.util.List;

/// The merged view: per category Artificial Analysis and LLM-Stats, and LMArena where neither of
/// them covers the category. Section 2 of `docs/score-views.md` has the formulas.
public final class Merged implements ScoringMethod {

    private final Families families;
    private final MergedWeights weights;

    public Merged(Families families, MergedWeights weights) {
        this.families = families;
        this.weights = weights;
    }

    @Override
    public String id() {
        return ViewWeights.id(
                "merged/1",
                List.of(families, weights),
                List.of(Families.DEFAULT, MergedWeights.DEFAULT));
    }

    @Override
    public Scores score(Snapshot snapshot, LocalDate asOf) {
        return new ViewScores(
                snapshot, weights.boards().keySet(), new MergedRule(snapshot, families, weights));
    }
}
