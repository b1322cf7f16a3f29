package dev.assayer.catalog;

import java.util.List;
import java.util.Optional;

/// Finds the snapshot date among the words of a name and takes its words out: `2025-05-14`,
/// `20250514`, `09-2025`, `2507`, `0324`, `05-06`, `26-01-10`, `251201`.
final class DateWords {

    private static final int FIRST_YEAR = 2022;
    private static final int LAST_YEAR = 2039;

    private DateWords() {}

    /// Takes every date out of the words; the last one found counts.
    static Optional<SnapshotDate> take(List<String> words) {
        Optional<SnapshotDate> date = Optional.empty();
        for (int i = 0; i < words.size(); i++) {
            for (int length = Math.min(3, words.size() - i); length > 0; length--) {
                Optional<SnapshotDate> found = read(words.subList(i, i + length));
                if (found.isPresent()) {
                    date = found;
                    words.subList(i, i + length).clear();
                    i--;
                    break;
                }
            }
        }
        return date;
    }

    private static Optional<SnapshotDate> read(List<String> words) {
        return switch (words.size()) {
            case 3 -> three(words.get(0), words.get(1), words.get(2));
            case 2 -> two(words.get(0), words.get(1));
            default -> one(words.getFirst());
        };
    }

    private static Optional<SnapshotDate> three(String year, String month, String day) {
        if (!isMonth(month) || !isDay(day)) {
            return Optional.empty();
        }
        if (isYear(year)) {
            return Optional.of(SnapshotDate.day(number(year), number(month), number(day)));
        }
        return isShortYear(year)
                ? Optional.of(SnapshotDate.day(2000 + number(year), number(month), number(day)))
                : Optional.empty();
    }

    private static Optional<SnapshotDate> two(String first, String second) {
        if (isMonth(first) && isYear(second)) {
            return Optional.of(SnapshotDate.month(number(second), number(first)));
        }
        if (isYear(first) && isMonth(second)) {
            return Optional.of(SnapshotDate.month(number(first), number(second)));
        }
        return isMonth(first) && isDay(second)
                ? Optional.of(SnapshotDate.pair(number(first), number(second)))
                : Optional.empty();
    }

    private static Optional<SnapshotDate> one(String word) {
        if (!isDigits(word, word.length())) {
            return Optional.empty();
        }
        return switch (word.length()) {
            case 8 -> three(word.substring(0, 4), word.substring(4, 6), word.substring(6));
            case 6 ->
                    two(word.substring(0, 4), word.substring(4))
                            .or(() ->
                                    three(
                                            word.substring(0, 2),
                                            word.substring(2, 4),
                                            word.substring(4)));
            case 4 -> {
                String first = word.substring(0, 2);
                String second = word.substring(2);
                if (isShortYear(first) && isMonth(second)) {
                    yield Optional.of(SnapshotDate.month(2000 + number(first), number(second)));
                }
                yield isMonth(first) && isDay(second)
                        ? Optional.of(SnapshotDate.pair(number(first), number(second)))
                        : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static boolean isYear(String word) {
        return isDigits(word, 4) && number(word) >= FIRST_YEAR && number(word) <= LAST_YEAR;
    }

    private static boolean isShortYear(String word) {
        return isDigits(word, 2) && number(word) > FIRST_YEAR % 100 && number(word) < 30;
    }

    private static boolean isMonth(String word) {
        return isDigits(word, 2) && number(word) >= 1 && number(word) <= 12;
    }

    private static boolean isDay(String word) {
        return isDigits(word, 2) && number(word) >= 1 && number(word) <= 31;
    }

    private static boolean isDigits(String word, int length) {
        return word.length() == length && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
