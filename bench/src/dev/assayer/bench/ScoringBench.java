package dev.assayer.bench;

import dev.assayer.scoring.Cell;
import dev.assayer.scoring.CellForecast;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One fit of the ability model on a made matrix: 600 models x 120 benchmarks with a tenth of the
/// cells, 10,000 x 500 with a twentieth, and twice that many cells to see that time grows with
/// them. The first fit in a JVM counts, as it does after a start: one call a fork.
///
/// `mvn -Pbench -Djmh=ScoringBench`
@SuppressWarnings("NullAway.Init") // JMH calls prepare()
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class ScoringBench {

    /// Models, benchmarks, cells in a thousand.
    @Param({"600x120x100", "10000x500x50", "20000x500x50"})
    String matrix;

    private List<Cell> cells;

    @Setup
    public void prepare() {
        String[] parts = matrix.split("x", -1);
        int models = Integer.parseInt(parts[0]);
        int benchmarks = Integer.parseInt(parts[1]);
        int share = Integer.parseInt(parts[2]);
        var random = new Random(1);
        double[] difficulty = random.doubles(benchmarks, -2, 2).toArray();
        double[] slope = random.doubles(benchmarks, 0.7, 1.7).toArray();
        cells = new ArrayList<>();
        for (int m = 0; m < models; m++) {
            double ability = random.nextGaussian();
            LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(900));
            String family = "family" + (char) ('a' + m % 26) + (char) ('a' + m / 26 % 4);
            for (int b = 0; b < benchmarks; b++) {
                if (random.nextInt(1000) < share) {
                    double value = 1 / (1 + Math.exp(difficulty[b] - slope[b] * ability));
                    cells.add(
                            new Cell(
                                    family + "-" + m + "x",
                                    "benchmark " + b,
                                    Math.clamp(value + 0.05 * random.nextGaussian(), 0, 1),
                                    Optional.of(day)));
                }
            }
        }
    }

    @Benchmark
    public CellForecast fit() {
        return CellForecast.fit(cells);
    }
}
