package dev.assayer.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// What somebody may have meant who wrote a name that is not known.
public final class Suggestions {

    private static final int MOST = 3;

    private Suggestions() {}

    /// ` (did you mean a, b, c?)`: names that contain the word first, then the fewest changes;
    /// empty where nothing is near.
    public static String text(String word, Collection<String> known) {
        String lower = word.toLowerCase(Locale.ROOT);
        int limit = Math.max(3, word.length() / 2);
        List<String> near =
                known.stream()
                        .filter(each -> each.contains(lower) || distance(lower, each) <= limit)
                        .sorted(
                                Comparator.comparing((String each) -> !each.contains(lower))
                                        .thenComparingInt(each -> distance(lower, each))
                                        .thenComparing(Comparator.naturalOrder()))
                        .limit(MOST)
                        .toList();
        return near.isEmpty() ? "" : " (did you mean " + String.join(", ", near) + "?)";
    }

    /// To the whole name, or to its part behind the slash.
    private static int distance(String word, String known) {
        LevenshteinDistance changes = LevenshteinDistance.getDefaultInstance();
        int slash = known.indexOf('/');
        return Math.min(
                changes.apply(word, known), changes.apply(word, known.substring(slash + 1)));
    }
}
