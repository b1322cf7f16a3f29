package dev.assayer.config;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// One thing that is wrong with the configuration. Never holds a secret.
///
/// @param origin where it stands
/// @param key the setting's path, e.g. `providers[0].base-url`, or the variable's name; empty for a
///   file as a whole
/// @param value the offending text as written, made fit to be shown; empty where there is none or
///   it may be secret
/// @param complaint what is wrong or what was expected, e.g. `(expected: a whole number, 0..65535)`
public record Problem(Origin origin, String key, Optional<String> value, String complaint) {

    static final Comparator<Problem> ORDER =
            Comparator.comparing((Problem problem) -> problem.origin instanceof Origin.Line)
                    .thenComparing(problem -> file(problem.origin))
                    .thenComparingInt(problem -> line(problem.origin));

    private static final int KEY_CHARACTERS = 200;
    private static final int VALUE_CHARACTERS = 60;

    /// The prefixes that providers give their keys; what stands behind `Bearer`; user, password and
    /// query of a URL.
    private static final Pattern SECRETS =
            Pattern.compile(
                    "(?<=\\b(?:sk|gsk|xai|fw|hf|tgp|pplx|nvapi|csk|rk|pk)[-_])[\\w-]{8,}"
                            + "|(?<=\\bAIza)[\\w-]{8,}"
                            + "|(?<=(?i:bearer) )\\S+"
                            + "|(?<=//)[^/@]*(?=@)"
                            + "|(?<=\\?)\\S+");

    public Problem {
        key = shown(key, KEY_CHARACTERS);
        value = value.map(text -> shown(text, VALUE_CHARACTERS));
    }

    /// A problem whose value is absent, or must not be shown.
    public static Problem of(Origin origin, String key, String complaint) {
        return new Problem(origin, key, Optional.empty(), complaint);
    }

    private static String file(Origin origin) {
        return origin instanceof Origin.Line line ? line.file().toString() : origin.toString();
    }

    private static int line(Origin origin) {
        return origin instanceof Origin.Line line ? line.number() : 0;
    }

    /// Hides what looks like a secret in the wrong place, cuts what is long, replaces what could
    /// steer a terminal.
    private static String shown(String written, int most) {
        String text = SECRETS.matcher(written).replaceAll("****");
        var shown = new StringBuilder();
        text.codePoints()
                .limit(most)
                .map(c ->
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                                ? '?'
                                : c)
                .forEach(shown::appendCodePoint);
        return text.codePointCount(0, text.length()) > most
                ? shown.append("...").toString()
                : shown.toString();
    }

    /// One line: `assayer.yaml:3: server.port: '80a1' (expected: a whole number, 0..65535)`.
    @Override
    public String toString() {
        boolean isNamed = key.isEmpty() || origin.equals(new Origin.Variable(key));
        return origin
                + ": "
                + (isNamed ? "" : key + ": ")
                + value.map(text -> "'" + text + "' ").orElse("")
                + complaint;
    }
}
