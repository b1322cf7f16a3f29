package dev.assayer.evidence;

import dev.assayer.catalog.Capability;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.Price;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// How single values stand in our own CSV files, one spelling for each; what is absent is empty.
final class Cells {

    private Cells() {}

    static String number(double value) {
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        return exact.toPlainString();
    }

    static String count(int tokens) {
        return tokens == 0 ? "" : Integer.toString(tokens);
    }

    static String words(Set<Capability> capabilities) {
        return capabilities.stream()
                .sorted()
                .map(Capability::word)
                .collect(Collectors.joining(" "));
    }

    static Limits limits(String context, String output, String capabilities) {
        return new Limits(
                context.isEmpty() ? 0 : Integer.parseInt(context),
                output.isEmpty() ? 0 : Integer.parseInt(output),
                capabilities.isEmpty()
                        ? Set.of()
                        : Arrays.stream(capabilities.split(" ", -1))
                                .map(Capability::parse)
                                .collect(Collectors.toUnmodifiableSet()));
    }

    static Optional<LocalDate> day(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    }

    static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new IllegalArgumentException("'" + text + "' (expected: true or false)");
        };
    }

    static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "";
    }

    static OptionalDouble optionalNumber(String text) {
        return text.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(text));
    }

    static String day(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse("");
    }

    static Optional<String> text(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /// Several words, none of which may hold the bar that stands between them.
    static String list(List<String> words) {
        return words.stream().map(word -> word.replace('|', ' ')).collect(Collectors.joining("|"));
    }

    static List<String> list(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\\|", -1));
    }

    /// Input, output and cached input, US dollars per million tokens.
    static List<String> price(Optional<Price> price) {
        return List.of(
                price.map(one -> one.inputPerMillion().toPlainString()).orElse(""),
                price.map(one -> one.outputPerMillion().toPlainString()).orElse(""),
                price.map(one -> one.cachedInputPerMillion().toPlainString()).orElse(""));
    }

    static Optional<Price> price(String input, String output, String cached) {
        return input.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Price.perMillion(
                                new BigDecimal(input),
                                new BigDecimal(output),
                                new BigDecimal(cached)));
    }

    static List<String> measure(Measure measure) {
        return List.of(
                number(measure.value()),
                number(measure.low()),
                number(measure.high()),
                measure.samples().isPresent() ? Long.toString(measure.samples().getAsLong()) : "");
    }

    static Measure measure(String value, String low, String high, String samples) {
        return new Measure(
                Double.parseDouble(value),
                optionalNumber(low),
                optionalNumber(high),
                samples.isEmpty()
                        ? java.util.OptionalLong.empty()
                        : java.util.OptionalLong.of(Long.parseLong(samples)));
    }

    /// Medians and slow ends of time to first token, throughput and latency.
    static List<String> speed(Speed speed) {
        return List.of(
                number(speed.ttft().median()),
                number(speed.ttft().p95()),
                number(speed.throughput().median()),
                number(speed.throughput().p95()),
                number(speed.latency().median()),
                number(speed.latency().p95()));
    }

    /// Reads [#speed(Speed)] back.
    static Speed speed(List<String> cells) {
        return new Speed(
                new Speed.Spread(optionalNumber(cells.get(0)), optionalNumber(cells.get(1))),
                new Speed.Spread(optionalNumber(cells.get(2)), optionalNumber(cells.get(3))),
                new Speed.Spread(optionalNumber(cells.get(4)), optionalNumber(cells.get(5))));
    }

    /// Some cells behind others.
    static List<String> join(List<String> first, List<String> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }
}
