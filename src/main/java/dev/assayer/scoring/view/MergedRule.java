package dev.assayer.scoring.view;

import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Contribution;
import dev.assayer.scoring.Makeup;
import dev.assayer.scoring.Makeup.Part;
import dev.assayer.scoring.view.MergedWeights.Boards;
import dev.assayer.scoring.view.ViewScores.Viewed;
import dev.assayer.scoring.view.Weighing.Weighed;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// How sources make a merged score of one snapshot. Immutable.
final class MergedRule implements ViewScores.Rule {

    /// Who publishes what is merged. A figure is theirs by the benchmark's id, whoever repeats it,
    /// or by its source.
    private enum Board {
        ARTIFICIAL_ANALYSIS("Artificial Analysis", "artificialanalysis", "artificial-analysis"),
        LLM_STATS("LLM-Stats", "llmstats", "llm-stats"),
        LMARENA("LMArena", "lmarena", "lmarena");

        private final String title;
        private final String id;
        private final String otherId;

        Board(String title, String id, String otherId) {
            this.title = title;
            this.id = id;
            this.otherId = otherId;
        }

        boolean has(Observation one) {
            String board = one.benchmark().substring(0, Math.max(0, one.benchmark().indexOf('/')));
            return isId(board) || isId(one.source());
        }

        private boolean isId(String word) {
            return word.equals(id) || word.equals(otherId);
        }

        Map<String, Double> families(Boards boards) {
            return switch (this) {
                case ARTIFICIAL_ANALYSIS -> boards.artificialAnalysis();
                case LLM_STATS -> boards.llmStats();
                case LMARENA -> boards.lmArena();
            };
        }
    }

    private final MergedWeights weights;
    private final Figures figures;
    private final Set<Category> covered = EnumSet.noneOf(Category.class);

    MergedRule(Snapshot snapshot, Families families, MergedWeights weights) {
        this.weights = weights;
        this.figures = new Figures(snapshot, families, weights.evenRating());
        List<Variant> all =
                snapshot.observations().stream().map(Observation::variant).distinct().toList();
        for (Category category : weights.boards().keySet()) {
            for (Variant variant : all) {
                if (found(Board.ARTIFICIAL_ANALYSIS, variant, category).isPresent()
                        || found(Board.LLM_STATS, variant, category).isPresent()) {
                    covered.add(category);
                    break;
                }
            }
        }
    }

    /// A source and what it says of a variant, with its weight while both say something.
    private record Said(Board board, double weight, Optional<Weighing> weighing) {}

    @Override
    public Optional<Viewed> of(Variant variant, Category category) {
        List<Said> said =
                covered.contains(category)
                        ? List.of(
                                said(
                                        Board.ARTIFICIAL_ANALYSIS,
                                        weights.artificialAnalysis(),
                                        variant,
                                        category),
                                said(Board.LLM_STATS, weights.llmStats(), variant, category))
                        : List.of(said(Board.LMARENA, 1, variant, category));
        double sum = 0;
        double total = 0;
        double whole = 0;
        var parts = new ArrayList<Part>();
        for (Said one : said) {
            whole += one.weight();
            if (one.weighing().isPresent()) {
                sum += one.weight() * one.weighing().get().points();
                total += one.weight();
            }
            parts.add(
                    new Part(
                            one.board().title,
                            one.weighing().isPresent()
                                    ? OptionalDouble.of(one.weighing().get().points())
                                    : OptionalDouble.empty(),
                            one.weight(),
                            one.weighing().map(Weighing::how).orElse("missing")));
        }
        if (total == 0) {
            return Optional.empty();
        }
        var contributions = new ArrayList<Contribution>();
        for (Said one : said) {
            if (one.weighing().isPresent()) {
                Weighing weighing = one.weighing().get();
                for (Weighed each : weighing.figures()) {
                    contributions.add(
                            new Contribution(
                                    each.figure().observation(),
                                    each.figure().points(),
                                    one.weight() / total * each.weight() / weighing.weight()));
                }
            }
        }
        return Optional.of(
                new Viewed(
                        sum / total,
                        contributions,
                        new Makeup(
                                total < whole,
                                total / whole,
                                OptionalDouble.empty(),
                                parts,
                                List.of())));
    }

    private Said said(Board board, double weight, Variant variant, Category category) {
        return new Said(board, weight, found(board, variant, category));
    }

    private Optional<Weighing> found(Board board, Variant variant, Category category) {
        Boards boards = weights.boards().get(category);
        return boards == null
                ? Optional.empty()
                : Weighing.of(figures, variant, board.families(boards), board::has);
    }
}
