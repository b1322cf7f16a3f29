package dev.assayer.scoring;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.assayer.evidence.Credits;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.Source;
import dev.assayer.evidence.SourceState;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A ranking as CSV (RFC 4180, LF): what is absent is an empty field, never 0; several sources are
/// separated by `|`. Speeds whose source lets nobody pass them on stay out of it, and so does what
/// rests on them alone, performance score, speed tier and their date, and what they could be worked
/// out of: the overall score is that of a model whose speed nobody measured, and a composite score
/// made of such a speed is left out. So are the scores of a row, where one is a plain mean
/// (layered, merged) of figures of such sources alone.
public final class RankingCsv {

    /// The columns, in this order.
    public static final List<String> COLUMNS =
            RankingColumn.ALL.stream().map(RankingColumn::name).toList();

    private RankingCsv() {}

    /// Writes header and rows.
    ///
    /// @param snapshot that the rows come from
    /// @return the credits of what was written, which have to stand beside it
    /// @throws UncheckedIOException if `out` fails
    public static Credits write(List<RankingRow> rows, Snapshot snapshot, Appendable out) {
        Set<String> exportable =
                snapshot.sources().stream()
                        .map(SourceState::source)
                        .filter(source -> source.licence().exportable())
                        .map(Source::id)
                        .collect(Collectors.toSet());
        var credited = new HashSet<String>();
        var text = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            writer.writeRecord(COLUMNS);
            for (RankingRow each : rows) {
                RankingRow row = passable(each, exportable);
                credited.addAll(row.credited());
                writer.writeRecord(
                        RankingColumn.ALL.stream().map(column -> column.text(row)).toList());
            }
            writer.flush();
            out.append(text.getBuffer());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Credits.of(snapshot, credited);
    }

    /// What of a row may be passed on.
    private static RankingRow passable(RankingRow row, Set<String> exportable) {
        RankingRow slow = row.isSpeedOf(exportable) ? row : row.withoutSpeed();
        return slow.isMeanWithout(exportable) ? slow.withoutScores() : slow;
    }
}
