package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// How well the scores foretell evidence that they were not shown. Prints its figures; the bounds
/// asserted leave room for other evidence, not for another method.
final class HeldOutTest {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 22);
    private static final int REPEATS = 5;
    private static final double HIDDEN_SHARE = 0.2;

    private static final Snapshot PACK = BundledEvidence.load();
    private static final Map<String, Benchmark> BENCHMARKS =
            PACK.benchmarks().stream().collect(Collectors.toMap(Benchmark::id, each -> each));

    /// A fifth of Epoch's matrix hidden, five times; a hidden cell is foretold from its variant's
    /// score on the common scale, through its benchmark's link. A plain average of the variant's
    /// other cells is what peers do.
    @Test
    void hiddenCellsOfEpochsMatrixAreForetoldBetterThanByAveraging() {
        Predicate<Observation> epoch = one -> one.source().equals("epoch");
        Tally alone = cells(PACK.observations().stream().filter(epoch).toList(), epoch);
        Tally withAll = cells(PACK.observations(), epoch);
        print("Epoch's cells from Epoch alone", alone);
        print("Epoch's cells from all evidence", withAll);

        assertThat(alone.rmse()).isLessThan(0.085).isLessThan(alone.rmseOfAverage() / 3);
        assertThat(withAll.rmse()).isLessThan(0.09);
        assertThat(alone.coverage()).isBetween(0.85, 0.95);
        assertThat(withAll.coverage()).isBetween(0.85, 0.95);
    }

    /// A whole board hidden for a third of its models: does the interval of what the others say
    /// hold it?
    @Test
    void intervalsHoldBoardsThatWereHidden() {
        var everything = new Tally();
        for (String board :
                List.of(
                        "lmarena/webdev",
                        "aider",
                        "evalplus",
                        "bfcl",
                        "tau2",
                        "arcprize",
                        "epoch/frontiermath",
                        "epoch/gpqa",
                        "epoch/simpleqa",
                        "epoch/weirdml",
                        "lechmazur",
                        "lmarena/coding",
                        "lmarena/math",
                        "lmarena/creative_writing")) {
            var tally = new Tally();
            for (int seed = 0; seed < 2; seed++) {
                List<String> models =
                        new ArrayList<>(
                                PACK.observations().stream()
                                        .filter(one -> one.benchmark().startsWith(board))
                                        .map(one -> one.variant().model().value())
                                        .distinct()
                                        .sorted()
                                        .toList());
                Collections.shuffle(models, new Random(seed));
                Set<String> hidden = Set.copyOf(models.subList(0, models.size() / 3));
                Predicate<Observation> hides =
                        one ->
                                one.benchmark().startsWith(board)
                                        && hidden.contains(one.variant().model().value());
                foretell(PACK.observations(), hides, tally);
            }
            print("board " + board, tally);
            everything.add(tally);
        }
        print("all boards", everything);

        assertThat(everything.coverage()).isBetween(0.83, 0.97);
    }

    /// The order of models that LMArena's voters gave, from boards without a single vote.
    @Test
    void theOrderAgreesWithABoardThatWasHidden() {
        Predicate<Observation> codingVotes =
                one ->
                        one.benchmark().equals("lmarena/coding")
                                || one.benchmark().equals("lmarena/industry_software")
                                || one.benchmark().equals("lmarena/webdev");
        Predicate<Observation> votes = one -> one.source().equals("lmarena");

        double other = order(codingVotes, "lmarena/coding", Category.CODING);
        double none = order(votes, "lmarena/coding", Category.CODING);
        double webdev = order(votes, "lmarena/webdev", Category.CODING);
        double math = order(votes, "lmarena/math", Category.MATH);
        System.out.printf(
                Locale.ROOT,
                "Spearman with LMArena coding: %.3f without its coding columns and webdev, %.3f"
                        + " without LMArena; with webdev %.3f, with math %.3f without LMArena%n",
                other,
                none,
                webdev,
                math);

        assertThat(other).isGreaterThan(0.95);
        assertThat(none).isGreaterThan(0.9);
        assertThat(math).isGreaterThan(0.9);
    }

    private static double order(Predicate<Observation> hides, String benchmark, Category category) {
        Scores scores = new Abilities().score(with(PACK.observations(), hides.negate()), DAY);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (Observation one : PACK.observations()) {
            if (one.benchmark().equals(benchmark)) {
                Optional<Score> score =
                        scores.score(one.variant(), category).filter(each -> !each.borrowed());
                if (score.isPresent()) {
                    ours.add(score.get().value());
                    theirs.add(one.measure().value());
                }
            }
        }
        System.out.printf(Locale.ROOT, "  %s: %d variants%n", benchmark, ours.size());
        return RankCorrelation.of(
                ours.stream().mapToDouble(each -> each).toArray(),
                theirs.stream().mapToDouble(each -> each).toArray());
    }

    private static Tally cells(List<Observation> evidence, Predicate<Observation> candidate) {
        var tally = new Tally();
        for (int seed = 0; seed < REPEATS; seed++) {
            List<Observation> cells = new ArrayList<>(evidence.stream().filter(candidate).toList());
            Collections.shuffle(cells, new Random(seed));
            Set<Observation> hidden =
                    new HashSet<>(cells.subList(0, (int) (HIDDEN_SHARE * cells.size())));
            foretell(evidence, hidden::contains, tally);
        }
        return tally;
    }

    /// Foretells every hidden observation of a variant and benchmark that are still known.
    private static void foretell(
            List<Observation> evidence, Predicate<Observation> hides, Tally tally) {
        Map<Variant, List<Double>> shown = new HashMap<>();
        for (Observation one : evidence) {
            if (!hides.test(one) && unit(one) == Benchmark.Unit.FRACTION) {
                shown.computeIfAbsent(one.variant(), _ -> new ArrayList<>())
                        .add(one.measure().value());
            }
        }
        double overall =
                shown.values().stream()
                        .flatMap(List::stream)
                        .mapToDouble(each -> each)
                        .average()
                        .orElse(0.5);
        Scores scores = new Abilities().score(with(evidence, hides.negate()), DAY);
        Set<String> boards =
                evidence.stream()
                        .filter(hides.negate())
                        .map(Observation::benchmark)
                        .collect(Collectors.toSet());
        Set<String> models =
                scores.variants().stream()
                        .map(variant -> variant.model().value())
                        .collect(Collectors.toSet());
        for (Observation one : evidence) {
            boolean isAsked =
                    hides.test(one)
                            && models.contains(one.variant().model().value())
                            && boards.contains(one.benchmark())
                            && (unit(one) == Benchmark.Unit.ELO
                                    || shown.containsKey(one.variant()));
            if (isAsked) {
                Prediction foretold = scores.predict(one.variant(), one.benchmark()).orElseThrow();
                double value = one.measure().value();
                tally.count++;
                tally.held += value >= foretold.low() && value <= foretold.high() ? 1 : 0;
                if (unit(one) == Benchmark.Unit.FRACTION) {
                    double average =
                            shown.getOrDefault(one.variant(), List.of(overall)).stream()
                                    .mapToDouble(each -> each)
                                    .average()
                                    .orElse(overall);
                    tally.fractions++;
                    tally.squares += square(foretold.value() - value);
                    tally.squaresOfAverage += square(average - value);
                    tally.squaresOfMean += square(overall - value);
                }
            }
        }
    }

    private static Snapshot with(List<Observation> evidence, Predicate<Observation> kept) {
        return new Snapshot(
                "held-out",
                PACK.catalog(),
                PACK.benchmarks(),
                evidence.stream().filter(kept).toList(),
                PACK.extras(),
                PACK.sources());
    }

    private static Benchmark known(Observation one) {
        return Optional.ofNullable(BENCHMARKS.get(one.benchmark())).orElseThrow();
    }

    private static Benchmark.Unit unit(Observation one) {
        return known(one).unit();
    }

    private static double square(double x) {
        return x * x;
    }

    private static void print(String what, Tally tally) {
        System.out.printf(
                Locale.ROOT,
                "%s: %d cells, 90%% interval holds %.3f; of %d fractions RMSE %.4f, plain average"
                        + " %.4f, overall mean %.4f%n",
                what,
                tally.count,
                tally.coverage(),
                tally.fractions,
                tally.rmse(),
                tally.rmseOfAverage(),
                Math.sqrt(tally.squaresOfMean / tally.fractions));
    }

    private static final class Tally {

        private int count;
        private int held;
        private int fractions;
        private double squares;
        private double squaresOfAverage;
        private double squaresOfMean;

        double rmse() {
            return Math.sqrt(squares / fractions);
        }

        double rmseOfAverage() {
            return Math.sqrt(squaresOfAverage / fractions);
        }

        double coverage() {
            return (double) held / count;
        }

        void add(Tally other) {
            count += other.count;
            held += other.held;
            fractions += other.fractions;
            squares += other.squares;
            squaresOfAverage += other.squaresOfAverage;
            squaresOfMean += other.squaresOfMean;
        }
    }
}
