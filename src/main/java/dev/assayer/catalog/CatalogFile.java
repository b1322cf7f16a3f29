package dev.assayer.catalog;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A catalogue of models as a CSV file: the closed set that names may resolve to. The column `id`
/// or `canonical_id` lists the ids; `name`, `released` (a date) or `created` (seconds since 1970),
/// `hugging_face_id`, `canonical_slug` and `aliases` (separated by `|`) help where they are given.
public final class CatalogFile {

    private static final List<String> ID_COLUMNS = List.of("id", "canonical_id");

    private final Map<ModelId, Model> known = new HashMap<>();

    /// @param known what else is known about models of these ids, the most trusted first
    public CatalogFile(Collection<Model> known) {
        for (Model model : known) {
            this.known.merge(model.id(), model, CatalogFile::joined);
        }
        for (Model model : known) {
            for (String alias : model.aliases()) {
                asId(alias).ifPresent(id -> this.known.putIfAbsent(id, model));
            }
        }
    }

    private static Model joined(Model trusted, Model other) {
        var aliases = new LinkedHashSet<>(trusted.aliases());
        aliases.addAll(other.aliases());
        return new Model(
                trusted.id(),
                trusted.name(),
                trusted.released().or(other::released),
                trusted.openWeights() || other.openWeights(),
                other.limits(),
                List.copyOf(aliases));
    }

    private static Optional<ModelId> asId(String alias) {
        try {
            return Optional.of(ModelId.of(alias.toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    /// The models of the file, in its order; a repeated id counts once.
    ///
    /// @throws IllegalArgumentException naming the line and what was expected: no id column, no
    ///   rows, a malformed id, a malformed date
    /// @throws UncheckedIOException if it cannot be read
    public List<Model> read(Reader reader) {
        var rows = new LinkedHashMap<ModelId, NamedCsvRecord>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(reader)) {
            for (NamedCsvRecord row : csv) {
                rows.putIfAbsent(id(row), row);
            }
        } catch (CsvParseException malformed) {
            throw new IllegalArgumentException("no CSV: " + malformed.getMessage(), malformed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(
                    "no rows (expected: a header with 'id' or 'canonical_id', and one model a line)");
        }
        return rows.entrySet().stream()
                .map(entry -> model(entry.getKey(), entry.getValue(), rows.keySet()))
                .toList();
    }

    private static ModelId id(NamedCsvRecord row) {
        String text =
                ID_COLUMNS.stream()
                        .flatMap(column -> row.findField(column).stream())
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "columns: "
                                                + String.join(", ", row.getHeader())
                                                + " (expected: 'id' or 'canonical_id' among them)"));
        try {
            return ModelId.of(text.strip());
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "line " + row.getStartingLineNumber() + ": " + malformed.getMessage(),
                    malformed);
        }
    }

    private Model model(ModelId id, NamedCsvRecord row, Set<ModelId> all) {
        Optional<Model> more = Optional.ofNullable(known.get(id));
        var aliases = new LinkedHashSet<String>();
        field(row, "hugging_face_id").ifPresent(aliases::add);
        field(row, "aliases").ifPresent(list -> aliases.addAll(List.of(list.split("\\|"))));
        more.ifPresent(model -> {
            aliases.addAll(model.aliases());
            aliases.add(model.id().value());
        });
        field(row, "canonical_slug").filter(slug -> saysMore(slug, id)).ifPresent(aliases::add);
        aliases.removeIf(alias -> asId(alias).filter(all::contains).isPresent());
        return new Model(
                id,
                field(row, "name").or(() -> more.map(Model::name)).orElse(id.name()),
                more.flatMap(Model::released).or(() -> released(row)),
                field(row, "hugging_face_id").isPresent(),
                Limits.UNKNOWN,
                List.copyOf(aliases));
    }

    /// OpenRouter has slugs that belong to another model; one that only adds to the id is right.
    private static boolean saysMore(String slug, ModelId id) {
        return ParsedName.parse(slug)
                .flatMap(name -> ParsedName.parse(id.value()).filter(name::saysMoreThan))
                .isPresent();
    }

    private static Optional<LocalDate> released(NamedCsvRecord row) {
        Optional<String> date = field(row, "released");
        Optional<String> seconds = field(row, "created");
        try {
            return date.map(LocalDate::parse)
                    .or(() ->
                            seconds.map(text ->
                                    LocalDate.ofInstant(
                                            Instant.ofEpochSecond(Long.parseLong(text)),
                                            ZoneOffset.UTC)));
        } catch (DateTimeParseException | NumberFormatException malformed) {
            throw new IllegalArgumentException(
                    "line "
                            + row.getStartingLineNumber()
                            + ": '"
                            + date.or(() -> seconds).orElse("")
                            + "' (expected: a date as 2026-01-31 in 'released', or seconds since 1970 in 'created')",
                    malformed);
        }
    }

    private static Optional<String> field(NamedCsvRecord row, String column) {
        return row.findField(column).map(String::strip).filter(text -> !text.isEmpty());
    }
}
