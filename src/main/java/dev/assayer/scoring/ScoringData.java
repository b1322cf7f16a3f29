package dev.assayer.scoring;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// The tables under `/scoring/` in the jar.
final class ScoringData {

    private ScoringData() {}

    /// Every row of a table but its header.
    ///
    /// @throws IllegalStateException if the table is missing or has other columns
    static List<List<String>> rows(String file, List<String> columns) {
        var rows = new ArrayList<List<String>>();
        String text = text(file);
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(text)) {
            for (CsvRecord row : reader) {
                boolean isHeader = row.getStartingLineNumber() == 1;
                if (isHeader
                        ? !row.getFields().equals(columns)
                        : row.getFieldCount() != columns.size()) {
                    throw broken(file, row.getFields() + " (expected: " + columns + ")");
                }
                rows.add(row.getFields());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows.subList(1, rows.size());
    }

    /// Of all tables: another one after any change.
    static long checksum() {
        var sum = new CRC32();
        for (String file : List.of("benchmarks.csv", "categories.csv", "panels.csv")) {
            sum.update(text(file).getBytes(StandardCharsets.UTF_8));
        }
        return sum.getValue();
    }

    private static String text(String file) {
        try (InputStream stream = ScoringData.class.getResourceAsStream("/scoring/" + file)) {
            if (stream == null) {
                throw broken(file, "missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double number(String file, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw broken(file, text + " (expected: a number)");
        }
    }

    static IllegalStateException broken(String file, String what) {
        return new IllegalStateException("/scoring/" + file + ": " + what);
    }
}
