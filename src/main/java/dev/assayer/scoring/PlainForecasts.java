package dev.assayer.scoring;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;

/// What simpler methods expect of a cell: the yardsticks of [ForecastEvaluation]. Each is fitted on
/// cells and asked for a model and a benchmark; where either has no cell, the next simpler answer
/// stands in.
final class PlainForecasts {

    private static final int ROUNDS = 100;

    /// Ridge of the two-parameter model: abilities towards 0, slopes towards 1.
    private static final double ABILITY_RIDGE = 0.1;

    private static final double SLOPE_RIDGE = 0.5;

    private final double mean;
    private final Map<String, Double> modelMeans = new HashMap<>();
    private final SortedMap<String, double[]> benchmarks = new TreeMap<>();
    private final Map<String, Double> modelZ = new HashMap<>();
    private final SortedMap<String, Double> ability = new TreeMap<>();
    private final Map<String, double[]> lines = new HashMap<>();

    PlainForecasts(List<Cell> cells) {
        this.mean = cells.stream().mapToDouble(Cell::value).average().orElse(0.5);
        SortedMap<String, double[]> sums = new TreeMap<>();
        for (Cell cell : cells) {
            add(benchmarks, cell.benchmark(), cell.value());
            add(sums, cell.model(), cell.value());
        }
        sums.forEach((model, sum) -> modelMeans.put(model, sum[1] / sum[0]));
        SortedMap<String, double[]> standard = new TreeMap<>();
        for (Cell cell : cells) {
            double[] sum = benchmarks.getOrDefault(cell.benchmark(), new double[3]);
            double spread = spread(sum);
            add(standard, cell.model(), spread > 0 ? (cell.value() - sum[1] / sum[0]) / spread : 0);
        }
        standard.forEach((model, sum) -> modelZ.put(model, sum[1] / sum[0]));
        twoParameters(cells);
    }

    /// Number, sum, sum of squares.
    private static void add(Map<String, double[]> sums, String key, double value) {
        double[] sum = sums.computeIfAbsent(key, _ -> new double[3]);
        sum[0]++;
        sum[1] += value;
        sum[2] += value * value;
    }

    private static double spread(double[] sum) {
        double average = sum[1] / sum[0];
        return Math.sqrt(Math.max(0, sum[2] / sum[0] - average * average));
    }

    /// Log-odds as a line in ability, by benchmark: least squares in turn, with a ridge.
    private void twoParameters(List<Cell> cells) {
        for (Cell cell : cells) {
            ability.put(cell.model(), 0.0);
            lines.put(cell.benchmark(), new double[] {0, 1});
        }
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, double[]> sums = new HashMap<>();
            for (Cell cell : cells) {
                double x = ability.getOrDefault(cell.model(), 0.0);
                double z = UnitLink.logOdds(cell.value());
                double[] sum = sums.computeIfAbsent(cell.benchmark(), _ -> new double[5]);
                sum[0]++;
                sum[1] += x;
                sum[2] += x * x;
                sum[3] += z;
                sum[4] += x * z;
            }
            sums.forEach((benchmark, s) -> {
                double xx = s[2] + SLOPE_RIDGE;
                double slope =
                        (s[0] * (s[4] + SLOPE_RIDGE) - s[1] * s[3]) / (s[0] * xx - s[1] * s[1]);
                lines.put(benchmark, new double[] {(s[3] - slope * s[1]) / s[0], slope});
            });
            Map<String, double[]> tops = new HashMap<>();
            for (Cell cell : cells) {
                double[] line = lines.getOrDefault(cell.benchmark(), new double[] {0, 1});
                double[] top = tops.computeIfAbsent(cell.model(), _ -> new double[2]);
                top[0] += line[1] * (UnitLink.logOdds(cell.value()) - line[0]);
                top[1] += line[1] * line[1];
            }
            tops.forEach((model, top) -> ability.put(model, top[0] / (top[1] + ABILITY_RIDGE)));
        }
    }

    /// By name, in the order of the report.
    static Map<String, ToDoubleBiFunction<String, String>> fit(List<Cell> cells) {
        var plain = new PlainForecasts(cells);
        Map<String, ToDoubleBiFunction<String, String>> all = new LinkedHashMap<>();
        all.put("global mean", (_, _) -> plain.mean);
        all.put("benchmark mean", (_, benchmark) -> plain.ofBenchmark(benchmark));
        all.put(
                "plain model average",
                (model, _) -> plain.modelMeans.getOrDefault(model, plain.mean));
        all.put("z-score average", plain::byStandardScore);
        all.put("two-parameter model", plain::byTwoParameters);
        return all;
    }

    private double ofBenchmark(String benchmark) {
        double[] sum = benchmarks.get(benchmark);
        return sum == null ? mean : sum[1] / sum[0];
    }

    private double byStandardScore(String model, String benchmark) {
        double[] sum = benchmarks.get(benchmark);
        return sum == null
                ? mean
                : Math.clamp(sum[1] / sum[0] + spread(sum) * modelZ.getOrDefault(model, 0.0), 0, 1);
    }

    private double byTwoParameters(String model, String benchmark) {
        double[] line = lines.get(benchmark);
        if (line == null) {
            return mean;
        }
        double odds = line[0] + line[1] * ability.getOrDefault(model, 0.0);
        return 1 / (1 + StrictMath.exp(-odds));
    }
}
