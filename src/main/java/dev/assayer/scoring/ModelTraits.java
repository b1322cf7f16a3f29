package dev.assayer.scoring;

import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a model's identity says about its ability before any evidence: age, size, lab.
///
/// @param lab who made it
/// @param dated whether the day of release is known
/// @param years from 2025-01-01 to release; 0 when unknown
/// @param small 1 when the name says that it is the small one of its family, else 0
/// @param logSize natural logarithm of its parameters over 70 billion, where the name says so and
///   at most 400; else 0
record ModelTraits(String lab, boolean dated, double years, double small, double logSize) {

    private static final LocalDate ORIGIN = LocalDate.of(2025, 1, 1);
    private static final double USUAL_BILLIONS = 70;
    private static final double MOST_BILLIONS = 400;
    private static final Set<String> SMALL =
            Set.of(
                    "mini", "nano", "lite", "small", "haiku", "flash", "micro", "tiny", "air",
                    "instant", "fast");

    static ModelTraits of(ModelId id, @Nullable Model model) {
        Optional<LocalDate> released = model == null ? Optional.empty() : model.released();
        double small = 0;
        double logSize = 0;
        String name = id.name();
        int start = 0;
        for (int end = 0; end <= name.length(); end++) {
            if (end == name.length() || "-_:".indexOf(name.charAt(end)) >= 0) {
                String word = name.substring(start, end);
                if (SMALL.contains(word)) {
                    small = 1;
                }
                double billions = billions(word);
                if (billions > 0 && logSize == 0) {
                    logSize = StrictMath.log(Math.min(MOST_BILLIONS, billions) / USUAL_BILLIONS);
                }
                start = end + 1;
            }
        }
        return new ModelTraits(
                id.lab(),
                released.isPresent(),
                released.map(day -> ChronoUnit.DAYS.between(ORIGIN, day) / 365.0).orElse(0.0),
                small,
                logSize);
    }

    /// `70b`, `1.5b` and `e4b` are sizes; anything else is 0.
    private static double billions(String word) {
        int length = word.length();
        if (length < 2 || word.charAt(length - 1) != 'b') {
            return 0;
        }
        int from = word.charAt(0) == 'e' ? 1 : 0;
        for (int i = from; i < length - 1; i++) {
            char c = word.charAt(i);
            if ((c < '0' || c > '9') && !(c == '.' && i > from && i < length - 2)) {
                return 0;
            }
        }
        String digits = word.substring(from, length - 1);
        return digits.isEmpty() || digits.indexOf('.') != digits.lastIndexOf('.')
                ? 0
                : Double.parseDouble(digits);
    }
}
