package dev.assayer.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.assayer.app.Installation;
import dev.assayer.catalog.AliasSuggestions;
import dev.assayer.catalog.CatalogFile;
import dev.assayer.catalog.KnownModels;
import dev.assayer.catalog.MatchFigures;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.NameMatch;
import dev.assayer.catalog.NameMatcher;
import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Snapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `assayer match`: which model a written name means.
@Command(
        name = "match",
        description = "Says which model each written name means, or NONE.",
        mixinStandardHelpOptions = true)
final class MatchCommand implements Callable<Integer> {

    private static final String TRUTH = "canonical_id";
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String ALSO = "also_accept";

    @Mixin private ConfigurationOptions options = new ConfigurationOptions();
    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Names to match: columns source,source_name; others are ignored.")
    private @Nullable Path csv;

    @Option(
            names = "--catalog",
            paramLabel = "FILE",
            description =
                    "Models that a name may mean: a CSV with the column id or canonical_id (default: the catalogue of the evidence in force).")
    private @Nullable Path catalog;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the answers go (default: standard output).")
    private @Nullable Path out;

    @Option(
            names = "--measure",
            description =
                    "Print precision and recall against the column canonical_id of --csv (also_accept lists other right ids, separated by ;) instead of the answers.")
    private boolean measure;

    @Option(
            names = "--suggest",
            description =
                    "For names that match nothing (those of --csv, without it those of the evidence in force), print what they are like as lines for the reviewed alias file. Nothing is applied.")
    private boolean suggest;

    @Option(
            names = "--source",
            paramLabel = "S",
            description = "With --suggest: only names of this source.")
    private @Nullable String source;

    @Option(
            names = "--least",
            paramLabel = "X",
            defaultValue = "0.8",
            description = "With --suggest: least likeness, 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double least = 0.8;

    @Override
    public Integer call() throws IOException {
        Path file = csv;
        if (file == null && !suggest) {
            throw new BadUsage("match: expected --csv FILE, or --suggest");
        }
        if (!(least >= 0 && least <= 1)) {
            throw new BadUsage("--least: " + least + " (expected: 0 to 1)");
        }
        List<NamedCsvRecord> rows = file == null ? List.of() : rows(file);
        Snapshot inForce = Installation.open(options.load()).standing().snapshot();
        Collection<Model> models = models(inForce.catalog().models().values());
        NameMatcher matcher = new NameMatcher(models, ReviewedAliases.bundled());
        PrintWriter console = Objects.requireNonNull(spec).commandLine().getOut();
        if (suggest) {
            List<WrittenName> unmatched =
                    file == null ? unmatched(inForce) : unmatched(rows, matcher);
            suggest(
                    unmatched.stream().filter(name -> !matcher.isNoModel(name)).toList(),
                    new AliasSuggestions(models),
                    console);
            console.flush();
            return 0;
        }
        if (measure) {
            measure(rows, matcher, console);
        }
        Path target = out;
        if (target != null) {
            try (Writer writer = Files.newBufferedWriter(target)) {
                write(rows, matcher, writer);
            }
        } else if (!measure) {
            write(rows, matcher, console);
        }
        console.flush();
        return 0;
    }

    private Collection<Model> models(Collection<Model> inForce) throws IOException {
        Path file = catalog;
        if (file == null) {
            return inForce;
        }
        List<Model> known = new ArrayList<>(KnownModels.bundled());
        known.addAll(inForce);
        try {
            return new CatalogFile(known).read(new StringReader(text(file)));
        } catch (IllegalArgumentException malformed) {
            throw new BadUsage(file + ": " + malformed.getMessage());
        }
    }

    private List<NamedCsvRecord> rows(Path file) throws IOException {
        var rows = new ArrayList<NamedCsvRecord>();
        try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(text(file))) {
            records.forEach(rows::add);
        } catch (CsvParseException malformed) {
            throw new BadUsage(file + ": no CSV: " + malformed.getMessage());
        }
        if (rows.isEmpty()) {
            throw new BadUsage(file + ": no rows (expected: a header and one name a line)");
        }
        List<String> header = rows.getFirst().getHeader();
        List<String> needed =
                measure
                        ? List.of("source", "source_name", TRUTH)
                        : List.of("source", "source_name");
        for (String column : needed) {
            if (!header.contains(column)) {
                throw new BadUsage(
                        file
                                + ": columns: "
                                + String.join(", ", header)
                                + " (expected: "
                                + String.join(", ", needed)
                                + " among them)");
            }
            for (NamedCsvRecord row : rows) {
                if (row.findField(column).isEmpty()) {
                    throw new BadUsage(
                            file
                                    + ": line "
                                    + row.getStartingLineNumber()
                                    + ": "
                                    + row.getFieldCount()
                                    + " fields (expected: as many as the header's "
                                    + header.size()
                                    + ")");
                }
            }
        }
        return rows;
    }

