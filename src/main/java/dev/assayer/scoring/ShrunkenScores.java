package dev.assayer.scoring;

import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Snapshot;
import java.time.LocalDate;
import java.util.*;

/// stub
public final class ShrunkenScores implements ScoringMethod {
    @Override
    public String id() {
        return "stub";
    }

    @Override
    public Scores score(Snapshot s, LocalDate d) {
        return new Scores() {
            @Override
            public Set<Variant> variants() {
                return Set.of();
            }

            @Override
            public Optional<Score> score(Variant v, Category c) {
                return Optional.empty();
            }

            @Override
            public List<Contribution> contributions(Variant v, Category c) {
                return List.of();
            }
        };
    }
}
