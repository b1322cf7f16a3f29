package dev.assayer.routing.features;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.assayer.scoring.Category;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads labelled prompts: a directory of CSV files with the columns `id`, `text`, `category`,
/// `second` and `source`.
public final class TrainingPrompts {

    private static final String WORDS =
            Category.ofText().stream().map(Category::word).collect(Collectors.joining(", "));

    private TrainingPrompts() {}

    /// All prompts of all `.csv` files of a directory, by id.
    ///
    /// @throws UncheckedIOException naming file and line, if one cannot be read
    public static List<TrainingPrompt> read(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            var prompts = new ArrayList<TrainingPrompt>();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".csv")).sorted().toList()) {
                readFile(file, prompts);
            }
            prompts.sort(Comparator.comparing(TrainingPrompt::id));
            return List.copyOf(prompts);
        } catch (FileSystemException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(directory + ": " + e.getMessage(), e);
        }
    }

    private static void readFile(Path file, List<TrainingPrompt> into) throws IOException {
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : rows) {
                into.add(
                        new TrainingPrompt(
                                row.getField("id"),
                                row.getField("text"),
                                category(file, row, row.getField("category")),
                                Optional.of(row.getField("second"))
                                        .filter(word -> !word.isEmpty())
                                        .map(word -> category(file, row, word)),
                                row.getField("source")));
            }
        } catch (CsvParseException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Category category(Path file, NamedCsvRecord row, String word) {
        return Category.find(word)
                .filter(category -> category != Category.TOOLS)
                .orElseThrow(() ->
                        new UncheckedIOException(
                                new IOException(
                                        file
                                                + ", line "
                                                + row.getStartingLineNumber()
                                                + ": category '"
                                                + word
                                                + "' (expected: "
                                                + WORDS
                                                + ")")));
    }
}
