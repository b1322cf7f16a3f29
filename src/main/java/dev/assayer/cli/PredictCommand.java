package dev.assayer.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.assayer.app.Installation;
import dev.assayer.catalog.Effort;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Suggestions;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Credits;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import dev.assayer.scoring.Cell;
import dev.assayer.scoring.CellForecast;
import dev.assayer.scoring.Prediction;
import dev.assayer.scoring.Scores;
import dev.assayer.scoring.Surprise;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `assayer predict`: what a model is expected to score on a benchmark, from the evidence in force
/// or from a file alone.
@Command(
        name = "predict",
        description = {
            "Expects the score of a model on a benchmark, with a 90%% interval for what would be observed.",
            "From the evidence in force: --model M [--effort E] --benchmark B.",
            "From a file alone: --observations FILE --pairs FILE [--out FILE]."
        },
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {

    /// So many unknown names are shown.
    private static final int SHOWN = 5;

    @Mixin private ConfigurationOptions options = new ConfigurationOptions();
    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "M",
            description = "A model of the catalogue, as lab/model, or lab/model@effort.")
    private @Nullable String model;

    @Option(
            names = "--effort",
            paramLabel = "E",
            description =
                    "none, minimal, low, medium, high, xhigh, max or thinking (default: as the provider does).")
    private @Nullable String effort;

    @Option(
            names = "--benchmark",
            paramLabel = "B",
            description = "A benchmark of the evidence, as epoch/gpqa_diamond.")
    private @Nullable String benchmark;

    @Option(
            names = "--observations",
            paramLabel = "FILE",
            description =
                    "CSV: model,benchmark,value[,released]; values of 0..1, more is better, released as 2025-08-07.")
    private @Nullable Path observations;

    @Option(names = "--pairs", paramLabel = "FILE", description = "CSV: model,benchmark.")
    private @Nullable Path pairs;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where to write model,benchmark,predicted,low,high (default: standard output).")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        Path from = observations;
        Path asked = pairs;
        String ofModel = model;
        String onBenchmark = benchmark;
        boolean isOfFile = from != null && asked != null && ofModel == null && onBenchmark == null;
        if (isOfFile && from != null && asked != null) {
            List<Cell> cells = MatrixFile.cells(from);
            List<MatrixFile.Pair> wanted = MatrixFile.pairs(asked);
            warn(cells, wanted, from);
            foretell(cells, wanted);
        } else if (ofModel != null
                && onBenchmark != null
                && from == null
                && asked == null
                && out == null) {
            show(ofModel, onBenchmark);
        } else {
            throw new BadUsage(
                    "predict: expected --model and --benchmark, or --observations and --pairs");
        }
        return 0;
    }

    /// Tells of pairs that name what no cell has: they are foretold from less.
    private void warn(List<Cell> cells, List<MatrixFile.Pair> wanted, Path from) {
        Set<String> models =
                cells.stream().map(cell -> cell.model().strip()).collect(Collectors.toSet());
        Set<String> benchmarks =
                cells.stream().map(cell -> cell.benchmark().strip()).collect(Collectors.toSet());
        Set<String> newModels = new LinkedHashSet<>();
        Set<String> newBenchmarks = new LinkedHashSet<>();
        int unseen = 0;
        for (MatrixFile.Pair pair : wanted) {
            boolean isNewModel = !models.contains(pair.model().strip());
            boolean isNewBenchmark = !benchmarks.contains(pair.benchmark().strip());
            if (isNewModel) {
                newModels.add(pair.model().strip());
            }
            if (isNewBenchmark) {
                newBenchmarks.add(pair.benchmark().strip());
            }
            unseen += isNewModel || isNewBenchmark ? 1 : 0;
        }
        if (unseen > 0) {
            PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
            err.printf(
                    "warning: %d of %d pairs name what %s has no (usable) figure of; they are foretold from names, kin and dates alone%n",
                    unseen, wanted.size(), from);
            warn("models", newModels, err);
            warn("benchmarks", newBenchmarks, err);
            err.flush();
        }
    }

    private static void warn(String what, Set<String> names, PrintWriter err) {
        if (!names.isEmpty()) {
            err.printf(
                    "  %d %s: %s%s%n",
                    names.size(),
                    what,
                    names.stream().limit(SHOWN).collect(Collectors.joining(", ")),
                    names.size() > SHOWN ? ", ..." : "");
        }
    }

    private void foretell(List<Cell> cells, List<MatrixFile.Pair> wanted) throws IOException {
        CellForecast forecast = CellForecast.fit(cells);
        Path to = out;
        if (to == null) {
            PrintWriter console = Objects.requireNonNull(spec).commandLine().getOut();
            write(forecast, wanted, console);
            console.flush();
        } else {
            try (Writer file = Files.newBufferedWriter(to)) {
                write(forecast, wanted, file);
            }
        }
    }

    private static void write(CellForecast forecast, List<MatrixFile.Pair> wanted, Writer to)
            throws IOException {
        CsvWriter writer =
                CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.LF).build(to);
        writer.writeRecord("model", "benchmark", "predicted", "low", "high");
        for (MatrixFile.Pair pair : wanted) {
            CellForecast.Expected expected = forecast.predict(pair.model(), pair.benchmark());
            writer.writeRecord(
                    pair.model(),
                    pair.benchmark(),
                    share(expected.value()),
                    share(expected.low()),
                    share(expected.high()));
        }
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    private void show(String ofModel, String onBenchmark) {
        Installation installation = Installation.open(options.load());
        Snapshot snapshot = installation.standing().snapshot();
        Scores scores = installation.standing().scores();
        Variant variant = variant(ofModel, snapshot);
        List<String> known = snapshot.benchmarks().stream().map(Benchmark::id).toList();
        if (!known.contains(onBenchmark)) {
            throw new BadUsage(
                    "--benchmark: '"
                            + onBenchmark
                            + "' is not in the evidence"
                            + Suggestions.text(onBenchmark, known));
        }
        Prediction prediction =
                scores.predict(variant, onBenchmark)
                        .orElseThrow(() ->
                                new BadUsage(
                                        "predict: the scoring method "
                                                + installation.standing().scoring().id()
                                                + " foretells nothing (expected: scoring.method default)"));
        PrintWriter console = Objects.requireNonNull(spec).commandLine().getOut();
        console.printf("%s on %s (%s)%n", variant, onBenchmark, prediction.benchmark().name());
        console.printf(
                "expected %s, and 90%% of what would be observed within %s .. %s%n",
                number(prediction, prediction.value()),
                number(prediction, prediction.low()),
                number(prediction, prediction.high()));
        List<Observation> seen =
                snapshot.observations().stream()
                        .filter(one ->
                                one.variant().equals(variant)
                                        && one.benchmark().equals(onBenchmark))
                        .toList();
        if (seen.isEmpty()) {
            boolean hasEvidence =
                    scores.variants().stream()
                            .anyMatch(each -> each.model().equals(variant.model()));
            console.println(
                    hasEvidence
                            ? "not observed there"
                            : "no evidence at all: from lab, size and date alone");
        }
        for (Observation one : seen) {
            scores.surprise(one).ifPresent(surprise -> console.print(seen(one, surprise)));
        }
        console.print(Credits.of(snapshot, sources(snapshot, variant, onBenchmark)).text());
        console.flush();
    }

    /// Whose figures it rests on before all: those of the model, and those of the benchmark.
    private static Set<String> sources(Snapshot snapshot, Variant variant, String benchmark) {
        return snapshot.observations().stream()
                .filter(one ->
                        one.variant().model().equals(variant.model())
                                || one.benchmark().equals(benchmark))
                .map(Observation::source)
                .collect(Collectors.toSet());
    }

    private static String seen(Observation one, Surprise surprise) {
        Prediction without = surprise.expected();
        return String.format(
                Locale.ROOT,
                "observed %s (%s, %s); without it %s, %s .. %s, so it is %.1f standard deviations %s than expected%n",
                number(without, one.measure().value()),
                one.source(),
                one.date(),
                number(without, without.value()),
                number(without, without.low()),
                number(without, without.high()),
                Math.abs(surprise.deviations()),
                surprise.deviations() < 0 ? "worse" : "better");
    }

    private static String number(Prediction of, double value) {
        return String.format(
                Locale.ROOT, of.benchmark().unit() == Benchmark.Unit.ELO ? "%.0f" : "%.3f", value);
    }

    private Variant variant(String written, Snapshot snapshot) {
        int at = written.lastIndexOf('@');
        String id = at < 0 ? written : written.substring(0, at);
        String word = effort != null ? effort : at < 0 ? "default" : written.substring(at + 1);
        if (effort != null && at >= 0) {
            throw new BadUsage("--model: '" + written + "' names an effort, and so does --effort");
        }
        Effort wanted;
        try {
            wanted = Effort.parse(word);
        } catch (IllegalArgumentException e) {
            throw new BadUsage("--effort: " + e.getMessage());
        }
        Collection<ModelId> all = snapshot.catalog().models().keySet();
        List<ModelId> named =
                all.stream()
                        .filter(each -> each.value().equals(id) || each.name().equals(id))
                        .sorted()
                        .toList();
        if (named.size() != 1) {
            throw new BadUsage(
                    "--model: '"
                            + id
                            + (named.isEmpty()
                                    ? "' is not in the catalogue"
                                            + Suggestions.text(
                                                    id, all.stream().map(ModelId::value).toList())
                                    : "' is the name of several: " + named));
        }
        return new Variant(named.getFirst(), wanted);
    }
}
