package dev.assayer.scoring;

import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/// Hides a whole board and compares the order of models that the others give with the order that it
/// gave.
///
/// @param hidden how many observations were hidden
/// @param variants how many of the board's variants others have seen in the category
/// @param category the one that the target measures most
/// @param spearman rank correlation between scores in that category and the hidden values
public record HiddenBoard(int hidden, int variants, Category category, double spearman) {

    /// @param board everything whose benchmark id is this or begins with this and a slash is hidden
    /// @param target the benchmark whose order is foretold, one of the hidden
    /// @throws IllegalArgumentException if nothing is hidden, or the target is not among it
    public static HiddenBoard of(
            Snapshot snapshot, ScoringMethod method, LocalDate asOf, String board, String target) {
        var rest =
                new Snapshot(
                        snapshot.hash() + " without " + board,
                        snapshot.catalog(),
                        snapshot.benchmarks(),
                        snapshot.observations().stream().filter(one -> !isOf(board, one)).toList(),
                        snapshot.extras(),
                        snapshot.sources());
        int hidden = snapshot.observations().size() - rest.observations().size();
        if (hidden == 0) {
            throw new IllegalArgumentException(
                    "board: '" + board + "' (expected: one that the evidence has, as lmarena)");
        }
        if (!target.equals(board) && !target.startsWith(board + "/")) {
            throw new IllegalArgumentException(
                    "target: '"
                            + target
                            + "' (expected: one of the board's, as "
                            + board
                            + "/...)");
        }
        Category category = category(target);
        Scores scores = method.score(rest, asOf);
        boolean higherIsBetter =
                snapshot.benchmarks().stream()
                        .filter(each -> each.id().equals(target))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "target: '"
                                                + target
                                                + "' (expected: a benchmark of the evidence)"))
                        .higherIsBetter();
        Map<Variant, Double> seen = new TreeMap<>();
        for (Observation one : snapshot.observations()) {
            if (one.benchmark().equals(target)) {
                seen.put(one.variant(), (higherIsBetter ? 1 : -1) * one.measure().value());
            }
        }
        seen.keySet()
                .removeIf(variant ->
                        scores.score(variant, category).map(Score::borrowed).orElse(true));
        double[] ours =
                seen.keySet().stream()
                        .mapToDouble(variant ->
                                scores.score(variant, category).map(Score::value).orElse(0.0))
                        .toArray();
        double[] theirs = seen.values().stream().mapToDouble(each -> each).toArray();
        return new HiddenBoard(hidden, ours.length, category, RankCorrelation.of(ours, theirs));
    }

    private static boolean isOf(String board, Observation one) {
        return one.benchmark().equals(board) || one.benchmark().startsWith(board + "/");
    }

    private static Category category(String benchmark) {
        BenchmarkWeights.Entry entry = BenchmarkWeights.bundled().of(benchmark);
        int most = 0;
        for (int i = 1; i < entry.shares().length; i++) {
            most = entry.shares()[i] > entry.shares()[most] ? i : most;
        }
        return Category.values()[entry.categories()[most]];
    }
}