    private static String text(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new BadUsage(file + ": is a directory (expected: a CSV file)");
        }
        try {
            String text = Files.readString(file);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException malformed) {
            throw new BadUsage(file + ": is no text in UTF-8 (expected: a CSV file)");
        }
    }

    private static void write(List<NamedCsvRecord> rows, NameMatcher matcher, Writer to)
            throws IOException {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(to);
        csv.writeRecord("source", "source_name", "canonical_id", "effort", "confidence", "how");
        for (NamedCsvRecord row : rows) {
            Optional<NameMatch> match = match(row, matcher);
            csv.writeRecord(
                    row.getField("source"),
                    row.getField("source_name"),
                    id(match),
                    match.map(found -> found.variant().effort().word()).orElse(""),
                    match.map(found -> String.format(Locale.ROOT, "%.2f", found.confidence()))
                            .orElse("0.00"),
                    match.map(found -> found.how().name().toLowerCase(Locale.ROOT))
                            .orElse("abstained"));
        }
        csv.flush();
    }

    /// The names in the rows that match nothing.
    private List<WrittenName> unmatched(List<NamedCsvRecord> rows, NameMatcher matcher) {
        String only = source;
        return rows.stream()
                .filter(row -> only == null || only.equals(row.getField("source")))
                .map(MatchCommand::written)
                .filter(name -> matcher.match(name).isEmpty())
                .toList();
    }

    /// The names that matched nothing when the evidence in force was put together, with all that
    /// their sources say beside them.
    private List<WrittenName> unmatched(Snapshot inForce) {
        String only = source;
        List<String> sources =
                inForce.sources().stream().map(state -> state.source().id()).sorted().toList();
        if (only != null && !sources.contains(only)) {
            throw new BadUsage(
                    "--source: "
                            + only
                            + " (expected: a source of the evidence in force: "
                            + String.join(", ", sources)
                            + ")");
        }
        return inForce.extras().unmatched().stream()
                .filter(one -> only == null || only.equals(one.source()))
                .map(one -> WrittenName.of(one.name()).from(one.source()))
                .toList();
    }

    /// Prints the file's own format, so that a line that turns out right can be copied, its reason
    /// put in.
    private void suggest(
            List<WrittenName> unmatched, AliasSuggestions suggestions, PrintWriter console)
            throws IOException {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(console);
        csv.writeRecord("name", "variant", "source", "reason");
        for (AliasSuggestions.Suggestion suggestion : suggestions.of(unmatched, least)) {
            csv.writeRecord(
                    suggestion.name().text(),
                    suggestion.model().value(),
                    suggestion.name().source().orElse(""),
                    String.format(
                            Locale.ROOT,
                            "likeness %.2f: look it up and say why",
                            suggestion.similarity()));
        }
        csv.flush();
    }

    private static WrittenName written(NamedCsvRecord row) {
        return WrittenName.of(row.getField("source_name")).from(row.getField("source"));
    }

    private static Optional<NameMatch> match(NamedCsvRecord row, NameMatcher matcher) {
        return matcher.match(written(row));
    }

    private static String id(Optional<NameMatch> match) {
        return match.map(found -> found.variant().model().value()).orElse(MatchFigures.NONE);
    }

    private static void measure(
            List<NamedCsvRecord> rows, NameMatcher matcher, PrintWriter console) {
        var bySource = new TreeMap<String, MatchFigures>();
        MatchFigures all = MatchFigures.EMPTY;
        for (NamedCsvRecord row : rows) {
            String answer = id(match(row, matcher));
            String truth = row.getField(TRUTH);
            Set<String> also = Set.of(row.findField(ALSO).orElse("").split(";", -1));
            all = all.with(answer, truth, also);
            bySource.merge(
                    row.getField("source"),
                    MatchFigures.EMPTY.with(answer, truth, also),
                    MatchFigures::plus);
            if (!answer.equals(truth) && !also.contains(answer)) {
                console.println(
                        (answer.equals(MatchFigures.NONE) ? "missed  " : "WRONG   ")
                                + row.getField("source")
                                + ": "
                                + row.getField("source_name")
                                + " -> "
                                + answer
                                + " (truth: "
                                + truth
                                + ")");
            }
        }
        String line = "%-20s %6s %6s %9s %6s %10s %8s%n";
        console.printf(
                line, "source", "names", "models", "answered", "right", "precision", "recall");
        for (Map.Entry<String, MatchFigures> entry : bySource.entrySet()) {
            print(line, entry.getKey(), entry.getValue(), console);
        }
        print(line, "all", all, console);
    }

    private static void print(String line, String name, MatchFigures figures, PrintWriter console) {
        console.printf(
                line,
                name,
                figures.names(),
                figures.meant(),
                figures.answered(),
                figures.right(),
                String.format(Locale.ROOT, "%.3f", figures.precision()),
                String.format(Locale.ROOT, "%.3f", figures.recall()));
    }
}
