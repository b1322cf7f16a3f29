package dev.assayer.evidence.leaderboard;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.UnexpectedContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A table with a header line, whose columns are checked before its lines are read.
///
/// A line with too few or too many fields is there, and throws when it is read, so that it can be
/// set aside; where it is the last one the file was cut off.
final class Table {

    private Table() {}

    /// One line, with its place in the file for messages.
    record Line(String file, NamedCsvRecord values) {

        String where(String column) {
            return file + ": line " + values.getStartingLineNumber() + ": " + column;
        }

        /// @throws UnexpectedContent if the line has another number of fields than the header
        String text(String column) {
            if (!isWhole()) {
                throw new UnexpectedContent(
                        file + ": line " + values.getStartingLineNumber(),
                        values.getFieldCount() + " fields",
                        values.getHeader().size() + " fields");
            }
            return values.findField(column)
                    .orElseThrow(() -> new UnexpectedContent(file, "no such column", column))
                    .strip();
        }

        /// Whether there is such a column, and something in it.
        boolean has(String column) {
            return values.getHeader().contains(column) && !text(column).isEmpty();
        }

        private boolean isWhole() {
            return values.getFieldCount() == values.getHeader().size();
        }

        double number(String column) {
            try {
                return Double.parseDouble(text(column));
            } catch (NumberFormatException e) {
                throw new UnexpectedContent(where(column), text(column), "a number");
            }
        }
    }

    /// Reads a CSV file.
    ///
    /// @param columns those that must be there; others are ignored
    /// @throws UnexpectedContent if a column is missing, or the file ends inside a line
    static List<Line> csv(Payload payload, List<String> columns) {
        return csv(payload.name(), payload.text(), columns);
    }

    /// Reads CSV that stands inside a file of another kind.
    static List<Line> csv(String file, String text, List<String> columns) {
        List<Line> lines = uneven(file, text, columns);
        if (!lines.isEmpty() && !lines.getLast().isWhole()) {
            throw new UnexpectedContent(
                    file + ": last line",
                    lines.getLast().values().getFieldCount() + " fields",
                    lines.getLast().values().getHeader().size() + " fields");
        }
        return lines;
    }

    /// As [#csv(String, String, List)], for a file whose last line may have lost fields too.
    static List<Line> uneven(String file, String text, List<String> columns) {
        var lines = new ArrayList<Line>();
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder()
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofNamedCsvRecord(text)) {
            Set<String> header = Set.of();
            for (NamedCsvRecord record : reader) {
                if (header.isEmpty()) {
                    header = Set.copyOf(record.getHeader());
                    for (String column : columns) {
                        if (!header.contains(column)) {
                            throw new UnexpectedContent(
                                    file + ": header",
                                    String.join(",", record.getHeader()),
                                    "a column '" + column + "'");
                        }
                    }
                }
                lines.add(new Line(file, record));
            }
        } catch (CsvParseException | IllegalArgumentException e) {
            throw new UnexpectedContent(file, String.valueOf(e.getMessage()), "well-formed CSV");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
