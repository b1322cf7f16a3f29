package dev.assayer.gateway;

import dev.assayer.catalog.Offer;
import dev.assayer.provider.Endpoint;
import dev.assayer.routing.Health;
import dev.assayer.routing.RoutingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// All that requests are answered with at one time: the routing table, the offers' health, and
/// where each offer's requests go. Immutable; a new one replaces it as a whole.
public final class Lineup {

    private final RoutingTable table;
    private final Health health;
    private final List<Destination> destinations;

    private Lineup(RoutingTable table, Health health, List<Destination> destinations) {
        this.table = table;
        this.health = health;
        this.destinations = destinations;
    }

    /// Puts a lineup together.
    ///
    /// @param table the offers
    /// @param health one entry per offer
    /// @param endpoints by provider id; every provider of the table is there
    public static Lineup of(RoutingTable table, Health health, Map<String, Endpoint> endpoints) {
        var destinations = new ArrayList<Destination>();
        for (Offer offer : table.spec().offers()) {
            Endpoint endpoint = endpoints.get(offer.provider());
            if (endpoint == null) {
                throw new IllegalArgumentException(
                        "lineup: " + offer.id() + " has no endpoint (expected: one per provider)");
            }
            destinations.add(new Destination(offer, endpoint));
        }
        return new Lineup(table, health, List.copyOf(destinations));
    }

    /// The same offers in another state of health.
    public Lineup with(Health newer) {
        return new Lineup(table, newer, destinations);
    }

    public RoutingTable table() {
        return table;
    }

    public Health health() {
        return health;
    }

    Destination destination(int index) {
        return destinations.get(index);
    }
}
