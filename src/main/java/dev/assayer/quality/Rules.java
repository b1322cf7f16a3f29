package dev.assayer.quality;

import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Measure;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Performance;
import dev.assayer.evidence.Quarantine;
import dev.assayer.evidence.Quarantined;
import dev.assayer.evidence.Quarantined.Subject;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.Speed.Spread;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a line must be by itself, whatever others say.
final class Rules {

    /// Before the first large language models that anybody ranks.
    private static final LocalDate EARLIEST = LocalDate.of(2018, 1, 1);

    /// Ratings lie between 0 and about 2,100 (EQ-Bench, LMArena; 2026-08).
    private static final double LEAST_ELO = -1000;

    private static final double MOST_ELO = 5000;

    /// Rounding of published intervals.
    private static final double ROUNDING = 1e-3;

    /// Longer than any provider waits before it gives up, in seconds.
    private static final double LONGEST = 3600;

    /// Faster than any host by a factor of five, in tokens per second (2026-08).
    private static final double FASTEST = 20_000;

    /// A benchmark of so many models in which none gets above one in a hundred was published in
    /// other units than it was read in.
    private static final int ENOUGH = 8;

    private static final double HUNDREDTH = 0.01;

    private final LocalDate last;
    private final Map<String, Benchmark> benchmarks = new HashMap<>();

    /// @param today days after tomorrow are in the future, wherever on earth a source is
    Rules(Snapshot snapshot, LocalDate today) {
        this.last = today.plusDays(1);
        snapshot.benchmarks().forEach(one -> benchmarks.put(one.id(), one));
    }

    /// The lines that break a rule.
    List<Quarantined> broken(Snapshot snapshot) {
        var broken = new ArrayList<Quarantined>();
        for (Observation one : snapshot.observations()) {
            problem(one).ifPresent(reason -> broken.add(quarantined(one, 1, reason)));
        }
        for (Performance one : snapshot.extras().performance()) {
            problem(one)
                    .ifPresent(reason ->
                            broken.add(
                                    new Quarantined(
                                            one.source(),
                                            Subject.PERFORMANCE,
                                            one.variant(),
                                            one.variant().toString(),
                                            Quarantine.id(one),
                                            someValue(one),
                                            1,
                                            reason)));
        }
        broken.addAll(tooSmall(snapshot));
        return broken;
    }

    static Quarantined quarantined(Observation one, double anomaly, String reason) {
        return new Quarantined(
                one.source(),
                Subject.OBSERVATION,
                one.variant(),
                one.writtenName(),
                one.benchmark(),
                one.measure().value(),
                Math.round(anomaly * 1000) / 1000.0,
                reason);
    }

    private Optional<String> problem(Observation one) {
        Measure measure = one.measure();
        Benchmark benchmark = benchmarks.get(one.benchmark());
        double value = measure.value();
        boolean isFraction = benchmark == null || benchmark.unit() == Benchmark.Unit.FRACTION;
        double least = isFraction ? 0 : LEAST_ELO;
        double most = isFraction ? 1 : MOST_ELO;
        if (value < least || value > most) {
            return reason(
                    Check.RANGE,
                    number(value)
                            + " (expected: "
                            + number(least)
                            + ".."
                            + number(most)
                            + (isFraction ? ", a fraction" : ", a rating")
                            + ")");
        }
        if (one.date().isAfter(last) || one.date().isBefore(EARLIEST)) {
            return reason(Check.DATE, one.date() + " (expected: " + EARLIEST + ".." + last + ")");
        }
        double low = measure.low().orElse(value);
        double high = measure.high().orElse(value);
        double slack = ROUNDING * Math.max(1, Math.abs(value));
        if (low > value + slack || high < value - slack || low > high) {
            return reason(
                    Check.INTERVAL,
                    number(low)
                            + ".."
                            + number(high)
                            + " (expected: an interval around "
                            + number(value)
                            + ")");
        }
        if (measure.samples().isPresent() && measure.samples().getAsLong() < 1) {
            return reason(
                    Check.SAMPLES,
                    measure.samples().getAsLong() + " samples (expected: 1 or more)");
        }
        return Optional.empty();
    }

    private Optional<String> problem(Performance one) {
        if (one.date().isAfter(last) || one.date().isBefore(EARLIEST)) {
            return reason(Check.DATE, one.date() + " (expected: " + EARLIEST + ".." + last + ")");
        }
        return above("time to first token", one.speed().ttft(), LONGEST, "s")
                .or(() -> above("time to the answer", one.speed().latency(), LONGEST, "s"))
                .or(() -> above("throughput", one.speed().throughput(), FASTEST, "tokens/s"));
    }

    private static Optional<String> above(String what, Spread spread, double most, String unit) {
        double value = Math.max(spread.median().orElse(0), spread.p95().orElse(0));
        return value > most
                ? reason(
                        Check.SPEED,
                        what
                                + " "
                                + number(value)
                                + " "
                                + unit
                                + " (expected: at most "
                                + number(most)
                                + ")")
                : Optional.empty();
    }

    private static double someValue(Performance one) {
        return List.of(one.speed().ttft(), one.speed().throughput(), one.speed().latency()).stream()
                .map(Spread::median)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .findFirst()
                .orElse(0);
    }

    /// Boards on which nobody gets anywhere.
    private List<Quarantined> tooSmall(Snapshot snapshot) {
        Map<String, List<Observation>> boards = new HashMap<>();
        for (Observation one : snapshot.observations()) {
            Benchmark benchmark = benchmarks.get(one.benchmark());
            if (benchmark != null
                    && benchmark.unit() == Benchmark.Unit.FRACTION
                    && benchmark.higherIsBetter()) {
                boards.computeIfAbsent(one.source() + " " + one.benchmark(), _ -> new ArrayList<>())
                        .add(one);
            }
        }
        var small = new ArrayList<Quarantined>();
        for (List<Observation> board : boards.values()) {
            double best = 0;
            for (Observation one : board) {
                best = Math.max(best, one.measure().value());
            }
            if (board.size() >= ENOUGH && best <= HUNDREDTH && best > 0) {
                String reason =
                        Check.UNIT.reason(
                                "the best of "
                                        + board.size()
                                        + " models has "
                                        + number(best)
                                        + ": percentages divided by a hundred once too often, or"
                                        + " fractions read as percentages (expected: above "
                                        + HUNDREDTH
                                        + ")");
                board.forEach(one -> small.add(quarantined(one, 1, reason)));
            }
        }
        return small;
    }

    private static Optional<String> reason(Check check, String text) {
        return Optional.of(check.reason(text));
    }

    /// At most four significant digits, without an exponent.
    static String number(double value) {
        return new java.math.BigDecimal(value)
                .round(new java.math.MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
