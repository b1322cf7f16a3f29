package dev.assayer.provider;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The providers that we know. Adding one is a line of `providers/presets.csv`.
///
/// @param all in the order in which they are shown; each id once
public record ProviderPresets(List<ProviderPreset> all) {

    private static final String RESOURCE = "/providers/presets.csv";

    public ProviderPresets {
        all = List.copyOf(all);
        var ids = new HashSet<String>();
        for (ProviderPreset preset : all) {
            if (!ids.add(preset.id())) {
                throw new IllegalArgumentException("presets: '" + preset.id() + "' stands twice");
            }
        }
    }

    /// Those that ship with the program. Reads a resource of a few kilobytes.
    public static ProviderPresets bundled() {
        return new ProviderPresets(
                DelimitedResource.read(RESOURCE).stream().map(ProviderPresets::preset).toList());
    }

    private static ProviderPreset preset(NamedCsvRecord row) {
        return ProviderPreset.of(
                row.getField("id"),
                row.getField("name"),
                row.getField("variables"),
                row.getField("holds"),
                row.getField("base-url"),
                row.getField("keys-at"),
                row.getField("notes"));
    }

    public Optional<ProviderPreset> find(String id) {
        return all.stream().filter(preset -> preset.id().equals(id)).findFirst();
    }

    public Set<String> ids() {
        return all.stream().map(ProviderPreset::id).collect(Collectors.toUnmodifiableSet());
    }
}
