package dev.assayer.resilience;

import dev.assayer.catalog.Offer;
import dev.assayer.provider.AttemptListener;
import dev.assayer.provider.AttemptReport;
import dev.assayer.routing.Health;
import dev.assayer.routing.ProviderHealth;
import dev.assayer.routing.RoutingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/// The health of offers as live attempts show it. Thread-safe: attempts report from any event loop;
/// a picture is taken by one thread now and then.
public final class ObservedHealth implements ProviderHealth, AttemptListener {

    private final LongSupplier ticker;
    private final ConcurrentMap<String, OfferObservations> byOffer = new ConcurrentHashMap<>();
    private volatile List<Offer> offers = List.of();

    /// @param ticker monotonic nanoseconds
    public ObservedHealth(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /// Pictures follow the offers of this table from now on; what was observed of an offer stays
    /// with its id.
    public void follow(RoutingTable table) {
        offers = table.spec().offers();
    }

    @Override
    public void ended(AttemptReport report) {
        byOffer.computeIfAbsent(report.offer().id(), _ -> new OfferObservations())
                .add(report, ticker.getAsLong());
    }

    @Override
    public Health current() {
        long now = ticker.getAsLong();
        var picture = new ArrayList<Health.OfferHealth>();
        for (Offer offer : offers) {
            OfferObservations seen = byOffer.get(offer.id());
            picture.add(seen == null ? Health.OfferHealth.UNKNOWN : seen.picture(now));
        }
        return new Health(picture);
    }
}
