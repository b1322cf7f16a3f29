package dev.assayer.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// A mapping of the configuration while it is read: hands out typed values, falls back to the
/// default where a key is absent or bad, and reports what is bad to its [Reading]. A key without
/// value counts as absent.
final class Section {

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,12})?");
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

    private final Reading reading;
    private final String path;
    private final Node.Mapping node;
    private boolean sound = true;

    Section(Reading reading, String path, Node.Mapping node) {
        this.reading = reading;
        this.path = path;
        this.node = node;
        reading.opened(path, node);
    }

    // ---- values

    int whole(String key, int fallback, Range<Integer> range) {
        String expected = "a whole number, " + range;
        return value(
                        key,
                        expected,
                        text -> {
                            require(WHOLE.matcher(text).matches());
                            long number = Long.parseLong(text);
                            require(number == (int) number && range.contains((int) number));
                            return (int) number;
                        })
                .orElse(fallback);
    }

    double fraction(String key, double fallback) {
        return value(
                        key,
                        "a number, 0..1",
                        text -> {
                            require(DECIMAL.matcher(text).matches());
                            double number = Double.parseDouble(text);
                            require(number <= 1);
                            return number;
                        })
                .orElse(fallback);
    }

    /// A number of 0 or more, exactly as written.
    Optional<BigDecimal> decimal(String key, String expected) {
        return value(
                key,
                expected,
                text -> {
                    require(DECIMAL.matcher(text).matches());
                    return new BigDecimal(text);
                });
    }

    Duration duration(String key, Duration fallback, Range<Duration> range) {
        return value(
                        key,
                        DurationFormat.FORM + ", " + range,
                        text -> inside(range, DurationFormat.parse(text)))
                .orElse(fallback);
    }

    ByteSize size(String key, ByteSize fallback, Range<ByteSize> range) {
        return value(key, ByteSize.FORM + ", " + range, text -> inside(range, ByteSize.parse(text)))
                .orElse(fallback);
    }

    boolean toggle(String key, boolean fallback) {
        return value(
                        key,
                        "on or off",
                        text ->
                                switch (text.toLowerCase(Locale.ROOT)) {
                                    case "on", "true", "yes" -> true;
                                    case "off", "false", "no" -> false;
                                    default -> throw new IllegalArgumentException(text);
                                })
                .orElse(fallback);
    }

    /// One of several words.
    <T> T choice(String key, T fallback, T[] choices, Function<T, String> word) {
        return value(
                        key,
                        words(Arrays.stream(choices).map(word).toList()),
                        text ->
                                Arrays.stream(choices)
                                        .filter(choice -> word.apply(choice).equals(text))
                                        .findFirst()
                                        .orElseThrow(() -> new IllegalArgumentException(text)))
                .orElse(fallback);
    }

    static String words(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }

    /// A value of a type of its own, which throws [IllegalArgumentException] for a text that it is
    /// not.
    <T> Optional<T> value(String key, String expected, Function<String, T> type) {
        return scalar(key)
                .flatMap(scalar -> typed(key, scalar, "(expected: " + expected + ")", type));
    }

    /// As [#value(String, String, Function)], for a type whose meaning depends on where it is
    /// written.
    <T> Optional<T> located(String key, String expected, BiFunction<String, Origin, T> type) {
        return scalar(key)
                .flatMap(scalar ->
                        typed(
                                key,
                                scalar,
                                "(expected: " + expected + ")",
                                text -> type.apply(text, scalar.origin())));
    }

    /// As [#value(String, String, Function)], for a type that says itself what it expected, in
    /// sentences that do not show the text.
    <T> Optional<T> value(String key, Function<String, T> type) {
        return scalar(key).flatMap(scalar -> typed(key, scalar, "", type));
    }

    /// A value that no message may show.
    Optional<Secret> secret(String key, Function<String, Secret> type) {
        return scalar(key)
                .filter(scalar -> !scalar.text().isBlank())
                .flatMap(scalar -> hidden(key, scalar, type));
    }

    private <T> Optional<T> typed(
            String key, Node.Scalar scalar, String complaint, Function<String, T> type) {
        Optional<String> text = substituted(key, scalar);
        try {
            return text.map(type);
        } catch (IllegalArgumentException | ArithmeticException e) {
            String said = complaint.isEmpty() ? "(" + sentence(e) + ")" : complaint;
            report(new Problem(scalar.origin(), at(key), Optional.of(scalar.text()), said));
            return Optional.empty();
        }
    }

    private <T> Optional<T> hidden(String key, Node.Scalar scalar, Function<String, T> type) {
        Optional<String> text = substituted(key, scalar);
        try {
            return text.map(type);
        } catch (IllegalArgumentException e) {
            report(Problem.of(scalar.origin(), at(key), "(" + sentence(e) + ")"));
            return Optional.empty();
        }
    }

    private Optional<String> substituted(String key, Node.Scalar scalar) {
        try {
            return Optional.of(reading.substituted(scalar));
        } catch (IllegalArgumentException e) {
            report(Problem.of(scalar.origin(), at(key), sentence(e)));
            return Optional.empty();
        }
    }

    private Optional<Node.Scalar> scalar(String key) {
        reading.known(path, key);
        return given(key)
                .flatMap(value ->
                        switch (value) {
                            case Node.Scalar scalar -> Optional.of(scalar);
                            case Node.Mapping _, Node.Sequence _ -> {
                                misplaced(key, value, "a single value");
                                yield Optional.empty();
                            }
                        });
    }

    private Optional<Node> given(String key) {
        return reading.override(at(key))
                .or(() -> Optional.ofNullable(node.entries().get(key)).map(Node.Entry::value))
                .filter(value -> !(value instanceof Node.Scalar scalar && scalar.isNull()));
    }

    // ---- structure

    /// A section below this one; empty where the key is absent.
    Section section(String key) {
        return sectionIfGiven(key)
                .orElseGet(() ->
                        new Section(reading, at(key), new Node.Mapping(Map.of(), node.origin())));
    }

    Optional<Section> sectionIfGiven(String key) {
        reading.known(path, key);
        return given(key)
                .flatMap(value ->
                        switch (value) {
                            case Node.Mapping mapping ->
                                    Optional.of(new Section(reading, at(key), mapping));
                            case Node.Scalar _, Node.Sequence _ -> {
                                misplaced(key, value, "keys with values");
                                yield Optional.empty();
                            }
                        });
    }

    /// A section below this one, where it is given. A single word stands for a section whose only
    /// key is `shorthand`.
    Optional<Section> sectionIfGiven(String key, String shorthand) {
        reading.known(path, key);
        return given(key)
                .flatMap(value ->
                        switch (value) {
                            case Node.Mapping mapping ->
                                    Optional.of(new Section(reading, at(key), mapping));
                            case Node.Scalar scalar ->
                                    Optional.of(shorthand(at(key), shorthand, scalar));
                            case Node.Sequence _ -> {
                                misplaced(key, value, "one value, or keys with values");
                                yield Optional.empty();
                            }
                        });
    }

    private Section shorthand(String at, String shorthand, Node.Scalar scalar) {
        return new Section(
                reading,
                at,
                new Node.Mapping(
                        Map.of(shorthand, new Node.Entry(scalar, scalar.origin())),
                        scalar.origin()));
    }

    /// The items of a list, each a section. A single word stands for a section whose only key is
    /// `shorthand`.
    List<Section> sections(String key, String shorthand) {
        var sections = new ArrayList<Section>();
        List<Node> items = items(key);
        for (int i = 0; i < items.size(); i++) {
            String at = at(key) + "[" + i + "]";
            switch (items.get(i)) {
                case Node.Mapping mapping -> sections.add(new Section(reading, at, mapping));
                case Node.Scalar scalar when !shorthand.isEmpty() ->
                        sections.add(shorthand(at, shorthand, scalar));
                case Node.Scalar item -> misplacedAt(at, item, "keys with values");
                case Node.Sequence item -> misplacedAt(at, item, "keys with values");
            }
        }
        return sections;
    }

    /// The items of a list of single values.
    <T> List<T> values(String key, String expected, Function<String, T> type) {
        var values = new ArrayList<T>();
        List<Node> items = items(key);
        for (int i = 0; i < items.size(); i++) {
            String item = key + "[" + i + "]";
            switch (items.get(i)) {
                case Node.Scalar scalar ->
                        typed(item, scalar, "(expected: " + expected + ")", type)
                                .ifPresent(values::add);
                case Node.Mapping mapping -> misplaced(item, mapping, expected);
                case Node.Sequence sequence -> misplaced(item, sequence, expected);
            }
        }
        return values;
    }

    private List<Node> items(String key) {
        reading.known(path, key);
        return given(key)
                .map(value ->
                        switch (value) {
                            case Node.Sequence sequence -> sequence.items();
                            case Node.Scalar _, Node.Mapping _ -> {
                                misplaced(key, value, "a list");
                                yield List.<Node>of();
                            }
                        })
                .orElse(List.of());
    }

    /// The keys given here, whatever they are, with what a reader makes of each; for mappings whose
    /// keys the user chooses.
    <T> Map<String, T> each(Function<String, Optional<T>> reader) {
        reading.free(path);
        var values = new LinkedHashMap<String, T>();
        for (String key : node.entries().keySet()) {
            reader.apply(key).ifPresent(value -> values.put(key, value));
        }
        return values;
    }

    // ---- problems

    /// Makes a record out of values that are read here. What it refuses is reported, unless one of
    /// the values was bad already and stands in with its default.
    ///
    /// @param fallback what stands in where the record refuses
    <T> T make(T fallback, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            if (sound) {
                report(Problem.of(node.origin(), path, sentence(e)));
            }
            return fallback;
        }
    }

    /// Reports a key that must be there.
    void missing(String key, String expected) {
        report(Problem.of(node.origin(), at(key), "is missing (expected: " + expected + ")"));
    }

    /// Reports what only a look at several keys shows.
    void refuse(String key, String complaint) {
        Origin origin =
                Optional.ofNullable(node.entries().get(key))
                        .map(Node.Entry::origin)
                        .orElse(node.origin());
        report(Problem.of(origin, at(key), complaint));
    }

    private void misplaced(String key, Node value, String expected) {
        misplacedAt(at(key), value, expected);
    }

    /// The value is not shown: who confuses the structure may have put a key there.
    private void misplacedAt(String at, Node value, String expected) {
        report(
                Problem.of(
                        value.origin(),
                        at,
                        "is " + value.kind() + " (expected: " + expected + ")"));
    }

    private static String sentence(RuntimeException e) {
        return Objects.requireNonNullElse(e.getMessage(), "is not valid");
    }

    private void report(Problem problem) {
        sound = false;
        reading.report(problem);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }

    private static <T extends Comparable<T>> T inside(Range<T> range, T value) {
        require(range.contains(value));
        return value;
    }

    /// Whether a key was given a value.
    boolean has(String key) {
        return given(key).isPresent();
    }

    Origin origin() {
        return node.origin();
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
