package dev.assayer.cli;

import dev.assayer.app.EvidenceSync;
import dev.assayer.app.Stores;
import dev.assayer.config.Configuration;
import dev.assayer.config.DurationFormat;
import dev.assayer.evidence.Access;
import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Quarantined;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SourceRecord;
import dev.assayer.evidence.SourceState;
import dev.assayer.evidence.Unmatched;
import dev.assayer.evidence.sync.SourceStatus;
import dev.assayer.quality.QualityReport;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `assayer sources`: how the sources of evidence stand, or one of them with the names that matched
/// nothing.
@Command(
        name = "sources",
        description =
                "Shows how the sources of evidence stand: age, rows, names unmatched, requests of today's budget, errors, licence, key. With the id of one: everything about it, and the names that matched no model.",
        mixinStandardHelpOptions = true)
final class SourcesCommand implements Callable<Integer> {

    private static final String ROW = "%-18s %-14s %-11s %-11s %8s %8s %9s %8s %10s  %s%n";

    /// Of so many names and lines a source's page tells.
    private static final int SHOWN = 20;

    @Mixin private ConfigurationOptions options = new ConfigurationOptions();
    @Spec private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SOURCE", description = "Id of one source.")
    private @Nullable String one;

    @Option(names = "--unmatched", description = "All names that matched no model, not only a few.")
    private boolean allUnmatched;

    private Instant now = Instant.EPOCH;
    private Optional<QualityReport> report = Optional.empty();

    @Override
    public Integer call() {
        Configuration configuration = options.load();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (Stores stores = Stores.open(configuration.settings().home())) {
            Snapshot inForce = stores.snapshots().current().orElseGet(BundledEvidence::load);
            var sync = new EvidenceSync(configuration, stores);
            now = sync.now();
            report = sync.report(inForce);
            List<SourceStatus> statuses = sync.statuses(inForce);
            String asked = one;
            if (asked == null) {
                table(statuses, inForce, out);
                if (allUnmatched) {
                    unmatched(inForce.extras().unmatched(), out);
                }
            } else {
                SourceStatus status =
                        statuses.stream()
                                .filter(each -> each.source().id().equals(asked))
                                .findFirst()
                                .orElseThrow(() -> noSuch(asked, statuses));
                detail(status, inForce, out);
            }
            out.flush();
            return 0;
        }
    }

    private static BadUsage noSuch(String asked, List<SourceStatus> statuses) {
        return new BadUsage(
                "'"
                        + asked
                        + "' is no source (expected: one of "
                        + String.join(
                                ", ", statuses.stream().map(each -> each.source().id()).toList())
                        + ")");
    }

