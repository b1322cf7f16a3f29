package dev.assayer.scoring;

import java.util.Locale;

/// How much ability a dollar buys, by terciles within a category.
public enum CostEfficiency {
    LOW,
    MEDIUM,
    HIGH;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The tercile of one among many.
    ///
    /// @param below share of those that buy less, half of those that buy the same among them, 0..1
    static CostEfficiency of(double below) {
        return 3 * below < 1 ? LOW : 3 * below < 2 ? MEDIUM : HIGH;
    }
}
