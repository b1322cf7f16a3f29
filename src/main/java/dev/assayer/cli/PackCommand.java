package dev.assayer.cli;

import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SnapshotFormat;
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
        for (Map.Entry<String, String> file : SnapshotFormat.files(snapshot).entrySet()) {
            Path path = to.resolve(file.getKey());
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, file.getValue());
        }
        var notice =
                new StringBuilder("This evidence pack holds facts taken from these sources.\n");
        for (SourceState state : snapshot.sources()) {
            notice.append(
                    "\n%s, content of %s\n  %s\n  %s (%s)\n"
                            .formatted(
                                    state.source().name(),
                                    state.contentDate(),
                                    state.source().url(),
                                    state.source().attribution(),
                                    state.source().licence()));
        }
        Files.writeString(to.resolve("NOTICE"), notice);
    }
}
