package dev.assayer.catalog;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Names that no rule can read and that a person has looked up, each with the reason; immutable. A
/// name that means no model of ours stands there too, so that the parse does not guess.
public final class ReviewedAliases {

    private static final String RESOURCE = "/catalog/aliases.csv";

    private final Map<String, Variant> variants;
    private final Set<String> refused;

    private ReviewedAliases(Map<String, Variant> variants, Set<String> refused) {
        this.variants = Map.copyOf(variants);
        this.refused = Set.copyOf(refused);
    }

    /// None at all.
    public static ReviewedAliases none() {
        return new ReviewedAliases(Map.of(), Set.of());
    }

    /// The aliases that ship with the program.
    ///
    /// @throws IllegalArgumentException if the file is malformed
    public static ReviewedAliases bundled() {
        InputStream stream = ReviewedAliases.class.getResourceAsStream(RESOURCE);
        if (stream == null) {
            throw new IllegalStateException(
                    "aliases: " + RESOURCE + " is missing (expected: in the jar)");
        }
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            return read(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("aliases: " + RESOURCE + " cannot be read", e);
        }
    }

    /// Reads CSV with the columns `name,variant,reason`; an empty variant refuses the name.
    ///
    /// @throws IllegalArgumentException for a malformed variant or a name that stands twice
    public static ReviewedAliases read(Reader reader) {
        var variants = new HashMap<String, Variant>();
        var refused = new HashSet<String>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(reader)) {
            for (NamedCsvRecord row : rows) {
                String name = key(row.getField("name"));
                String variant = row.getField("variant");
                boolean isNew =
                        variant.isEmpty()
                                ? refused.add(name)
                                : variants.put(name, Variant.parse(variant)) == null;
                if (!isNew) {
                    throw new IllegalArgumentException("aliases: '" + name + "' stands twice");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ReviewedAliases(variants, refused);
    }

    /// What the name means, if a person has said so of the whole name or of its last part.
    public Optional<Variant> find(String name) {
        return Optional.ofNullable(variants.get(key(name)))
                .or(() -> Optional.ofNullable(variants.get(key(lastPart(name)))));
    }

    /// Whether a person has said that the name means no model that can be ranked.
    public boolean isRefused(String name) {
        return refused.contains(key(name)) || refused.contains(key(lastPart(name)));
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
    }
}
