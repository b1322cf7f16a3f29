package dev.assayer.cli;

import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SnapshotFormat;
import dev.assayer.evidence.Source;
import dev.assayer.evidence.SourceFailure;
import dev.assayer.evidence.SourceState;
import dev.assayer.evidence.sync.SnapshotDirectory;
import dev.assayer.evidence.sync.Sources;
import dev.assayer.evidence.sync.Sync;
import dev.assayer.evidence.sync.SyncReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `assayer pack`: rebuilds the evidence pack that ships in the jar from a directory of captured
/// files.
@Command(
        name = "pack",
        description =
                "Rebuild the bundled evidence pack from a directory of captured source files.",
        mixinStandardHelpOptions = true)
final class PackCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Map<String, String> LICENCES =
            Map.of(
                    "Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0",
                    "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/",
                    "MIT", "https://opensource.org/license/mit");

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DIR",
            description =
                    "Directory with one folder per source (docs/evidence.md lists the file names).")
    private Path from = Path.of("");

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "Where to write the pack, e.g. src/main/resources/evidence.")
    private Path to = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        var sync = new Sync(Sources.all(), ReviewedAliases.bundled(), LIMIT);
        SyncReport report =
                sync.run(new SnapshotDirectory(from, InstantSource.system()), Optional.empty());
        for (SyncReport.SourceReport source : report.sources()) {
            out.printf(
                    "%-12s %6d rows %6d kept %5d names unmatched %s%n",
                    source.source(),
                    source.rows(),
                    source.observations(),
                    source.unmatched(),
                    source.failure()
                            .map(SourceFailure::message)
                            .orElse(String.join(", ", source.examples())));
        }
        report.rejectedPrices().forEach(line -> out.println("price left out: " + line));
        if (!report.isComplete()) {
            out.println("Nothing was written: a pack needs every source.");
            return 1;
        }
        write(report.snapshot());
        out.printf(
                "%d models, %d offers, %d observations, hash %s%n",
                report.snapshot().catalog().models().size(),
                report.snapshot().catalog().offers().size(),
                report.snapshot().observations().size(),
                report.snapshot().hash());
        return 0;
    }

    private void write(Snapshot snapshot) throws IOException {
        SortedMap<String, String> files = SnapshotFormat.files(snapshot);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = to.resolve(file.getKey());
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, file.getValue());
        }
        Files.writeString(
                to.resolve(BundledEvidence.INDEX), String.join("\n", files.keySet()) + "\n");
        Files.writeString(to.resolve("NOTICE"), notice(snapshot));
    }

    /// The credits that the sources' licences ask for, and what was changed.
    private static String notice(Snapshot snapshot) {
        var notice =
                new StringBuilder(
                        """
                        The files beside this one hold facts from the sources below: which model reached which figure in \
                        which benchmark, who sells it and for how much. They were selected, the names were matched to \
                        models, and the figures were brought to common units and rounded; the sources' own files are not \
                        here. None of the sources endorses Assayer.
                        """);
        for (SourceState state : snapshot.sources()) {
            Source source = state.source();
            notice.append('\n')
                    .append(source.name())
                    .append(", content of ")
                    .append(state.contentDate())
                    .append("\n  ")
                    .append(source.url())
                    .append("\n  ")
                    .append(source.attribution())
                    .append("\n  ")
                    .append(source.licence())
                    .append(": ")
                    .append(LICENCES.getOrDefault(source.licence(), "see the source"))
                    .append('\n');
        }
        return notice.toString();
    }
}