    private void table(List<SourceStatus> statuses, Snapshot inForce, PrintWriter out) {
        out.printf(
                ROW,
                "source",
                "status",
                "last heard",
                "content of",
                "lines",
                "used",
                "unmatched",
                "kept out",
                "requests",
                "licence; trouble or what is missing");
        for (SourceStatus status : statuses) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    status.source().id(),
                    status.standing().word(),
                    status.record().flatMap(SourceRecord::succeeded).map(this::ago).orElse("-"),
                    status.state().map(state -> state.contentDate().toString()).orElse("-"),
                    status.state().map(state -> Integer.toString(state.rows())).orElse("-"),
                    status.state().map(state -> Integer.toString(state.observations())).orElse("-"),
                    status.state().map(state -> Integer.toString(state.unmatched())).orElse("-"),
                    status.state()
                            .map(_ -> Integer.toString(keptOut(status, inForce).size()))
                            .orElse("-"),
                    requests(status.requests()),
                    status.source().licence().id() + remark(status));
        }
    }

    private static String requests(SourceStatus.Requests requests) {
        return requests.sent() + (requests.allowed() == 0 ? "" : "/" + requests.allowed());
    }

    private static String remark(SourceStatus status) {
        return status.problem()
                .or(() -> status.key().missing())
                .map(text -> "; " + text)
                .orElse("");
    }

    private String ago(Instant instant) {
        long minutes = ChronoUnit.MINUTES.between(instant, now);
        return minutes < 1
                ? "just now"
                : minutes < 120
                        ? minutes + " min ago"
                        : minutes < 2_880 ? minutes / 60 + " h ago" : minutes / 1_440 + " d ago";
    }

    private void detail(SourceStatus status, Snapshot inForce, PrintWriter out) {
        String line = "%-14s %s%n";
        out.printf(line, "Source", status.source().name() + ", " + status.source().url());
        out.printf(line, "Status", status.standing().word() + remark(status));
        out.printf(
                line,
                "Last heard",
                status.record()
                        .flatMap(SourceRecord::succeeded)
                        .map(at -> at.truncatedTo(ChronoUnit.SECONDS) + ", " + ago(at))
                        .orElse("never"));
        out.printf(
                line,
                "Content",
                status.state()
                        .map(state ->
                                "of "
                                        + state.contentDate()
                                        + ": "
                                        + state.rows()
                                        + " lines, "
                                        + state.observations()
                                        + " used")
                        .orElse("none"));
        out.printf(line, "Asked every", DurationFormat.format(status.interval()));
        out.printf(
                line,
                "Requests",
                requests(status.requests())
                        + " today"
                        + (status.requests().allowed() == 0 ? "" : " (UTC)"));
        out.printf(line, "Key", key(status.key().access()));
        out.printf(
                line,
                "Licence",
                status.source().licence().id()
                        + (status.source().licence().shareable()
                                ? ""
                                : ", never leaves this installation")
                        + "; "
                        + status.source().licence().attribution());
        out.printf(
                Locale.ROOT,
                line,
                "Trust",
                "layer "
                        + status.source().layer().word()
                        + ", reliability "
                        + status.source().reliability());
        report.flatMap(known -> known.source(status.source().id()))
                .ifPresent(known -> out.printf(line, "Quality", quality(known)));
        List<Quarantined> keptOut = keptOut(status, inForce);
        if (!keptOut.isEmpty()) {
            out.printf(line, "Kept out", keptOut.size() + " lines");
            keptOut.stream()
                    .limit(SHOWN)
                    .forEach(each ->
                            out.printf(
                                    Locale.ROOT,
                                    "  %.2f %s of %s: %s%n",
                                    each.anomaly(),
                                    each.what(),
                                    each.variant(),
                                    each.reason()));
            if (keptOut.size() > SHOWN) {
                out.println("  ... (./assayer quality --source shows all)");
            }
        }
        List<Unmatched> names =
                inForce.extras().unmatched().stream()
                        .filter(each -> each.source().equals(status.source().id()))
                        .toList();
        if (!names.isEmpty()) {
            out.printf(
                    line,
                    "Unmatched",
                    status.state().map(SourceState::unmatched).orElse(names.size()) + " names");
            unmatched(allUnmatched ? names : names.stream().limit(SHOWN).toList(), out);
            if (!allUnmatched && names.size() > SHOWN) {
                out.println("  ... (--unmatched shows all)");
            }
        }
    }

    private static List<Quarantined> keptOut(SourceStatus status, Snapshot inForce) {
        return inForce.extras().quarantine().stream()
                .filter(each -> each.source().equals(status.source().id()))
                .sorted(Comparator.comparingDouble(Quarantined::anomaly).reversed())
                .toList();
    }

    private static String quality(QualityReport.OfSource known) {
        QualityReport.Marks marks = known.marks();
        return String.format(
                Locale.ROOT,
                "validation %.2f, anomaly %.2f (less is better), consistency %.2f, completeness %.2f%s",
                marks.validation(),
                marks.anomaly(),
                marks.consistency(),
                marks.completeness(),
                known.rejected().isEmpty() ? "" : "; newest content rejected: " + known.rejected());
    }

    private static String key(Access access) {
        return switch (access) {
            case Access.Open _ -> "none needed";
            case Access.OwnFiles(String setting) -> "your own files, see " + setting;
            case Access.Key key ->
                    key.variable()
                            + (key.required() ? ", required; " : ", raises the limits; ")
                            + key.where();
        };
    }

    private static void unmatched(List<Unmatched> names, PrintWriter out) {
        for (Unmatched each : names) {
            out.printf("  %-14s %5d lines  %s%n", each.source(), each.lines(), each.name());
        }
    }
}
