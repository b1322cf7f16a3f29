package dev.assayer.cli;

import dev.assayer.app.EvidenceSync;
import dev.assayer.app.Stores;
import dev.assayer.config.Configuration;
import dev.assayer.evidence.Credits;
import dev.assayer.evidence.Quarantined;
import dev.assayer.quality.Examination;
import dev.assayer.quality.Flag;
import dev.assayer.quality.QualityJson;
import dev.assayer.quality.QualityReport;
import dev.assayer.quality.QualityReport.OfModel;
import dev.assayer.quality.QualityReport.OfSource;
import dev.assayer.quality.QualityTable;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
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

/// `assayer quality`: how far the evidence can be believed.
@Command(
        name = "quality",
        description =
                "Shows how good the evidence of each source and model is, and which lines are kept out of the scores, with the reason.",
        mixinStandardHelpOptions = true)
final class QualityCommand implements Callable<Integer> {

    private static final int WORST = 10;

    @Mixin private ConfigurationOptions options = new ConfigurationOptions();
    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--source", paramLabel = "ID", description = "This source only.")
    private @Nullable String source;

    @Option(names = "--model", paramLabel = "ID", description = "This model only.")
    private @Nullable String model;

    @Option(names = "--json", description = "Everything as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Configuration configuration = options.load();
        Examination examination;
        try (Stores stores = Stores.open(configuration.settings().home())) {
            examination = new EvidenceSync(configuration, stores).quality();
        }
        QualityReport report = chosen(examination.report());
        List<Quarantined> lines =
                examination.snapshot().extras().quarantine().stream()
                        .filter(line -> isChosen(line.source(), line.variant().model().value()))
                        .toList();
        List<Flag> flags =
                examination.flags().stream()
                        .filter(flag -> isChosen(flag.subject(), flag.subject()))
                        .toList();
        Set<String> ids =
                report.sources().stream()
                        .map(OfSource::source)
                        .collect(Collectors.toCollection(HashSet::new));
        lines.forEach(line -> ids.add(line.source()));
        Credits credits = Credits.of(examination.snapshot(), ids);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(QualityJson.of(report, lines, flags, credits).toPrettyString());
        } else {
            print(report, lines, flags, out);
            out.print("\n" + credits.text());
        }
        out.flush();
        return 0;
    }

    private void print(
            QualityReport report, List<Quarantined> lines, List<Flag> flags, PrintWriter out) {
        if (model == null) {
            out.println(QualityTable.sources(report.sources()));
        }
        List<OfModel> models =
                report.models().stream()
                        .sorted(
                                Comparator.comparingDouble((OfModel one) -> one.marks().anomaly())
                                        .reversed())
                        .limit(WORST)
                        .toList();
        if (source == null && !models.isEmpty()) {
            out.println(QualityTable.models(models));
        }
        out.print(QualityTable.lines(lines, flags));
        out.println(
                lines.isEmpty()
                        ? "No line is kept out."
                        : lines.size()
                                + (lines.size() == 1 ? " line is" : " lines are")
                                + " kept out; evidence.anomaly-limit decides from which"
                                + " anomaly on.");
    }

    private boolean isChosen(String ofSource, String ofModel) {
        return (source == null || ofSource.equals(source))
                && (model == null || ofModel.equals(model));
    }

    private QualityReport chosen(QualityReport report) {
        List<OfSource> sources =
                report.sources().stream()
                        .filter(one -> source == null || one.source().equals(source))
                        .toList();
        List<OfModel> models =
                report.models().stream()
                        .filter(one -> model == null || one.model().value().equals(model))
                        .toList();
        if (sources.isEmpty()) {
            throw new BadUsage(
                    "--source "
                            + source
                            + " has no evidence (expected: one of "
                            + String.join(
                                    ", ", report.sources().stream().map(OfSource::source).toList())
                            + ")");
        }
        if (models.isEmpty() && model != null) {
            throw new BadUsage(
                    "--model "
                            + model
                            + " has no evidence (./assayer rank --all lists those that have)");
        }
        return new QualityReport(report.snapshot(), sources, models);
    }
}
