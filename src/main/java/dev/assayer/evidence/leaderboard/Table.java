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
final class Table {

    private Table() {}

    /// One line, with its place in the file for messages.
    record Line(String file, NamedCsvRecord values) {

        String where(String column) {
            return file + ": line " + values.getStartingLineNumber() + ": " + column;
        }

        String text(String column) {
            return values.getField(column).strip();
        }

        /// @throws UnexpectedContent if it has fewer fields than the header, or more
        void requireWhole() {
            if (values.getFieldCount() != values.getHeader().size()) {
                throw new UnexpectedContent(
                        file + ": line " + values.getStartingLineNumber(),
                        values.getFieldCount() + " fields",
                        values.getHeader().size() + " fields");
            }
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
    /// @throws UnexpectedContent if a column or a field is missing
    static List<Line> csv(Payload payload, List<String> columns) {
        List<Line> lines = uneven(payload, columns);
        lines.forEach(Line::requireWhole);
        return lines;
    }

    /// Reads a CSV file whose lines may have lost fields; see [Line#requireWhole()].
    ///
    /// @param columns those that must be there; others are ignored
    /// @throws UnexpectedContent if a column is missing
    static List<Line> uneven(Payload payload, List<String> columns) {
        var lines = new ArrayList<Line>();
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder()
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofNamedCsvRecord(payload.text())) {
            Set<String> header = Set.of();
            for (NamedCsvRecord record : reader) {
                if (header.isEmpty()) {
                    header = Set.copyOf(record.getHeader());
                    for (String column : columns) {
                        if (!header.contains(column)) {
                            throw new UnexpectedContent(
                                    payload.name() + ": header",
                                    String.join(",", record.getHeader()),
                                    "a column '" + column + "'");
                        }
                    }
                }
                lines.add(new Line(payload.name(), record));
            }
        } catch (CsvParseException | IllegalArgumentException e) {
            throw new UnexpectedContent(
                    payload.name(), String.valueOf(e.getMessage()), "well-formed CSV");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
