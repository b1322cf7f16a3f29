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
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads labelled prompts: directories of CSV files with the columns `id`, `text`, `category`,
/// `second` and `source`.
public final class TrainingPrompts {

    private static final String WORDS =
            Category.ofText().stream().map(Category::word).collect(Collectors.joining(", "));

    private TrainingPrompts() {}

    /// All prompts of all `.csv` files of some directories, by id.
    ///
    /// @throws UncheckedIOException naming file and line, if one cannot be read, an id is not
    ///   unique, or there are no prompts
    public static List<TrainingPrompt> read(List<Path> directories) {
        var prompts = new TreeMap<String, TrainingPrompt>();
        for (Path directory : directories) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".csv")).sorted().toList()) {
                    readFile(file, prompts);
                }
            } catch (FileSystemException e) {
                throw new UncheckedIOException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
        if (prompts.isEmpty()) {
            throw wrong(directories + ": no prompts (expected: .csv files with some)");
        }
        return List.copyOf(prompts.values());
    }

    private static UncheckedIOException wrong(String message) {
        return new UncheckedIOException(new IOException(message));
    }

    private static void readFile(Path file, Map<String, TrainingPrompt> into) throws IOException {
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : rows) {
                TrainingPrompt prompt = prompt(file, row);
                if (into.put(prompt.id(), prompt) != null) {
                    throw wrong(place(file, row) + ": the id '" + prompt.id() + "' is there twice");
                }
            }
        } catch (CsvParseException | NoSuchElementException e) {
            throw new IOException(
                    file
                            + ": "
                            + e.getMessage()
                            + " (expected: CSV with the columns id, text, category, second, source)",
                    e);
        }
    }

    private static TrainingPrompt prompt(Path file, NamedCsvRecord row) {
        return new TrainingPrompt(
                row.getField("id"),
                row.getField("text"),
                category(file, row, row.getField("category")),
                Optional.of(row.getField("second"))
                        .filter(word -> !word.isEmpty())
                        .map(word -> category(file, row, word)),
                row.getField("source"));
    }

    private static Category category(Path file, NamedCsvRecord row, String word) {
        return Category.find(word)
                .filter(category -> category != Category.TOOLS)
                .orElseThrow(() ->
                        wrong(
                                place(file, row)
                                        + ": category '"
                                        + word
                                        + "' (expected: "
                                        + WORDS
                                        + ")"));
    }

    private static String place(Path file, NamedCsvRecord row) {
        return file + ", line " + row.getStartingLineNumber();
    }
}
