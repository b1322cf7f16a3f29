package dev.assayer.cli;

import dev.assayer.app.EvidencePack;
import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SnapshotFormat;
import dev.assayer.evidence.Source;
import dev.assayer.evidence.SourceState;
import dev.assayer.evidence.sync.Visit;
import dev.assayer.quality.QualityFormat;
import dev.assayer.scoring.Abilities;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `assayer pack`: rebuilds the evidence pack that ships in the jar from a directory of captured
/// files.
@Command(
        name = "pack",
        description =
                "Rebuild the bundled evidence pack from a directory of captured source files.",
        mixinStandardHelpOptions = true)
final class PackCommand implements Callable<Integer> {

    private static final Map<String, String> LICENCES =
            Map.of(
                    "Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0",
                    "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/",
                    "MIT", "https://opensource.org/license/mit");

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description =
                    "Directory with one folder per source (docs/evidence.md lists the file names). Without it the evidence stays as it is, and only its fit is made anew.")
    private @Nullable Path from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "Where to write the pack, e.g. src/main/resources/evidence.")
    private Path to = Path.of("");

    @Option(
            names = "--without",
            paramLabel = "ID",
            description =
                    "Leave this source out, because DIR has no files of it; may be given several times.")
    private Set<String> without = new TreeSet<>();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Path captured = from;
        if (captured == null) {
            Files.createDirectories(to);
            fit(BundledEvidence.load());
            return 0;
        }
        EvidencePack pack = packed(captured);
        Snapshot snapshot = pack.snapshot();
        print(pack.visits(), snapshot, out);
        without.forEach(source -> out.println(source + ": left out"));
        snapshot.extras()
                .quarantine()
                .forEach(line ->
                        out.println(
                                "kept out: "
                                        + line.what()
                                        + " of "
                                        + line.written()
                                        + ": "
                                        + line.reason()));
        pack.examination()
                .rejected()
                .forEach((source, reason) -> out.println(source + ": not believed: " + reason));
        if (!pack.isComplete()) {
            out.println(
                    "Nothing was written: a pack needs every source, except those named by --without, and has to believe it.");
            return 1;
        }
        write(snapshot);
        Files.writeString(
                to.resolve(QualityFormat.FILE), QualityFormat.text(pack.examination().report()));
        out.printf(
                "%d models, %d offers, %d observations, hash %s%n",
                snapshot.catalog().models().size(),
                snapshot.catalog().offers().size(),
                snapshot.observations().size(),
                snapshot.hash());
        return 0;
    }

    private EvidencePack packed(Path captured) {
        try {
            return EvidencePack.of(captured, without);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static void print(List<Visit> visits, Snapshot snapshot, PrintWriter out) {
        for (SourceState state : snapshot.sources()) {
            out.printf(
                    "%-12s %6d lines %6d kept %5d names unmatched%n",
                    state.source().id(), state.rows(), state.observations(), state.unmatched());
        }
        for (Visit visit : visits) {
            if (visit instanceof Visit.Failed failed) {
                out.println(failed.failure().message());
            } else if (visit instanceof Visit.NotConfigured missing) {
                out.println(missing.source() + ": " + missing.reason());
            }
        }
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
        fit(snapshot);
    }

    /// Keeps what scoring would work out at every start.
    private void fit(Snapshot snapshot) throws IOException {
        try (OutputStream file =
                new BufferedOutputStream(Files.newOutputStream(to.resolve(Abilities.KEPT)))) {
            Abilities.keep(snapshot, file);
        }
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
                    .append(source.licence().attribution())
                    .append("\n  ")
                    .append(source.licence().id())
                    .append(": ")
                    .append(LICENCES.getOrDefault(source.licence().id(), "see the source"))
                    .append('\n');
        }
        return notice.toString();
    }
}
