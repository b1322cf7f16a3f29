package dev.assayer.scoring;

import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a model's identity says about its ability before any evidence: whose it is, age, size,
/// kind.
///
/// @param kin the lab, or the family where no lab is known: models that err and excel together
/// @param features numbers in which [Kinship] is linear, [#FEATURES] of them; see [#of]
@SuppressWarnings("ArrayRecordComponent") // read in inner loops; never compared
record ModelTraits(String kin, double[] features) {

    static final int FEATURES = 11;

    /// Position of the years since 2025 among the features.
    static final int YEARS = 1;

    private static final int UNDATED = 10;

    private static final LocalDate ORIGIN = LocalDate.of(2025, 1, 1);
    private static final double MOST_YEARS = 5;
    private static final double USUAL_BILLIONS = 70;
    private static final double MOST_BILLIONS = 400;
    private static final Set<String> SMALL =
            Set.of(
                    "mini", "nano", "lite", "small", "haiku", "flash", "micro", "tiny", "air",
                    "instant", "fast");
    private static final Set<String> BIG = Set.of("pro", "opus", "max", "ultra", "large", "plus");
    private static final Set<String> TUNED = Set.of("instruct", "chat", "it");

    static ModelTraits of(ModelId id, @Nullable Model model) {
        return of(id.lab(), id.name(), model == null ? Optional.empty() : model.released());
    }

    /// 1, years from 2025-01-01 to release (held within 5), the same where positive and else 0,
    /// natural logarithm of the parameters over 70 billion (at most 400 count; 0 unless the name
    /// says), and 1 or 0 for: size is said, small one of its family, big one, base model, coder,
    /// tuned for instructions, no date.
    static ModelTraits of(String kin, String name, Optional<LocalDate> released) {
        double[] features = new double[FEATURES];
        double years =
                released.map(day -> ChronoUnit.DAYS.between(ORIGIN, day) / 365.0).orElse(0.0);
        years = Math.clamp(years, -MOST_YEARS, MOST_YEARS);
        features[0] = 1;
        features[YEARS] = years;
        features[2] = Math.max(0, years);
        features[UNDATED] = released.isPresent() ? 0 : 1;
        String lower = name.toLowerCase(Locale.ROOT);
        int start = 0;
        for (int end = 0; end <= lower.length(); end++) {
            if (end == lower.length() || "-_:/ ()".indexOf(lower.charAt(end)) >= 0) {
                word(lower.substring(start, end), features);
                start = end + 1;
            }
        }
        features[8] = lower.contains("code") || lower.contains("coder") ? 1 : 0;
        return new ModelTraits(kin, features);
    }

    private static void word(String word, double[] features) {
        double billions = billions(word);
        if (billions > 0 && features[4] == 0) {
            features[3] = StrictMath.log(Math.min(MOST_BILLIONS, billions) / USUAL_BILLIONS);
            features[4] = 1;
        }
        if (SMALL.contains(word)) {
            features[5] = 1;
        }
        if (BIG.contains(word)) {
            features[6] = 1;
        }
        if (word.equals("base")) {
            features[7] = 1;
        }
        if (TUNED.contains(word)) {
            features[9] = 1;
        }
    }

    /// The traits of a model that is released in several versions, each of which has its own: their
    /// mean. Undated ones count as released when the dated ones were.
    static ModelTraits of(List<ModelTraits> versions) {
        double[] mean = new double[FEATURES];
        double dated = 0;
        for (ModelTraits each : versions) {
            for (int i = 0; i < FEATURES; i++) {
                mean[i] += each.features[i] / versions.size();
            }
            dated += 1 - each.features[UNDATED];
        }
        if (dated > 0) {
            for (int i = YEARS; i <= YEARS + 1; i++) {
                mean[i] *= versions.size() / dated;
            }
            mean[UNDATED] = 0;
        }
        return new ModelTraits(versions.getFirst().kin, mean);
    }

    boolean isDated() {
        return features[UNDATED] == 0;
    }

    /// With the years that are usual among the dated ones, where this one has no date.
    ModelTraits dated(double years) {
        if (isDated()) {
            return this;
        }
        double[] filled = features.clone();
        filled[YEARS] = years;
        filled[YEARS + 1] = Math.max(0, years);
        return new ModelTraits(kin, filled);
    }

    /// `70b`, `1.5b`, `e4b` and `8x7b` (where half of the experts' parameters count) are sizes;
    /// anything else is 0.
    private static double billions(String word) {
        int length = word.length();
        if (length < 2 || word.charAt(length - 1) != 'b') {
            return 0;
        }
        int from = word.charAt(0) == 'e' ? 1 : 0;
        int times = word.indexOf('x');
        double experts = times > 0 ? number(word.substring(0, times)) / 2 : 1;
        return experts * number(word.substring(times > 0 ? times + 1 : from, length - 1));
    }

    private static double number(String digits) {
        boolean isNumber = !digits.isEmpty() && digits.length() < 8;
        int dots = 0;
        for (int i = 0; i < digits.length() && isNumber; i++) {
            char c = digits.charAt(i);
            dots += c == '.' ? 1 : 0;
            isNumber =
                    (c >= '0' && c <= '9')
                            || (c == '.' && dots == 1 && i > 0 && i < digits.length() - 1);
        }
        return isNumber ? Double.parseDouble(digits) : 0;
    }
}
