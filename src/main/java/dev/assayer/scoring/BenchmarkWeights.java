package dev.assayer.scoring;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What each benchmark measures, and how far it is trusted: `/scoring/benchmarks.csv`, with the
/// spread of each panel from `/scoring/panels.csv`.
///
/// - `categories`: the abilities that a benchmark mixes; shares add up to 1. Primary and secondary
///   benchmarks of each category as surveyed in August 2026.
/// - `weight`: 1 for a primary, 0.5 for a secondary benchmark; an observation's noise variance is
///   divided by it. Less for agents' boards, frozen ones and saturated ones; 0 for a board that
///   shows other boards' votes in another light, which is told and not scored.
/// - `panel`: benchmarks judged by the same people or the same harness err together, so twenty
///   columns of one board are not twenty witnesses.
///
/// A benchmark that is not in the table counts for general ability and for the dimensions that are
/// learnt, at half weight, in a panel with everything else of its kind from its board (the part of
/// its id before the slash).
final class BenchmarkWeights {

    private static final String FILE = "benchmarks.csv";
    private static final double UNKNOWN_WEIGHT = 0.5;
    private static final double UNKNOWN_PANEL_SPREAD = 0.2;

    private static final Entry PLAIN = unknown("", 1);

    private static final BenchmarkWeights BUNDLED = new BenchmarkWeights();

    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Double> spreads = new HashMap<>();

    private BenchmarkWeights() {
        for (List<String> row : ScoringData.rows("panels.csv", List.of("panel", "spread"))) {
            spreads.put(row.get(0), ScoringData.number("panels.csv", row.get(1)));
        }
        for (List<String> row :
                ScoringData.rows(FILE, List.of("benchmark", "panel", "weight", "categories"))) {
            if (!row.get(1).isEmpty() && !spreads.containsKey(row.get(1))) {
                throw ScoringData.broken(FILE, "panel " + row.get(1) + " has no spread");
            }
            entries.put(row.get(0), entry(row));
        }
    }

    private static Entry entry(List<String> row) {
        String[] parts = row.get(3).split("\\|", -1);
        int[] categories = new int[parts.length];
        double[] shares = new double[parts.length];
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
            int colon = parts[i].indexOf(':');
            categories[i] =
                    Category.find(parts[i].substring(0, Math.max(0, colon)))
                            .orElseThrow(() -> ScoringData.broken(FILE, row.toString()))
                            .ordinal();
            shares[i] = ScoringData.number(FILE, parts[i].substring(colon + 1));
            sum += shares[i];
        }
        if (Math.abs(sum - 1) > 1e-9) {
            throw ScoringData.broken(FILE, row + " (expected: shares that add up to 1)");
        }
        return new Entry(
                row.get(1), ScoringData.number(FILE, row.get(2)), true, categories, shares);
    }

    static BenchmarkWeights bundled() {
        return BUNDLED;
    }

    /// What a benchmark measures; for one not in the table, the cautious default.
    Entry of(String benchmark) {
        Entry known = entries.get(benchmark);
        int slash = benchmark.indexOf('/');
        return known != null
                ? known
                : unknown(slash < 0 ? "" : benchmark.substring(0, slash) + "/?", UNKNOWN_WEIGHT);
    }

    /// A benchmark of which nothing is known, as good a witness as any.
    static Entry plain() {
        return PLAIN;
    }

    private static Entry unknown(String panel, double weight) {
        return new Entry(
                panel, weight, false, new int[] {Category.GENERAL.ordinal()}, new double[] {1});
    }

    /// Standard deviation of what a panel's benchmarks get wrong together, on the common scale.
    double panelSpread(String panel) {
        return spreads.getOrDefault(panel, UNKNOWN_PANEL_SPREAD);
    }

    /// One benchmark.
    ///
    /// @param panel whose errors it shares; empty for none
    /// @param weight trust, 0..1; 0 for a benchmark that is told, and not scored
    /// @param isKnown whether the table has it; else the categories are a guess that counts for
    ///   what is shown and not for the model
    /// @param categories ordinals of the categories it mixes
    /// @param shares of each of them; they add up to 1
    @SuppressWarnings("ArrayRecordComponent") // read in the innermost loop; never compared
    record Entry(String panel, double weight, boolean isKnown, int[] categories, double[] shares) {

        boolean measures(int category) {
            for (int each : categories) {
                if (each == category) {
                    return true;
                }
            }
            return false;
        }

        /// How much of a model's gain from effort shows here.
        double effort(Categories traits) {
            double sum = 0;
            for (int i = 0; i < categories.length; i++) {
                sum += shares[i] * traits.effort(categories[i]);
            }
            return sum;
        }
    }
}
