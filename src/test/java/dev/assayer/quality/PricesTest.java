package dev.assayer.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.catalog.Catalog;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.Price;
import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Quarantine;
import dev.assayer.evidence.Quarantined;
import dev.assayer.evidence.Quote;
import dev.assayer.evidence.Snapshot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Mistakes planted into the bundled price lists, which are real, one price at a time.
final class PricesTest {

    private static final Snapshot PACK = BundledEvidence.load();
    private static final double LIMIT = 0.3;

    /// The bundled lists hold one line per offer, so that many have nobody to vouch for them.
    @Test
    void nearlyAllPricesOfTheBundledListsPassWithoutAPastAndAllWithIt() {
        assertThat(new Prices(PACK, quotes(PACK), Optional.empty(), Set.of(), LIMIT).wrong())
                .hasSizeLessThan(quotes(PACK).size() / 100);
        assertThat(new Prices(PACK, quotes(PACK), Optional.of(PACK), Set.of(), LIMIT).wrong())
                .isEmpty();
    }

    @Test
    void aMistakeIsCaughtOnTheFirstSyncWhereOneHostAloneSellsTheModel() {
        List<ListedOffer> alone = alone();
        int sellers = 0;
        int inputs = 0;
        int wholes = 0;
        for (int i = 0; i < alone.size(); i += 8) {
            ListedOffer offer = alone.get(i);
            Price right = offer.price().orElseThrow();
            sellers++;
            inputs += caught(offer, price -> times(price, 10, 1)).isPresent() ? 1 : 0;
            wholes += caught(offer, price -> times(price, 10, 10)).isPresent() ? 1 : 0;
            if (!right.input().equals(right.output())) {
                assertThat(caught(offer, PricesTest::swapped)).isPresent();
            }
        }

        assertThat(sellers).isGreaterThan(20);
        assertThat(inputs).isGreaterThan(sellers * 9 / 10);
        assertThat(wholes).isGreaterThan(sellers / 5);
    }

    @Test
    void aPriceThatOthersAskTooIsSeldomAMistake() {
        var forecast = new PriceForecast(LogPrice.NONE, new LogPrice(0.5, 0.25));
        var tenfold = new LogPrice(Math.log(10), 0);

        assertThat(forecast.judge(tenfold, 0).anomaly()).isGreaterThan(LIMIT);
        assertThat(forecast.judge(tenfold, 0).what()).isEqualTo("10 times too high");
        assertThat(forecast.judge(tenfold, 20).anomaly()).isLessThan(LIMIT);
        assertThat(forecast.judge(LogPrice.NONE, 0).anomaly()).isLessThan(0.05);
    }

    @Test
    void aCutToAFifthIsNewsAndTenTimesAsMuchIsNot() {
        ListedOffer offer = offer("openai", "o3");

        for (double factor : List.of(0.2, 0.5, 2.0)) {
            assertThat(changed(offer, price -> times(price, factor, factor))).isEmpty();
        }
        assertThat(changed(offer, price -> times(price, 10, 10)).orElseThrow().anomaly())
                .isGreaterThan(0.6);
        assertThat(changed(offer, price -> times(price, 1, 0.1)).orElseThrow().anomaly())
                .isGreaterThan(0.6);
        assertThat(changed(offer, PricesTest::swapped).orElseThrow().reason()).contains("swapped");
    }

    @Test
    void aHostsOwnListMayDepartFromWhatACatalogueSaidBefore() {
        ListedOffer offer = offer("openai", "o3");

        for (double factor : List.of(6.0, 12.0)) {
            Price now = times(offer.price().orElseThrow(), factor, factor);
            Snapshot planted = with(offer, now, "openai");
            assertThat(
                            new Prices(planted, quotes(planted), Optional.of(PACK), Set.of(), LIMIT)
                                    .wrong())
                    .hasSize(factor > 10 ? 1 : 0);
        }
    }

    @Test
    void aWrongPriceOfBeforeDoesNotKeepOutTheRightOne() {
        ListedOffer offer = offer("openai", "gpt-5");
        Snapshot before = with(offer, times(offer.price().orElseThrow(), 10, 10));

        assertThat(new Prices(PACK, quotes(PACK), Optional.of(before), Set.of(), LIMIT).wrong())
                .isEmpty();
    }

    // ---- planting

    /// The paid offers whose model nobody else sells, under no other name either.
    private static List<ListedOffer> alone() {
        List<Quote> quotes = quotes(PACK);
        return PACK.catalog().offers().stream()
                .filter(offer -> offer.model().isPresent())
                .filter(offer -> offer.price().filter(price -> !price.isFree()).isPresent())
                .filter(offer ->
                        quotes.stream()
                                        .filter(quote ->
                                                quote.model().equals(offer.model().orElseThrow()))
                                        .count()
                                == 1)
                .toList();
    }

    private static Optional<Quarantined> caught(ListedOffer offer, UnaryOperator<Price> plant) {
        return caught(offer, plant, Optional.empty());
    }

    private static Optional<Quarantined> changed(ListedOffer offer, UnaryOperator<Price> plant) {
        return caught(offer, plant, Optional.of(PACK));
    }

    private static Optional<Quarantined> caught(
            ListedOffer offer, UnaryOperator<Price> plant, Optional<Snapshot> before) {
        Snapshot planted = with(offer, plant.apply(offer.price().orElseThrow()));
        return new Prices(planted, quotes(planted), before, Set.of(), LIMIT)
                .wrong().stream()
                        .filter(line -> line.what().equals(Quarantine.id(offer)))
                        .findFirst();
    }

    private static Snapshot with(ListedOffer offer, Price price) {
        return with(offer, price, offer.source());
    }

    private static Snapshot with(ListedOffer offer, Price price, String source) {
        var offers = new ArrayList<>(PACK.catalog().offers());
        offers.set(
                offers.indexOf(offer),
                new ListedOffer(
                        offer.provider(),
                        offer.upstreamModel(),
                        offer.variant(),
                        Optional.of(price),
                        offer.limits(),
                        source,
                        offer.date()));
        return new Snapshot(
                PACK.hash(),
                new Catalog(PACK.catalog().models().values(), offers),
                PACK.benchmarks(),
                PACK.observations(),
                PACK.extras(),
                PACK.sources());
    }

    /// What the snapshot's offers ask.
    static List<Quote> quotes(Snapshot snapshot) {
        var quotes = new ArrayList<Quote>();
        for (ListedOffer offer : snapshot.catalog().offers()) {
            if (offer.model().isPresent() && offer.price().isPresent()) {
                quotes.add(
                        new Quote(
                                offer.model().get(),
                                offer.source(),
                                offer.provider(),
                                offer.upstreamModel(),
                                offer.price().get(),
                                offer.date()));
            }
        }
        return quotes;
    }

    private static Price times(Price price, double input, double output) {
        return Price.perMillion(
                price.inputPerMillion().multiply(BigDecimal.valueOf(input)),
                price.outputPerMillion().multiply(BigDecimal.valueOf(output)));
    }

    private static Price swapped(Price price) {
        return new Price(price.output(), price.input(), price.output());
    }

    private static ListedOffer offer(String provider, String name) {
        return PACK.catalog().offers().stream()
                .filter(one -> one.provider().equals(provider))
                .filter(one -> one.upstreamModel().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
