package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The ability model on plain matrices: made ones, whose truth is known.
final class CellForecastTest {

    private static final double NOISE = 0.04;

    /// Models of ten families, of which each has its own strength and lean; thirty boards, half of
    /// which reward the lean. A quarter of the cells is missing.
    private static List<Cell> planted(long seed) {
        var random = new Random(seed);
        double[] difficulty = random.doubles(30, -1.5, 1.5).toArray();
        double[] slope = random.doubles(30, 0.7, 1.8).toArray();
        var cells = new ArrayList<Cell>();
        for (int family = 0; family < 10; family++) {
            double strength = random.nextGaussian();
            double lean = random.nextGaussian();
            for (int m = 0; m < 12; m++) {
                double ability = strength + 0.5 * random.nextGaussian();
                double own = lean + 0.3 * random.nextGaussian();
                String name = (char) ('a' + family) + "fam-" + (m + 2) + "x";
                for (int b = 0; b < 30; b++) {
                    double odds = slope[b] * (ability + (b % 2 == 0 ? own : 0)) - difficulty[b];
                    double value = 1 / (1 + Math.exp(-odds)) + NOISE * random.nextGaussian();
                    if (random.nextInt(4) > 0) {
                        cells.add(cell(name, "board " + b, Math.clamp(value, 0, 1)));
                    }
                }
            }
        }
        return cells;
    }

    private static Cell cell(String model, String benchmark, double value) {
        return new Cell(model, benchmark, value, Optional.empty());
    }

    /// The noise that was planted is all that a perfect method would be off; one dimension less is
    /// what the two-parameter model lacks.
    @Test
    void plantedStructureIsRecovered() {
        List<ForecastEvaluation.Row> rows = ForecastEvaluation.of(planted(1), 2, 1);
        ForecastEvaluation.Row own = rows.getFirst();
        ForecastEvaluation.Row twoParameters = rows.getLast();

        assertThat(own.method()).isEqualTo("ability model");
        assertThat(own.rmse()).isBetween(0.9 * NOISE, 1.4 * NOISE);
        assertThat(own.coverage()).isBetween(0.86, 0.95);
        assertThat(own.spearman()).isGreaterThan(0.95);
        assertThat(twoParameters.method()).isEqualTo("two-parameter model");
        assertThat(twoParameters.rmse()).isGreaterThan(2 * own.rmse());
        assertThat(rows.get(1).rmse()).isGreaterThan(rows.get(2).rmse());
        assertThat(rows)
                .extracting(ForecastEvaluation.Row::method)
                .containsExactly(
                        "ability model",
                        "global mean",
                        "benchmark mean",
                        "plain model average",
                        "z-score average",
                        "two-parameter model");
    }

    @Test
    void theOrderOfTheCellsDoesNotMatterToTheLastBit() {
        List<Cell> cells = planted(2);
        var shuffled = new ArrayList<>(cells);
        Collections.shuffle(shuffled, new Random(3));
        CellForecast one = CellForecast.fit(cells);
        CellForecast other = CellForecast.fit(shuffled);

        for (Cell cell : cells.subList(0, 200)) {
            assertThat(other.predict(cell.model(), cell.benchmark()))
                    .isEqualTo(one.predict(cell.model(), cell.benchmark()));
        }
    }

    @Test
    void moreEvidenceNarrows() {
        List<Cell> cells = planted(4);
        List<Cell> asked = cells.stream().filter(cell -> cell.model().equals("afam-2x")).toList();
        List<Cell> others = cells.stream().filter(cell -> !cell.model().equals("afam-2x")).toList();
        String benchmark = asked.getLast().benchmark();
        double before = Double.MAX_VALUE;
        for (int known = 0; known <= asked.size() - 1; known += 7) {
            var with = new ArrayList<>(others);
            with.addAll(asked.subList(0, known));
            CellForecast.Expected expected = CellForecast.fit(with).predict("afam-2x", benchmark);
            double width = expected.high() - expected.low();
            assertThat(width).isLessThan(before * 1.02);
            before = width;
        }
    }

