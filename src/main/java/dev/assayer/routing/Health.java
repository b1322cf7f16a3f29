package dev.assayer.routing;

import java.util.Arrays;
import java.util.List;

/// What live traffic last showed of each offer of a table: an immutable picture, coarse on purpose
/// so that it changes seldom and every decision can name the one it was made on.
public final class Health {

    /// What is known of one offer.
    ///
    /// @param coolingDown whether it failed so lately that it is spared while others can answer
    /// @param errorShare recent share of failed attempts, 0..1
    /// @param firstByteMillis typical time to first byte; 0 when not observed
    /// @param tokensPerSecond typical output rate behind the first byte; 0 when not observed
    public record OfferHealth(
            boolean coolingDown, double errorShare, int firstByteMillis, int tokensPerSecond) {

        /// Nothing observed.
        public static final OfferHealth UNKNOWN = new OfferHealth(false, 0, 0, 0);
    }

    private final OfferHealth[] offers;
    private final String hash;

    /// @param offers one per offer of the table, in its order
    public Health(List<OfferHealth> offers) {
        this.offers = offers.toArray(OfferHealth[]::new);
        this.hash = RoutingJson.hash(RoutingJson.write(this));
    }

    /// Nothing observed of any offer.
    public static Health unknown(int offers) {
        return new Health(java.util.Collections.nCopies(offers, OfferHealth.UNKNOWN));
    }

    public OfferHealth of(int index) {
        return offers[index];
    }

    public int size() {
        return offers.length;
    }

    /// SHA-256 of its JSON: names it in the ledger.
    public String hash() {
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Health that && Arrays.equals(offers, that.offers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(offers);
    }

    @Override
    public String toString() {
        return "Health " + hash.substring(0, 12);
    }
}
