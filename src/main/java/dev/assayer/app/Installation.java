package dev.assayer.app;

import dev.assayer.config.Configuration;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SnapshotStore;
import dev.assayer.provider.Discovery;
import dev.assayer.provider.OfferBook;
import dev.assayer.provider.ProviderPresets;
import dev.assayer.provider.Upstream;
import dev.assayer.routing.RoutingTable;
import dev.assayer.routing.features.FeatureExtractor;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the commands look at that run beside a gateway or without one: the configuration, the
/// evidence in force, the offers. Asks no provider anything.
public final class Installation {

    private final Configuration configuration;
    private final Discovery discovery;
    private final Standing standing;

    private Installation(Configuration configuration, Discovery discovery, Standing standing) {
        this.configuration = configuration;
        this.discovery = discovery;
        this.standing = standing;
    }

    /// Opens it; may block.
    public static Installation open(Configuration configuration) {
        Clock clock = Clock.systemUTC();
        Snapshot snapshot;
        try (Stores stores = Stores.open(configuration.settings().home())) {
            SnapshotStore snapshots = stores.snapshots();
            snapshot = EvidenceInForce.settle(snapshots, clock.instant());
        }
        return new Installation(
                configuration,
                Discovery.of(configuration, ProviderPresets.bundled()),
                Standing.of(
                        snapshot,
                        Scorings.of(configuration.settings().scoring()),
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
    }

    public Configuration configuration() {
        return configuration;
    }

    public Discovery discovery() {
        return discovery;
    }

    public Standing standing() {
        return standing;
    }

    /// The providers in use; sandbox providers stand where they would be.
    public List<Upstream> upstreams() {
        var all = new ArrayList<>(discovery.upstreams());
        if (discovery.wantsSandbox(configuration.settings().sandbox())) {
            all.addAll(SandboxProviders.notRunning());
        }
        return List.copyOf(all);
    }

    /// The routing table. Asks the providers of which only they know the models, so it may block
    /// for some seconds.
    public RoutingTable table() {
        OfferBook book = standing.offers();
        List<Upstream> unknown = upstreams().stream().filter(book::needsListing).toList();
        return standing.table(configuration, upstreams(), Reachability.models(unknown));
    }

    /// The routing table over what is known without asking a provider.
    public RoutingTable knownTable() {
        return standing.table(configuration, upstreams(), Map.of());
    }

    /// As [#knownTable()], by other evidence than that in force.
    public RoutingTable knownTable(Standing other) {
        return other.table(configuration, upstreams(), Map.of());
    }

    /// Tells the category of a prompt.
    public FeatureExtractor features() {
        return FeatureExtractor.load(configuration.settings().routing().categoryConfidence());
    }
}
