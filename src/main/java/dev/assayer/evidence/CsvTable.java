package dev.assayer.evidence;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/// One kind of line in our own CSV files: a header, UTF-8, LF, one spelling for every value.
///
/// @param columns names in the header
/// @param fields an item's values in that order
/// @param item reads them back; may throw for a value that is none
/// @param <T> what stands in a line
public record CsvTable<T>(
        List<String> columns, Function<T, List<String>> fields, Function<CsvRecord, T> item) {

    /// The header and one line per item.
    public String write(Collection<T> items) {
        var text = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            writer.writeRecord(columns);
            for (T each : items) {
                writer.writeRecord(fields.apply(each).stream().map(CsvTable::oneLine).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /// Keeps a value from another party from breaking out of its line.
    private static String oneLine(String value) {
        return value.indexOf('\n') < 0 && value.indexOf('\r') < 0
                ? value
                : value.replaceAll("[\\r\\n]+", " ");
    }

    /// Reads [#write] back.
    ///
    /// @param file its name, for messages
    /// @throws MalformedSnapshot if it is cut off, has other columns or a value that is none
    public List<T> read(String file, String text) {
        if (!text.endsWith("\n")) {
            throw new MalformedSnapshot("snapshot: " + file + " ends inside a line");
        }
        var items = new ArrayList<T>();
        long line = 1;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(text)) {
            for (CsvRecord row : reader) {
                line = row.getStartingLineNumber();
                if (line == 1 && !row.getFields().equals(columns)) {
                    throw new MalformedSnapshot(
                            "snapshot: "
                                    + file
                                    + ": columns "
                                    + row.getFields()
                                    + " (expected: "
                                    + columns
                                    + ")");
                }
                if (row.getFieldCount() != columns.size()) {
                    throw new MalformedSnapshot(
                            "snapshot: "
                                    + file
                                    + ": line "
                                    + line
                                    + ": "
                                    + row.getFieldCount()
                                    + " fields (expected: "
                                    + columns.size()
                                    + ")");
                }
                if (line > 1) {
                    items.add(item.apply(row));
                }
            }
        } catch (CsvParseException
                | IllegalArgumentException
                | ArithmeticException
                | java.time.DateTimeException e) {
            throw new MalformedSnapshot(
                    "snapshot: " + file + ": line " + line + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return items;
    }
}
