package dev.assayer.quality;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.assayer.catalog.ModelId;
import dev.assayer.evidence.CsvTable;
import dev.assayer.evidence.MalformedSnapshot;
import dev.assayer.quality.QualityReport.Marks;
import dev.assayer.quality.QualityReport.OfModel;
import dev.assayer.quality.QualityReport.OfSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reports as text: CSV, one line for the snapshot, one per source, one per model.
public final class QualityFormat {

    /// The name of the file that holds the report of the bundled evidence beside it.
    public static final String FILE = "quality.csv";

    private static final Marks NONE = new Marks(0, 0, 0, 0);

    private static final CsvTable<Line> TABLE =
            new CsvTable<>(
                    List.of(
                            "of",
                            "id",
                            "lines",
                            "quarantined_lines",
                            "validation_score",
                            "anomaly_score",
                            "consistency_score",
                            "data_completeness",
                            "rejected"),
                    line ->
                            List.of(
                                    line.of(),
                                    line.id(),
                                    Integer.toString(line.lines()),
                                    Integer.toString(line.quarantined()),
                                    Double.toString(line.marks().validation()),
                                    Double.toString(line.marks().anomaly()),
                                    Double.toString(line.marks().consistency()),
                                    Double.toString(line.marks().completeness()),
                                    line.rejected()),
                    QualityFormat::line);

    private record Line(
            String of, String id, int lines, int quarantined, Marks marks, String rejected) {}

    private QualityFormat() {}

    private static Line line(CsvRecord row) {
        return new Line(
                row.getField(0),
                row.getField(1),
                Integer.parseInt(row.getField(2)),
                Integer.parseInt(row.getField(3)),
                new Marks(
                        Double.parseDouble(row.getField(4)),
                        Double.parseDouble(row.getField(5)),
                        Double.parseDouble(row.getField(6)),
                        Double.parseDouble(row.getField(7))),
                row.getField(8));
    }

    /// A report as text.
    public static String text(QualityReport report) {
        var lines = new ArrayList<Line>();
        lines.add(new Line("snapshot", report.snapshot(), 0, 0, NONE, ""));
        report.sources()
                .forEach(one ->
                        lines.add(
                                new Line(
                                        "source",
                                        one.source(),
                                        one.lines(),
                                        one.quarantined(),
                                        one.marks(),
                                        one.rejected())));
        report.models()
                .forEach(one ->
                        lines.add(
                                new Line(
                                        "model",
                                        one.model().value(),
                                        one.lines(),
                                        one.quarantined(),
                                        one.marks(),
                                        "")));
        return TABLE.write(lines);
    }

    /// Reads [#text] back.
    ///
    /// @throws MalformedSnapshot if it is none
    public static QualityReport parse(String text) {
        var sources = new ArrayList<OfSource>();
        var models = new ArrayList<OfModel>();
        String snapshot = "";
        for (Line line : TABLE.read(FILE, text)) {
            switch (line.of()) {
                case "snapshot" -> snapshot = line.id();
                case "source" ->
                        sources.add(
                                new OfSource(
                                        line.id(),
                                        line.lines(),
                                        line.quarantined(),
                                        line.marks(),
                                        line.rejected()));
                case "model" ->
                        models.add(
                                new OfModel(
                                        new ModelId(line.id()),
                                        line.lines(),
                                        line.quarantined(),
                                        line.marks()));
                default ->
                        throw new MalformedSnapshot(
                                FILE
                                        + ": of "
                                        + line.of()
                                        + " (expected: snapshot, source or model)");
            }
        }
        if (snapshot.isEmpty()) {
            throw new MalformedSnapshot(FILE + ": no snapshot (expected: a line of snapshot)");
        }
        return new QualityReport(snapshot, sources, models);
    }

    /// The report of the evidence that ships with the program; empty for other evidence.
    ///
    /// @param snapshot hash of the evidence in question
    public static Optional<QualityReport> bundled(String snapshot) {
        try (InputStream stream = QualityFormat.class.getResourceAsStream("/evidence/" + FILE)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8)))
                            .filter(report -> report.snapshot().equals(snapshot));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
