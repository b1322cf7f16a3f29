package dev.assayer.provider;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// A table that ships in the jar: CSV with a header line and `#` comments.
public final class DelimitedResource {

    private DelimitedResource() {}

    /// Reads a table whole.
    ///
    /// @param path from the root of the class path, with a leading slash
    public static List<NamedCsvRecord> read(String path) {
        try (InputStream in =
                        Objects.requireNonNull(
                                DelimitedResource.class.getResourceAsStream(path), path);
                var rows =
                        CsvReader.builder()
                                .commentStrategy(CommentStrategy.SKIP)
                                .ofNamedCsvRecord(in)) {
            return rows.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
