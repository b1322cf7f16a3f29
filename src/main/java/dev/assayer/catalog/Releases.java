package dev.assayer.catalog;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Families whose releases go by a version in one place and by a snapshot date in another (`Mistral
/// Small 3.1` is `mistral-small-2503`), or with a size in one place and without it in another: the
/// table that brings both to the same words.
///
/// The first use reads it.
final class Releases {

    private static final String RESOURCE = "/catalog/releases.csv";

    /// One release.
    ///
    /// @param firstWord of the family
    /// @param family the words of the name besides the version and sizes
    /// @param version as the lab counts; empty where it does not
    /// @param snapshot as the lab's API names it, where releases go by date
    /// @param sizes words that some add and others leave out
    private record Release(
            String firstWord,
            Set<String> family,
            String version,
            Optional<SnapshotDate> snapshot,
            Set<String> sizes) {

        private boolean isNamedBy(Collection<String> words) {
            var rest = new HashSet<>(words);
            rest.removeAll(family);
            rest.removeIf(word -> isSameMajor(word, version));
            rest.removeAll(sizes);
            return rest.isEmpty();
        }

        private boolean isOf(SnapshotDate date) {
            return snapshot.filter(date::fits).isPresent();
        }
    }

    /// By the first word of the family.
    private static final Map<String, List<Release>> BY_FAMILY =
            read().stream().collect(Collectors.groupingBy(Release::firstWord));

    private Releases() {}

    /// Brings a name to its snapshot, and takes out the words that the snapshot makes needless.
    /// What contradicts itself (`Mistral Medium 3.1 2505`) stays as it is and so finds nothing.
    ///
    /// @param words identity words; changed in place
    /// @param date what the name itself says
    /// @return the snapshot, as far as it is known
    static Optional<SnapshotDate> settle(Set<String> words, Optional<SnapshotDate> date) {
        List<Release> family =
                words.stream()
                        .flatMap(word -> BY_FAMILY.getOrDefault(word, List.of()).stream())
                        .filter(release -> words.containsAll(release.family()))
                        .filter(release -> release.isNamedBy(words))
                        .toList();
        Optional<Release> said =
                family.stream().filter(release -> words.contains(release.version())).findFirst();
        if (date.isPresent()) {
            family.stream()
                    .filter(release -> release.isOf(date.get()))
                    .filter(release ->
                            said.map(other -> isSameMajor(other.version(), release.version()))
                                    .orElse(true))
                    .findFirst()
                    .ifPresent(release -> shorten(words, release, said));
            return date;
        }
        Optional<Release> meant = said.or(() -> only(family));
        meant.ifPresent(release -> shorten(words, release, said));
        return meant.flatMap(Release::snapshot);
    }

    /// `Mistral Large 2 (Nov '24)` is 2.1.
    private static boolean isSameMajor(String said, String release) {
        return release.equals(said) || release.startsWith(said + ".");
    }

    /// The one release that a family has had.
    private static Optional<Release> only(List<Release> fitting) {
        return fitting.size() == 1
                        && BY_FAMILY
                                        .getOrDefault(fitting.getFirst().firstWord(), List.of())
                                        .stream()
                                        .filter(other ->
                                                other.family().equals(fitting.getFirst().family()))
                                        .count()
                                == 1
                ? Optional.of(fitting.getFirst())
                : Optional.empty();
    }

    private static void shorten(Set<String> words, Release release, Optional<Release> said) {
        words.removeAll(release.sizes());
        said.ifPresent(other -> words.remove(other.version()));
    }

    private static List<Release> read() {
        InputStream stream = Releases.class.getResourceAsStream(RESOURCE);
        if (stream == null) {
            throw new IllegalStateException(
                    "releases: " + RESOURCE + " is missing (expected: in the jar)");
        }
        var releases = new ArrayList<Release>();
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(reader)) {
            for (NamedCsvRecord row : rows) {
                String[] family = row.getField("family").split(" ", -1);
                String snapshot = row.getField("snapshot");
                String sizes = row.getField("sizes");
                releases.add(
                        new Release(
                                family[0],
                                Set.of(family),
                                row.getField("version"),
                                snapshot.isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(
                                                SnapshotDate.month(
                                                        2000
                                                                + Integer.parseInt(
                                                                        snapshot.substring(0, 2)),
                                                        Integer.parseInt(snapshot.substring(2)))),
                                sizes.isEmpty() ? Set.of() : Set.of(sizes.split(" ", -1))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("releases: " + RESOURCE + " cannot be read", e);
        }
        return List.copyOf(releases);
    }
}
