package dev.assayer.provider.sandbox;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.assayer.catalog.BaseUrl;
import dev.assayer.catalog.Dialect;
import dev.assayer.catalog.Effort;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Provider;
import dev.assayer.config.DeclaredModel;
import dev.assayer.config.Origin;
import dev.assayer.provider.DelimitedResource;
import dev.assayer.provider.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a sandbox provider is to be: its name and its offers. Who runs it says where it is.
///
/// @param id its id
/// @param name for people
/// @param offers its models
public record SandboxProvider(String id, String name, List<SandboxOffer> offers) {

    private static final String RESOURCE = "/providers/sandbox.csv";

    public SandboxProvider {
        offers = List.copyOf(offers);
    }

    /// Those that ship with the program: one swift, one steady, one deep.
    public static List<SandboxProvider> bundled() {
        var names = new LinkedHashMap<String, String>();
        var offers = new LinkedHashMap<String, List<SandboxOffer>>();
        for (NamedCsvRecord row : DelimitedResource.read(RESOURCE)) {
            String id = row.getField("provider");
            names.put(id, row.getField("name"));
            offers.computeIfAbsent(id, _ -> new ArrayList<>()).add(offer(row));
        }
        var providers = new ArrayList<SandboxProvider>();
        offers.forEach((id, list) ->
                providers.add(new SandboxProvider(id, names.getOrDefault(id, id), list)));
        return List.copyOf(providers);
    }

    private static SandboxOffer offer(NamedCsvRecord row) {
        return new SandboxOffer(
                row.getField("model"),
                ModelId.of(row.getField("as")),
                Duration.ofMillis(Long.parseLong(row.getField("first-byte-millis"))),
                Integer.parseInt(row.getField("tokens-per-second")));
    }

    /// The provider as requests see it, once it runs.
    public Upstream at(BaseUrl baseUrl) {
        return new Upstream(
                new Provider(id, name, baseUrl, Dialect.OPENAI, true),
                Optional.empty(),
                Map.of(),
                offers.stream().map(SandboxProvider::declared).toList(),
                new Origin.BuiltIn());
    }

    private static DeclaredModel declared(SandboxOffer offer) {
        return new DeclaredModel(
                offer.model(),
                Optional.of(offer.as()),
                Effort.DEFAULT,
                Optional.empty(),
                Limits.UNKNOWN);
    }
}
