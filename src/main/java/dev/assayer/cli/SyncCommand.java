package dev.assayer.cli;

import dev.assayer.admin.SyncJson;
import dev.assayer.app.EvidenceSync;
import dev.assayer.app.Scorings;
import dev.assayer.app.Stores;
import dev.assayer.config.Configuration;
import dev.assayer.evidence.SourceFailure;
import dev.assayer.evidence.sync.SyncOrder;
import dev.assayer.evidence.sync.SyncReport;
import dev.assayer.evidence.sync.Visit;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    @Option(
            names = "--source",
            paramLabel = "ID",
            description =
                    "Ask this source only; may be given several times. ./assayer sources lists them.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--force",
            description =
                    "Read sources that have not changed too, and put everything together anew.")
    private boolean force;

    @Option(
            names = "--accept",
            description =
                    "What the sources named by --source say counts, although it has shrunk, is older than what is in force or would not be believed as a whole. Single lines are still judged.")
    private boolean accept;

    @Option(
            names = "--json",
            description = "One line of JSON per source as it is done, and one for the whole.")
    private boolean json;

    @Override
    public Integer call() {
        Configuration configuration = options.load();
        Scorings.of(configuration.settings().scoring());
        if (accept && only.isEmpty()) {
            throw new BadUsage(
                    "--accept needs --source (expected: e.g. --source lmarena --accept)");
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (Stores stores = Stores.open(configuration.settings().home())) {
            var sync = new EvidenceSync(configuration, stores);
            requireKnown(sync.sources());
            SyncReport report =
                    sync.run(
                            new SyncOrder(Set.copyOf(only), force, accept),
                            Optional.ofNullable(from),
                            visit -> {
                                out.println(json ? SyncJson.line(visit) : line(visit));
                                out.flush();
                            });
            if (json) {
                out.println(SyncJson.line(report));
            } else {
                print(report, out);
            }
            out.flush();
            boolean isIdle =
                    (from != null || !only.isEmpty())
                            && report.visits().stream()
                                    .allMatch(Visit.NotConfigured.class::isInstance);
            if (isIdle) {
                Objects.requireNonNull(spec)
                        .commandLine()
                        .getErr()
                        .println(
                                "None of the sources was asked"
                                        + (from == null
                                                ? "."
                                                : ": "
                                                        + from
                                                        + " has no files of them (expected: one folder per source, as docs/evidence.md lists them)."));
            }
            return report.isComplete() && !isIdle ? 0 : 1;
        }
    }

    private void requireKnown(List<String> sources) {
        for (String id : only) {
            if (!sources.contains(id)) {
                throw new BadUsage(
                        "--source "
                                + id
                                + " is no source (expected: one of "
                                + String.join(", ", sources)
                                + ")");
            }
        }
    }

    private static String line(Visit visit) {
        return String.format(
                Locale.ROOT,
                "%-14s %s",
                visit.source(),
                switch (visit) {
                    case Visit.NotConfigured(String _, String reason) -> "not asked: " + reason;
                    case Visit.Unchanged(String _, int lines) -> lines + " lines, unchanged";
                    case Visit.Changed(String _, int lines, List<String> setAside) ->
                            lines
                                    + " lines, new"
                                    + (setAside.isEmpty()
                                            ? ""
                                            : "; "
                                                    + setAside.size()
                                                    + " set aside, e.g. "
                                                    + setAside.getFirst());
                    case Visit.Failed(String _, SourceFailure failure) ->
                            "FAILED, its last good rows stay: " + failure.message();
                });
    }

    private static void print(SyncReport report, PrintWriter out) {
        report.rejected()
                .forEach((source, reason) ->
                        out.printf(
                                Locale.ROOT,
                                "%-14s NOT BELIEVED, its last good rows stay: %s%n%-14s (if it is right all the same: ./assayer sync --source %s --accept)%n",
                                source,
                                reason,
                                "",
                                source));
        SyncReport.Evidence evidence = report.evidence();
        if (evidence.quarantined() > 0) {
            out.println(
                    "Lines that cannot be right, kept out: "
                            + evidence.quarantined()
                            + " (./assayer quality lists them)");
        }
        out.println(
                (report.isNew() ? "Now in force: snapshot " : "Still in force: snapshot ")
                        + evidence.snapshot().substring(0, 12)
                        + " with "
                        + evidence.observations()
                        + " observations of "
                        + evidence.models()
                        + " models; "
                        + evidence.unmatched()
                        + " names matched none");
    }
}
