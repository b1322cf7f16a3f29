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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Names that no rule can read and that a person has looked up, each with the reason; immutable. A
/// name that means no model of ours stands there too, so that the parse does not guess.
public final class ReviewedAliases {

    private static final Pattern BETWEEN = Pattern.compile("[\\s_]+");
    private static final String RESOURCE = "/catalog/aliases.csv";

    /// By the name's [#key(String)], behind the source and a blank where only that source means it
    /// so.
    private final Map<String, Variant> variants;

    private final Set<String> refused;

    /// The sources that mean some names in their own way.
    private final Set<String> sources;

    private ReviewedAliases(
            Map<String, Variant> variants, Set<String> refused, Set<String> sources) {
        this.variants = Map.copyOf(variants);
        this.refused = Set.copyOf(refused);
        this.sources = Set.copyOf(sources);
    }

    /// None at all.
    public static ReviewedAliases none() {
        return new ReviewedAliases(Map.of(), Set.of(), Set.of());
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

    /// Reads CSV with the columns `name,variant,source,reason`; an empty variant refuses the name,
    /// an empty source (or none) means every source. An alias of one source holds for the name as a
    /// whole, any other for its last part too.
    ///
    /// @throws IllegalArgumentException for a malformed variant or a name that stands twice
    public static ReviewedAliases read(Reader reader) {
        var variants = new HashMap<String, Variant>();
        var refused = new HashSet<String>();
        var sources = new HashSet<String>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(reader)) {
            for (NamedCsvRecord row : rows) {
                String source = row.findField("source").orElse("");
                sources.add(source);
                String name = at(source, row.getField("name"));
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
        return new ReviewedAliases(variants, refused, sources);
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

    /// What the name means at its source, with or without a host before it, if a person has said so
    /// of that source.
    Optional<Variant> findAt(WrittenName written) {
        return keysAt(written).flatMap(key -> Stream.ofNullable(variants.get(key))).findFirst();
    }

    /// Whether a person has said that the name means no model at its source.
    boolean isRefusedAt(WrittenName written) {
        return keysAt(written).anyMatch(refused::contains);
    }

    private Stream<String> keysAt(WrittenName written) {
        String name = written.text();
        return written.source().filter(sources::contains).stream()
                .flatMap(source ->
                        Stream.of(name, name.substring(name.indexOf('/') + 1))
                                .map(text -> at(source, text)));
    }

    private static String at(String source, String name) {
        return source.isEmpty() ? key(name) : source + " " + key(name);
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static String key(String name) {
        return BETWEEN.matcher(name.strip().toLowerCase(Locale.ROOT)).replaceAll("-");
    }
}
