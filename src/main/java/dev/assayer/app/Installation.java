package dev.assayer.app;

import dev.assayer.config.Configuration;
import dev.assayer.config.ScoringSettings;
import dev.assayer.evidence.Snapshot;
import dev.assayer.provider.Discovery;
import dev.assayer.provider.OfferBook;
import dev.assayer.provider.ProviderPresets;
import dev.assayer.provider.Upstream;
import dev.assayer.routing.RoutingTable;
import dev.assayer.routing.features.FeatureExtractor;
import dev.assayer.scoring.ScoringMethod;
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
        return open(configuration, configuration.settings().scoring());
    }

    /// As [#open(Configuration)], by another scoring method than the configured one.
    ///
    /// @throws CannotStart for a name that no method has
    public static Installation open(Configuration configuration, ScoringSettings scoring) {
        ScoringMethod method = Scorings.of(scoring);
        Clock clock = Clock.systemUTC();
        Standing standing;
        try (Stores stores = Stores.open(configuration.settings().home())) {
            Snapshot snapshot = EvidenceInForce.settle(stores.snapshots(), clock.instant());
            LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            // The standing outlives the stores: its method is the one without them.
            standing =
                    new Standing(
                            snapshot,
                            Scorings.of(scoring, stores.fits()).score(snapshot, day),
                            method,
                            day);
        }
        return new Installation(
                configuration, Discovery.of(configuration, ProviderPresets.bundled()), standing);
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
