package dev.assayer.quality;

import dev.assayer.evidence.Quarantined;
import dev.assayer.quality.QualityReport.Marks;
import dev.assayer.quality.QualityReport.OfModel;
import dev.assayer.quality.QualityReport.OfSource;
import java.util.List;
import java.util.Locale;

/// The quality of evidence as text for a terminal.
public final class QualityTable {

    private static final String ROW = "%-44s %7s %6s %10s %8s %11s %12s%n";

    private QualityTable() {}

    /// A table of sources; below each that was rejected, why.
    public static String sources(List<OfSource> sources) {
        var text = new StringBuilder(head("source"));
        for (OfSource one : sources) {
            text.append(row(one.source(), one.lines(), one.quarantined(), one.marks()));
            if (!one.rejected().isEmpty()) {
                text.append("  NOT BELIEVED, its last good content stays: ")
                        .append(one.rejected())
                        .append('\n');
            }
        }
        return text.toString();
    }

    /// A table of models.
    public static String models(List<OfModel> models) {
        var text = new StringBuilder(head("model"));
        for (OfModel one : models) {
            text.append(row(one.model().value(), one.lines(), one.quarantined(), one.marks()));
        }
        return text.toString();
    }

    /// One line per line that is kept out, and one per oddity.
    public static String lines(List<Quarantined> quarantined, List<Flag> flags) {
        var text = new StringBuilder();
        for (Quarantined line : quarantined) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "kept out  %s: %s of %s (%s), anomaly %.2f: %s%n",
                            line.source(),
                            line.what(),
                            line.variant(),
                            line.written(),
                            line.anomaly(),
                            line.reason()));
        }
        for (Flag flag : flags) {
            text.append("odd       ").append(flag.subject()).append(": ").append(flag.text());
            text.append('\n');
        }
        return text.toString();
    }

    private static String head(String what) {
        return String.format(
                Locale.ROOT,
                ROW,
                what,
                "lines",
                "out",
                "validation",
                "anomaly",
                "consistency",
                "completeness");
    }

    private static String row(String name, int lines, int out, Marks marks) {
        return String.format(
                Locale.ROOT,
                ROW,
                name,
                lines,
                out,
                mark(marks.validation()),
                mark(marks.anomaly()),
                mark(marks.consistency()),
                mark(marks.completeness()));
    }

    private static String mark(double mark) {
        return String.format(Locale.ROOT, "%.3f", mark);
    }
}
