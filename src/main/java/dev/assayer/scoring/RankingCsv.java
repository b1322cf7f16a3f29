package dev.assayer.scoring;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/// A ranking as CSV (RFC 4180, LF): what is absent is an empty field, never 0; several sources are
/// separated by `|`.
public final class RankingCsv {

    /// The columns, in this order.
    public static final List<String> COLUMNS =
            RankingColumn.ALL.stream().map(RankingColumn::name).toList();

    private RankingCsv() {}

    /// Writes header and rows.
    ///
    /// @throws UncheckedIOException if `out` fails
    public static void write(List<RankingRow> rows, Appendable out) {
        var text = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            writer.writeRecord(COLUMNS);
            for (RankingRow row : rows) {
                writer.writeRecord(
                        RankingColumn.ALL.stream().map(column -> column.text(row)).toList());
            }
            writer.flush();
            out.append(text.getBuffer());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
