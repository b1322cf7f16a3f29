package dev.assayer.scoring;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How the categories hang together: read from `/scoring/categories.csv`.
///
/// A model's ability in a category is its general ability, plus a deviation that it shares with the
/// category's group (technical, talk, knowledge), plus one of the category's own. `spread` is the
/// standard deviation of both deviations together, on the common scale; [#GROUP_SHARE] of its
/// variance belongs to the group. `effort` says how much of a model's gain from thinking longer
/// shows in the category.
///
/// The figures are ours, from the bundled evidence of August 2026: spread and share by the
/// likelihood of boards held out for a third of their models, effort from models that LMArena lists
/// with and without thinking (math +0.15, coding +0.14, chat +0.10, creative writing +0.02 standard
/// deviations). Empathy has no evidence that may ship; its wider spread covers what its relatives
/// miss of EQ-Bench 3 and 4 (residuals of 6.2 and 5.2 points over 63 and 27 variants, judge's noise
/// included).
final class Categories {

    static final double GROUP_SHARE = 0.6;
    static final int COUNT = Category.values().length;

    private static final Categories BUNDLED = new Categories();

    private final String[] groups = new String[COUNT];
    private final double[] spreads = new double[COUNT];
    private final double[] efforts = new double[COUNT];

    private Categories() {
        Map<Category, List<String>> rows = new EnumMap<>(Category.class);
        for (List<String> row :
                ScoringData.rows(
                        "categories.csv", List.of("category", "group", "spread", "effort"))) {
            rows.put(
                    Category.find(row.get(0))
                            .orElseThrow(() -> ScoringData.broken("categories.csv", row.get(0))),
                    row);
        }
        for (Category category : Category.values()) {
            List<String> row = rows.get(category);
            if (row == null) {
                throw ScoringData.broken("categories.csv", "no row " + category.word());
            }
            groups[category.ordinal()] = row.get(1);
            spreads[category.ordinal()] = ScoringData.number("categories.csv", row.get(2));
            efforts[category.ordinal()] = ScoringData.number("categories.csv", row.get(3));
        }
    }

    static Categories bundled() {
        return BUNDLED;
    }

    /// Covariance of two categories' deviations from general ability.
    double covariance(int left, int right) {
        double shared = left == right ? 1 : groups[left].equals(groups[right]) ? GROUP_SHARE : 0;
        return shared * spreads[left] * spreads[right];
    }

    double effort(int category) {
        return efforts[category];
    }
}
