package dev.assayer.cli;

import dev.assayer.app.EvidenceSync;
import dev.assayer.app.Scorings;
import dev.assayer.app.Stores;
import dev.assayer.config.Configuration;
import dev.assayer.evidence.sync.SyncReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `assayer sync`: rebuilds the evidence from the public sources.
@Command(
        name = "sync",
        description =
                "Rebuilds the evidence from the public sources; a source that fails keeps its last good rows. Exits with 1 if one did.",
        mixinStandardHelpOptions = true)
final class SyncCommand implements Callable<Integer> {

    @Mixin private ConfigurationOptions options = new ConfigurationOptions();
    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description = "Read files from this directory instead of the sources' addresses.")
    private @Nullable Path from;

    @Override
    public Integer call() {
        Configuration configuration = options.load();
        Scorings.named(configuration.settings().scoring().method());
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (Stores stores = Stores.open(configuration.settings().home())) {
            var sync = new EvidenceSync(configuration.settings().evidence(), stores.snapshots());
            SyncReport report = sync.run(Optional.ofNullable(from));
            print(report, out);
            out.flush();
            return report.isComplete() ? 0 : 1;
        }
    }

    private static void print(SyncReport report, PrintWriter out) {
        String row = "%-12s %8s %14s %10s  %s%n";
        out.printf(row, "Source", "Rows", "Observations", "Unmatched", "");
        for (SyncReport.SourceReport source : report.sources()) {
            out.printf(
                    Locale.ROOT,
                    row,
                    source.source(),
                    source.rows(),
                    source.observations(),
                    source.unmatched(),
                    source.failure()
                            .map(failure -> "FAILED, last good rows stay: " + failure.message())
                            .orElse(
                                    source.examples().isEmpty()
                                            ? ""
                                            : "unmatched: "
                                                    + String.join(", ", source.examples())));
        }
        if (!report.rejectedPrices().isEmpty()) {
            out.println("Prices too far off to be believed: " + report.rejectedPrices().size());
        }
        out.println(
                "In force: snapshot "
                        + report.snapshot().hash().substring(0, 12)
                        + " with "
                        + report.snapshot().observations().size()
                        + " observations of "
                        + report.snapshot().catalog().models().size()
                        + " models");
    }
}
