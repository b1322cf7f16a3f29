package dev.assayer.admin;

import dev.assayer.catalog.Effort;
import dev.assayer.catalog.Suggestions;
import dev.assayer.scoring.Ranking;
import dev.assayer.scoring.RankingColumn;
import dev.assayer.scoring.RankingFilter;
import dev.assayer.scoring.SpeedTier;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The parameters of a URL about models: those of a ranking, of one model or of their list.
///
/// @param method name of a scoring method; empty for the one in force
/// @param effort empty for the one in the model's id
/// @param filter which rows stay
/// @param sort by which column; empty for rank
/// @param isReversed whether the other way round
/// @param top how many rows; empty for all
/// @param csv whether CSV is wanted instead of JSON
record RankingQuery(
        Optional<String> method,
        Optional<Effort> effort,
        RankingFilter filter,
        Optional<RankingColumn> sort,
        boolean isReversed,
        OptionalInt top,
        boolean csv) {

    /// What `top` without a number asks for.
    static final int TOP = 3;

    /// The parameters of a list of models.
    static final Set<String> OF_LIST = Set.of("available");

    /// The parameters of one model's scores.
    static final Set<String> OF_SCORES = Set.of("method", "effort");

    /// The parameters of a ranking.
    static final Set<String> OF_RANKING =
            Set.of(
                    "method",
                    "available",
                    "max_price",
                    "min_context",
                    "min_quality_index",
                    "speed_tier",
                    "open_weights",
                    "sort",
                    "reverse",
                    "top",
                    "format");

    /// A parameter that is none; its message names it and what was expected.
    static final class Malformed extends RuntimeException {

        private static final long serialVersionUID = 1;

        Malformed(String name, Set<String> known) {
            super(
                    name
                            + ": is no parameter here"
                            + Suggestions.text(name, known)
                            + " (expected: one of the parameters: "
                            + String.join(", ", new TreeSet<>(known))
                            + ")",
                    null,
                    false,
                    false);
        }

        Malformed(String name, String value, String expected) {
            super(name + ": '" + value + "' (expected: " + expected + ")", null, false, false);
        }
    }

    /// @param known the parameters that apply there
    /// @throws Malformed for a parameter that is none of them or has no such value
    static RankingQuery of(MultiMap params, Set<String> known, @Nullable String accept) {
        for (String name : params.names()) {
            if (!known.contains(name)) {
                throw new Malformed(name, known);
            }
        }
        return new RankingQuery(
                given(params, "method"),
                given(params, "effort").map(word -> effort(word)),
                new RankingFilter(
                        flag(params, "available"),
                        number(params, "max_price"),
                        whole(params, "min_context", 0),
                        number(params, "min_quality_index"),
                        given(params, "speed_tier")
                                .map(word -> found("speed_tier", word, SpeedTier::find)),
                        flag(params, "open_weights")),
                given(params, "sort").map(word -> found("sort", word, RankingColumn::find)),
                flag(params, "reverse"),
                top(params),
                isCsv(params, accept));
    }

    private static Optional<String> given(MultiMap params, String name) {
        return Optional.ofNullable(params.get(name)).filter(text -> !text.isBlank());
    }

    private static Effort effort(String word) {
        try {
            return Effort.parse(word);
        } catch (IllegalArgumentException e) {
            throw new Malformed(
                    "effort",
                    word,
                    "default, none, minimal, low, medium, high, xhigh, max or thinking");
        }
    }

    private static <T> T found(String name, String word, Function<String, Optional<T>> find) {
        return find.apply(word)
                .orElseThrow(() ->
                        new Malformed(
                                name,
                                word,
                                name.equals("sort")
                                        ? "one of "
                                                + String.join(
                                                        ", ",
                                                        RankingColumn.ALL.stream()
                                                                .map(RankingColumn::name)
                                                                .toList())
                                        : "fast, medium or slow"));
    }

    private static boolean flag(MultiMap params, String name) {
        String text = params.get(name);
        return switch (text == null ? "false" : text) {
            case "", "true" -> true;
            case "false" -> false;
            default -> throw new Malformed(name, String.valueOf(text), "true or false");
        };
    }

    private static OptionalDouble number(MultiMap params, String name) {
        Optional<String> text = given(params, name);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(text.get());
            if (value >= 0 && Double.isFinite(value)) {
                return OptionalDouble.of(value);
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new Malformed(name, text.get(), "a number, 0 or more");
    }

    private static OptionalInt whole(MultiMap params, String name, int least) {
        Optional<String> text = given(params, name);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value >= least) {
                return OptionalInt.of(value);
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new Malformed(name, text.get(), "a whole number, " + least + " or more");
    }

    /// `top` without a number, or `top=true`, asks for three.
    private static OptionalInt top(MultiMap params) {
        String text = params.get("top");
        return text != null && (text.isEmpty() || text.equals("true"))
                ? OptionalInt.of(TOP)
                : whole(params, "top", 1);
    }

    private static boolean isCsv(MultiMap params, @Nullable String accept) {
        Optional<String> format = given(params, "format");
        if (format.isEmpty()) {
            return accept != null && accept.startsWith("text/csv");
        }
        return switch (format.get()) {
            case "csv" -> true;
            case "json" -> false;
            default -> throw new Malformed("format", format.get(), "json or csv");
        };
    }

    /// The rows of a ranking that were asked for, in the order asked for.
    Ranking applied(Ranking ranking) {
        Ranking kept = ranking.filtered(filter);
        if (sort.isPresent() || isReversed) {
            kept = kept.sorted(sort.orElse(RankingColumn.RANK), isReversed);
        }
        return top.isPresent() ? kept.top(top.getAsInt()) : kept;
    }
}