    /// Half of the boards know only the strong half of the models. That a weak model is missing
    /// there is no reason to think that it would do as they do, or that it would do nothing.
    @Test
    void missingIsNotZeroAndNotLeftOut() {
        var cells = new ArrayList<Cell>();
        for (int m = 0; m < 40; m++) {
            double ability = -2 + 0.1 * m;
            for (int b = 0; b < 6; b++) {
                if (b < 3 || m >= 20) {
                    double odds = ability - (b < 3 ? 0 : 1);
                    cells.add(cell("f-" + m + "x", "b" + b, 1 / (1 + Math.exp(-odds))));
                }
            }
        }
        CellForecast.Expected weak = CellForecast.fit(cells).predict("f-10x", "b5");

        double truth = 1 / (1 + Math.exp(2));
        assertThat(weak.value()).isBetween(0.5 * truth, 2 * truth);
        assertThat(weak.low()).isLessThan(truth);
        assertThat(weak.high()).isGreaterThan(truth);
    }

    /// The lab's other models and the date are all that is known of a new one.
    @Test
    void aModelNeverSeenIsExpectedAmongItsKin() {
        var cells = new ArrayList<Cell>();
        for (int m = 0; m < 10; m++) {
            LocalDate day = LocalDate.of(2024, 1, 1).plusDays(60L * m);
            for (int b = 0; b < 8; b++) {
                cells.add(new Cell("good-" + m + "x", "b" + b, 0.8, Optional.of(day)));
                cells.add(new Cell("bad-" + m + "x", "b" + b, 0.2, Optional.of(day)));
            }
        }
        CellForecast forecast = CellForecast.fit(cells);

        CellForecast.Expected good = forecast.predict("good-77x", "b3");
        CellForecast.Expected bad = forecast.predict("bad-77x", "b3");
        CellForecast.Expected stranger = forecast.predict("unheard-of", "b3");
        CellForecast.Expected nowhere = forecast.predict("unheard-of", "no board");

        assertThat(good.value()).isGreaterThan(bad.value() + 0.3);
        assertThat(stranger.value()).isBetween(bad.value(), good.value());
        assertThat(width(stranger)).isGreaterThan(width(good));
        assertThat(width(nowhere)).isGreaterThan(width(stranger));
    }

    /// A version without cells is its base model at another effort.
    @Test
    void anEffortNeverSeenLeansOnTheOthers() {
        List<Cell> cells = planted(5);
        CellForecast forecast = CellForecast.fit(cells);
        Cell known = cells.getFirst();

        CellForecast.Expected seen = forecast.predict(known.model(), known.benchmark());
        CellForecast.Expected more = forecast.predict(known.model() + "_max", known.benchmark());

        assertThat(more.value()).isGreaterThan(seen.value()).isLessThan(seen.value() + 0.2);
        assertThat(width(more)).isGreaterThan(width(seen));
    }

    /// Guessing solves a quarter; nobody, however weak, is expected below.
    @Test
    void aFloorIsLearnt() {
        var random = new Random(6);
        var cells = new ArrayList<Cell>();
        for (int m = 0; m < 200; m++) {
            double ability = 1.5 * random.nextGaussian();
            for (int b = 0; b < 8; b++) {
                double share = 1 / (1 + Math.exp(1 - 1.5 * ability));
                cells.add(cell("f-" + m + "x", "b" + b, b == 0 ? 0.25 + 0.75 * share : share));
            }
        }
        for (int b = 1; b < 8; b++) {
            cells.add(cell("f-weak", "b" + b, 0));
        }

        assertThat(CellForecast.fit(cells).predict("f-weak", "b0").value())
                .isCloseTo(0.25, within(0.06));
    }

    @Test
    void smallMatricesHaveAnswersToo() {
        assertThat(CellForecast.fit(List.of(cell("a", "b", 1))).predict("a", "b").value())
                .isBetween(0.5, 1.0);
        CellForecast twice = CellForecast.fit(List.of(cell("a", "b", 0.2), cell("a", "b", 0.4)));
        CellForecast once = CellForecast.fit(List.of(cell("a", "b", 0.3)));
        assertThat(twice.predict("a", "b").value())
                .isCloseTo(once.predict("a", "b").value(), within(1e-6));
        assertThatThrownBy(() -> CellForecast.fit(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: at least one");
        assertThatThrownBy(() -> cell("a", "b", Double.NaN)).hasMessageContaining("expected: 0..1");
    }

    private static double width(CellForecast.Expected expected) {
        return expected.high() - expected.low();
    }
}
