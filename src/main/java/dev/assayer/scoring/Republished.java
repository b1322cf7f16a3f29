package dev.assayer.scoring;

import dev.assayer.evidence.Method;
import dev.assayer.evidence.Observation;
import java.util.Comparator;

/// Which of two observations of one variant by one benchmark counts, when several sources publish
/// it: the one with the more trusted method, then the one that states its samples, then the newer
/// one; beyond that any fixed order.
final class Republished {

    private static final Comparator<Observation> BEST_FIRST =
            Comparator.comparing((Observation one) -> one.method() == Method.SELF_REPORTED)
                    .thenComparing(one -> one.method() == Method.JUDGED)
                    .thenComparing(one -> one.measure().samples().isEmpty())
                    .thenComparing(Comparator.comparing(Observation::date).reversed())
                    .thenComparing(Observation::source)
                    .thenComparing(Observation::writtenName)
                    .thenComparingDouble(one -> one.measure().value());

    private Republished() {}

    static boolean isBetter(Observation one, Observation other) {
        return BEST_FIRST.compare(one, other) < 0;
    }
}
