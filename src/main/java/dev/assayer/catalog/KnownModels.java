package dev.assayer.catalog;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Models whose identity a person has settled, because the catalogues have dropped them or name
/// them by an id that moves from snapshot to snapshot: which snapshot an undated id means, and
/// since when.
public final class KnownModels {

    private static final String RESOURCE = "/catalog/models.csv";

    private KnownModels() {}

    /// The models that ship with the program; limits unknown.
    public static List<Model> bundled() {
        InputStream stream = KnownModels.class.getResourceAsStream(RESOURCE);
        if (stream == null) {
            throw new IllegalStateException(
                    "models: " + RESOURCE + " is missing (expected: in the jar)");
        }
        var models = new ArrayList<Model>();
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(reader)) {
            for (NamedCsvRecord row : rows) {
                String aliases = row.getField("aliases");
                models.add(
                        new Model(
                                ModelId.of(row.getField("id")),
                                row.getField("name"),
                                Optional.of(LocalDate.parse(row.getField("released"))),
                                false,
                                Limits.UNKNOWN,
                                aliases.isEmpty() ? List.of() : List.of(aliases.split("\\|", -1))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("models: " + RESOURCE + " cannot be read", e);
        }
        return models;
    }
}
