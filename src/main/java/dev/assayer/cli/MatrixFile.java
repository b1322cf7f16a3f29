package dev.assayer.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.assayer.scoring.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Files of models, benchmarks and numbers: `model,benchmark,value[,released]`, and Epoch AI's
/// `eci_benchmarks.csv`, told apart by the header. Other columns are passed over.
final class MatrixFile {

    /// A model on fewer boards, and a board with fewer models, is left out of Epoch's matrix, and
    /// shares are held this far from 0 and 1: the protocol that its published figures follow.
    private static final int LEAST_BOARDS = 3;

    private static final int LEAST_MODELS = 8;
    private static final double GUARD = 0.005;

    private MatrixFile() {}

    /// Reads the cells of a file in either format.
    ///
    /// @throws BadUsage naming line, value and what was expected
    static List<Cell> cells(Path file) throws IOException {
        List<Row> rows = rows(file);
        boolean isEpoch =
                rows.isEmpty()
                        ? false
                        : rows.getFirst().fields.containsKey("model_version")
                                && rows.getFirst().fields.containsKey("performance");
        var cells = new ArrayList<Cell>();
        for (Row row : rows) {
            cells.add(
                    isEpoch
                            ? row.cell("model_version", "benchmark", "performance", "date")
                            : row.cell("model", "benchmark", "value", "released"));
        }
        if (cells.isEmpty()) {
            throw new BadUsage(
                    file
                            + ": no rows (expected: model,benchmark,value[,released] and a line each)");
        }
        List<Cell> means = means(cells);
        return isEpoch ? dense(means) : means;
    }

    /// Reads `model,benchmark` pairs.
    static List<Pair> pairs(Path file) throws IOException {
        var pairs = new ArrayList<Pair>();
        for (Row row : rows(file)) {
            pairs.add(new Pair(row.text("model"), row.text("benchmark")));
        }
        return pairs;
    }

    /// One cell for each model and benchmark: the mean of what the file has, and the first date.
    private static List<Cell> means(List<Cell> cells) {
        Map<List<String>, List<Cell>> same = new LinkedHashMap<>();
        for (Cell cell : cells) {
            same.computeIfAbsent(
                            List.of(cell.model().strip(), cell.benchmark().strip()),
                            _ -> new ArrayList<>())
                    .add(cell);
        }
        var means = new ArrayList<Cell>();
        same.forEach((key, each) ->
                means.add(
                        new Cell(
                                key.getFirst(),
                                key.getLast(),
                                each.stream().mapToDouble(Cell::value).sum() / each.size(),
                                each.stream()
                                        .flatMap(cell -> cell.released().stream())
                                        .min(Comparator.naturalOrder()))));
        return means;
    }

    /// Without models and boards of few cells, and without 0 and 1.
    private static List<Cell> dense(List<Cell> cells) {
        List<Cell> kept =
                new ArrayList<>(
                        cells.stream()
                                .map(cell ->
                                        new Cell(
                                                cell.model(),
                                                cell.benchmark(),
                                                Math.clamp(cell.value(), GUARD, 1 - GUARD),
                                                cell.released()))
                                .toList());
        int before;
        do {
            before = kept.size();
            Map<String, Integer> boards = new HashMap<>();
            kept.forEach(cell -> boards.merge(cell.model(), 1, Integer::sum));
            kept.removeIf(cell -> boards.getOrDefault(cell.model(), 0) < LEAST_BOARDS);
            Map<String, Integer> models = new HashMap<>();
            kept.forEach(cell -> models.merge(cell.benchmark(), 1, Integer::sum));
            kept.removeIf(cell -> models.getOrDefault(cell.benchmark(), 0) < LEAST_MODELS);
        } while (kept.size() < before);
        return kept;
    }

    private static List<Row> rows(Path file) throws IOException {
        var rows = new ArrayList<Row>();
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder()
                        .detectBomHeader(true)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofNamedCsvRecord(file)) {
            for (NamedCsvRecord line : reader) {
                var row = new Row(file, line.getStartingLineNumber(), line.getFieldsAsMap());
                row.requireFields(line.getFieldCount(), line.getHeader());
                rows.add(row);
            }
        } catch (CsvParseException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BadUsage(file + ": " + e.getMessage() + reason(e, cause));
        } catch (UncheckedIOException e) {
            throw new BadUsage(file + ": not UTF-8 text (expected: CSV with a header)");
        } catch (CharacterCodingException e) {
            throw new BadUsage(file + ": not UTF-8 text (expected: CSV with a header)");
        }
        return rows;
    }

    private static String reason(Throwable thrown, Throwable cause) {
        return cause.equals(thrown) ? "" : " (" + cause.getMessage() + ")";
    }

    /// What is asked for.
    record Pair(String model, String benchmark) {}

    /// One line, by column.
    private record Row(Path file, long line, Map<String, String> fields) {

        void requireFields(int count, List<String> header) {
            if (count != header.size()) {
                throw bad(
                        count + (count == 1 ? " field" : " fields"),
                        header.size() + " as in the header, " + String.join(",", header));
            }
        }

        Cell cell(String model, String benchmark, String value, String released) {
            return new Cell(text(model), text(benchmark), share(value), day(fields.get(released)));
        }

        String text(String column) {
            String text = fields.get(column);
            if (text == null) {
                throw bad("columns " + fields.keySet(), "a column " + column);
            }
            if (text.isBlank()) {
                throw bad(column + ": empty", "a name");
            }
            return text;
        }

        private double share(String column) {
            String text = text(column);
            double value;
            try {
                value = Double.parseDouble(text.strip());
            } catch (NumberFormatException e) {
                throw bad(column + ": '" + text + "'", "a number of 0..1");
            }
            if (!(value >= 0 && value <= 1)) {
                throw bad(column + ": '" + text + "'", "a number of 0..1");
            }
            return value;
        }

        private Optional<LocalDate> day(@Nullable String text) {
            if (text == null || text.isBlank()) {
                return Optional.empty();
            }
            try {
                return Optional.of(LocalDate.parse(text.strip()));
            } catch (DateTimeException e) {
                throw bad("released: '" + text + "'", "a date as 2025-08-07, or nothing");
            }
        }

        private BadUsage bad(String what, String expected) {
            return new BadUsage(file + ":" + line + ": " + what + " (expected: " + expected + ")");
        }
    }
}
