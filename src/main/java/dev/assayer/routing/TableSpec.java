package dev.assayer.routing;

import dev.assayer.catalog.Offer;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;

/// What a routing table is made from, small enough to be kept with the decisions made on it: with
/// the snapshot that it names, [RoutingTable#of] builds the same table again.
///
/// @param snapshotHash the evidence
/// @param scoringMethod id of the method that scored it
/// @param asOf the day on which the evidence's age was judged
/// @param settings the user's settings
/// @param offers the user's offers; ids are unique
public record TableSpec(
        String snapshotHash,
        String scoringMethod,
        LocalDate asOf,
        RoutingSettings settings,
        List<Offer> offers) {

    public TableSpec {
        offers = List.copyOf(offers);
        var ids = new HashSet<String>();
        for (Offer offer : offers) {
            if (!ids.add(offer.id())) {
                throw new IllegalArgumentException(
                        "offers: "
                                + offer.id()
                                + " stands twice (expected: one offer per provider and model)");
            }
        }
    }
}
