package dev.assayer.scoring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;

/// How well hidden cells of a matrix are foretold: a fifth of them is hidden at random, again and
/// again, and the ability model stands beside simpler methods. Every method sees the same cells.
public final class ForecastEvaluation {

    private static final double HIDDEN_SHARE = 0.2;

    /// Boards with fewer hidden cells tell nothing of an order.
    private static final int ENOUGH_TO_ORDER = 4;

    private ForecastEvaluation() {}

    /// Hides and foretells.
    ///
    /// @param cells one number for each model and benchmark
    /// @param splits how often, 1 or more
    /// @param seed of what is hidden; the same cells and seed hide the same
    /// @return by method, the ability model first; means over the splits
    public static List<Row> of(List<Cell> cells, int splits, long seed) {
        var sorted = new ArrayList<>(cells);
        sorted.sort(Comparator.comparing(Cell::model).thenComparing(Cell::benchmark));
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (int split = 0; split < splits; split++) {
            var shuffled = new ArrayList<>(sorted);
            shuffle(shuffled, new SplittableRandom(seed * 1_000_003 + split));
            int hidden = (int) Math.round(HIDDEN_SHARE * shuffled.size());
            List<Cell> asked = shuffled.subList(0, hidden);
            List<Cell> shown = shuffled.subList(hidden, shuffled.size());
            CellForecast forecast = CellForecast.fit(shown);
            double held = 0;
            for (Cell cell : asked) {
                CellForecast.Expected expected = forecast.predict(cell.model(), cell.benchmark());
                held += cell.value() >= expected.low() && cell.value() <= expected.high() ? 1 : 0;
            }
            double[] own =
                    add(
                            sums,
                            "ability model",
                            asked,
                            (model, benchmark) -> forecast.predict(model, benchmark).value());
            own[3] += held / asked.size();
            PlainForecasts.fit(shown).forEach((name, method) -> add(sums, name, asked, method));
        }
        var rows = new ArrayList<Row>();
        sums.forEach((name, sum) ->
                rows.add(
                        new Row(
                                name,
                                sum[0] / splits,
                                name.equals("ability model") ? sum[3] / splits : Double.NaN,
                                sum[1] / splits,
                                sum[2] / splits)));
        return Collections.unmodifiableList(rows);
    }

    private static void shuffle(List<Cell> cells, SplittableRandom random) {
        for (int i = cells.size() - 1; i > 0; i--) {
            Collections.swap(cells, i, random.nextInt(i + 1));
        }
    }

    private static double[] add(
            Map<String, double[]> sums,
            String name,
            List<Cell> asked,
            ToDoubleBiFunction<String, String> method) {
        double[] expected = new double[asked.size()];
        double[] seen = new double[asked.size()];
        Map<String, List<Integer>> boards = new TreeMap<>();
        double squares = 0;
        for (int i = 0; i < expected.length; i++) {
            Cell cell = asked.get(i);
            expected[i] = method.applyAsDouble(cell.model(), cell.benchmark());
            seen[i] = cell.value();
            squares += (expected[i] - seen[i]) * (expected[i] - seen[i]);
            boards.computeIfAbsent(cell.benchmark(), _ -> new ArrayList<>()).add(i);
        }
        double within = 0;
        double weights = 0;
        for (List<Integer> board : boards.values()) {
            if (board.size() >= ENOUGH_TO_ORDER) {
                double each =
                        RankCorrelation.of(
                                board.stream().mapToDouble(i -> expected[i]).toArray(),
                                board.stream().mapToDouble(i -> seen[i]).toArray());
                within += Double.isNaN(each) ? 0 : each * board.size();
                weights += board.size();
            }
        }
        double[] sum = sums.computeIfAbsent(name, _ -> new double[4]);
        sum[0] += Math.sqrt(squares / asked.size());
        double overall = RankCorrelation.of(expected, seen);
        sum[1] += Double.isNaN(overall) ? 0 : overall;
        sum[2] += weights == 0 ? 0 : within / weights;
        return sum;
    }

    /// The report for people.
    public static String text(List<Row> rows) {
        var text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%-22s %8s %10s %10s %14s%n",
                        "method",
                        "RMSE",
                        "in 90%",
                        "Spearman",
                        "within boards"));
        for (Row row : rows) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-22s %8.4f %10s %10.3f %14.3f%n",
                            row.method,
                            row.rmse,
                            Double.isNaN(row.coverage)
                                    ? "-"
                                    : String.format(Locale.ROOT, "%.1f%%", 100 * row.coverage),
                            row.spearman,
                            row.spearmanWithin));
        }
        return text.toString();
    }

    /// One method.
    ///
    /// @param method its name
    /// @param rmse root of the mean squared error of hidden cells
    /// @param coverage share of hidden cells within the 90% interval; NaN for a method without one
    /// @param spearman rank correlation over all hidden cells
    /// @param spearmanWithin the same within each benchmark, weighted by cells
    public record Row(
            String method, double rmse, double coverage, double spearman, double spearmanWithin) {}
}
