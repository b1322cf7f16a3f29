package dev.assayer.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// What is shared while one configuration is read: its variables, what flags and environment put
/// over the file, the problems so far, and which keys exist.
final class Reading {

    private static final Pattern INDEX = Pattern.compile("\\[\\d+]");
    private static final Pattern SEPARATORS = Pattern.compile("[-_ .]");

    private final Substitution substitution;
    private final Map<String, Node.Scalar> overrides;
    private final List<Problem> problems;
    private final Map<String, Node.Mapping> opened = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, Set<String>> children = new HashMap<>();
    private final Set<String> free = new LinkedHashSet<>();

    /// @param overrides values by the path of their key; they are taken as they are, without
    ///   substitution
    /// @param problems receives what is found
    Reading(Substitution substitution, Map<String, Node.Scalar> overrides, List<Problem> problems) {
        this.substitution = substitution;
        this.overrides = overrides;
        this.problems = problems;
    }

    /// A section is being read.
    void opened(String path, Node.Mapping node) {
        opened.put(path, node);
    }

    /// A key of a section exists, be it given or not. It may hold a dot, as the id of a source
    /// does.
    void known(String path, String key) {
        known.add(path.isEmpty() ? key : path + "." + key);
        children.computeIfAbsent(generic(path), _ -> new LinkedHashSet<>()).add(key);
    }

    /// The keys of a section are the user's to choose.
    void free(String path) {
        free.add(path);
    }

    /// Every key that exists and was asked for, list indexes as `[]`, without those the user chose.
    Set<String> known() {
        var keys = new LinkedHashSet<String>();
        known.stream()
                .filter(key -> !free.contains(parent(key)))
                .map(Reading::generic)
                .forEach(keys::add);
        return keys;
    }

    void report(Problem problem) {
        problems.add(problem);
    }

    Optional<Node> override(String path) {
        return Optional.ofNullable(overrides.get(path));
    }

    /// A value's text with its variables filled in; what came from flags and environment is left
    /// alone.
    ///
    /// @throws IllegalArgumentException with the complaint, if a variable is not set
    String substituted(Node.Scalar scalar) {
        return overrides.containsValue(scalar) ? scalar.text() : substitution.apply(scalar.text());
    }

    /// Reports every key that nobody asked for; to be called when all has been read.
    void finish() {
        for (var section : opened.entrySet()) {
            for (var entry : section.getValue().entries().entrySet()) {
                String path = section.getKey();
                String at = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                if (!known.contains(at) && !free.contains(path)) {
                    report(
                            Problem.of(
                                    entry.getValue().origin(), at, unknown(path, entry.getKey())));
                }
            }
        }
        overrides.forEach((at, scalar) -> {
            if (!known.contains(at)) {
                report(Problem.of(scalar.origin(), at, "is not a setting"));
            }
        });
    }

    private String unknown(String path, String key) {
        List<String> here = List.copyOf(children.getOrDefault(generic(path), Set.of()));
        List<String> close = here.stream().filter(other -> isClose(key, other)).toList();
        if (!close.isEmpty()) {
            return "is not a setting (did you mean " + nearest(key, close) + "?)";
        }
        Optional<String> elsewhere =
                known().stream().filter(other -> plain(leaf(other)).equals(plain(key))).findFirst();
        return elsewhere
                .map(other -> "is not a setting here (did you mean " + other + "?)")
                .orElseGet(() -> "is not a setting (expected here: " + Section.words(here) + ")");
    }

    private static String nearest(String key, List<String> keys) {
        return keys.stream()
                .min((a, b) -> Integer.compare(distance(key, a), distance(key, b)))
                .orElseThrow();
    }

    /// One is the other's beginning, or few letters differ: one of up to three, two of four to
    /// eight, then a third.
    private static boolean isClose(String key, String other) {
        String a = plain(key);
        String b = plain(other);
        int most = b.length() <= 3 ? 1 : Math.max(2, b.length() / 3);
        return (a.length() >= 3 && b.startsWith(a))
                || (b.length() >= 3 && a.startsWith(b))
                || distance(key, other) <= most;
    }

    private static int distance(String key, String other) {
        return LevenshteinDistance.getDefaultInstance().apply(plain(key), plain(other));
    }

    /// Without what differs between `base-url`, `base_url` and `baseUrl`.
    private static String plain(String key) {
        return SEPARATORS.matcher(key.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }

    private static String leaf(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static String generic(String path) {
        return INDEX.matcher(path).replaceAll("[]");
    }
}
