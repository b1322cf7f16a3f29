package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assayer.catalog.Limits;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.Offer;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Measure;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import dev.assayer.scoring.RankingRow.Availability;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Rows, their order, and how they are written.
final class RankingTest {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 19);
    private static final LocalDate PRICED = LocalDate.of(2026, 8, 21);
    private static final Price CHEAP = price("0.1", "0.4");
    private static final Price DEAR = price("3", "15");

    private static Price price(String input, String output) {
        return Price.perMillion(new BigDecimal(input), new BigDecimal(output));
    }

    /// Scores that were given, not worked out.
    private record Given(Map<Variant, Score> coding) implements Scores {

        @Override
        public Set<Variant> variants() {
            return coding.keySet();
        }

        @Override
        public Optional<Score> score(Variant variant, Category category) {
            return category == Category.CODING
                    ? Optional.ofNullable(coding.get(variant))
                    : Optional.empty();
        }

        @Override
        public List<Contribution> contributions(Variant variant, Category category) {
            return List.of(
                    contribution(variant, "lmarena", 0.6),
                    contribution(variant, "aider", 0.2),
                    contribution(variant, "aider", 0.1),
                    contribution(variant, "forgotten", 0.009));
        }

        private static Contribution contribution(Variant variant, String source, double weight) {
            return new Contribution(
                    new Observation(
                            variant, "x", "b/t", Measure.of(1), DAY, source, Method.MEASURED),
                    50,
                    weight);
        }
    }

    private static Score score(double value, double low, double high, int count) {
        return new Score(value, low, high, count, Optional.of(DAY), false);
    }

    private static Scores scores() {
        var given = new TreeMap<Variant, Score>();
        given.put(Variant.parse("lab/best@high"), score(80, 75, 85, 4));
        given.put(Variant.parse("lab/good"), score(70, 60, 80, 1));
        given.put(Variant.parse("other/even"), score(70, 65, 75, 2));
        given.put(
                Variant.parse("other/weak"),
                new Score(31.256, 20, 44.5, 3, Optional.of(DAY), true));
        return new Given(given);
    }

    private static Snapshot snapshot() {
        return new Evidence()
                .model("lab/best", Optional.empty(), new Limits(200_000, 0, Set.of()))
                .model("lab/good", Optional.empty(), Limits.UNKNOWN)
                .model("other/even", Optional.empty(), Limits.UNKNOWN)
                .listed(listed("host", "best", "lab/best", price("2", "8")))
                .listed(listed("lab", "best-1", "lab/best", DEAR))
                .listed(listed("free", "even:free", "other/even", Price.FREE))
                .listed(listed("host", "even", "other/even", CHEAP))
                .listed(listed("mine", "good-1", "lab/good", CHEAP))
                .snapshot();
    }

    private static ListedOffer listed(String provider, String name, String variant, Price price) {
        return new ListedOffer(
                provider,
                name,
                Optional.of(Variant.parse(variant)),
                Optional.of(price),
                Limits.UNKNOWN,
                "catalogue",
                PRICED);
    }

    private static Offer offer(
            String provider, String name, Optional<String> variant, Optional<Price> price) {
        return new Offer(
                provider,
                name,
                variant.map(Variant::parse),
                price,
                new Limits(32_000, 0, Set.of()),
                provider.equals("sandbox"));
    }

    private static final List<Offer> OFFERS =
            List.of(
                    offer("mine", "good-1", Optional.of("lab/good"), Optional.of(CHEAP)),
                    offer("sandbox", "good", Optional.of("lab/good"), Optional.of(Price.FREE)),
                    offer("mine", "unheard-of", Optional.empty(), Optional.empty()),
                    offer("mine", "weak", Optional.of("other/weak"), Optional.empty()));

    private static Ranking coding(List<Offer> offers) {
        return Ranking.of(snapshot(), scores(), offers, Optional.of(Category.CODING));
    }

    private static List<String> names(Ranking ranking) {
        return ranking.rows().stream()
                .map(row ->
                        (row.rank().isPresent() ? row.rank().getAsInt() + " " : "- ")
                                + row.contender()
                                        .variant()
                                        .map(Variant::toString)
                                        .orElse(row.contender().modelName())
                                + row.contender().provider().map(name -> " at " + name).orElse(""))
                .toList();
    }

    @Test
    void bestFirstThenTheSurerOne() {
        assertThat(names(coding(List.of())))
                .containsExactly(
                        "1 lab/best@high at lab",
                        "2 other/even at host",
                        "3 lab/good at mine",
                        "4 other/weak");
    }

    @Test
    void offersOfAVariantShareItsRankAndThoseWithoutEvidenceComeLast() {
        assertThat(names(coding(OFFERS)))
                .containsExactly(
                        "1 lab/best@high at lab",
                        "2 other/even at host",
                        "3 lab/good at mine",
                        "3 lab/good at sandbox",
                        "4 other/weak at mine",
                        "- unheard-of at mine");
    }

    @Test
    void offeredLeavesOutWhatTheUserCannotAskAndRanksAnew() {
        Ranking offered = coding(OFFERS).offered();

        assertThat(names(offered))
                .containsExactly(
                        "1 lab/good at mine",
                        "1 lab/good at sandbox",
                        "2 other/weak at mine",
                        "- unheard-of at mine");
        assertThat(offered.rows().get(1).contender().availability())
                .isEqualTo(Availability.SANDBOX);
    }

    @Test
    void topKeepsTheFirstOfEachCategory() {
        Ranking all = Ranking.of(snapshot(), scores(), List.of(), Optional.empty());

        assertThat(all.rows()).hasSize(4 * Category.values().length);
        assertThat(all.top(2).rows()).hasSize(2 * Category.values().length);
        assertThat(all.top(1).rows().getFirst().category()).isEqualTo(Category.CODING);
        assertThat(all.top(0).rows()).isEmpty();
        assertThat(all.rows().getLast().rank()).isEqualTo(OptionalInt.empty());
    }

    /// By hand: a width of 10 of 49.347 leaves 0.79735, four observations 4/5 of it.
    @Test
    void confidenceComesFromWidthAndCount() {
        assertThat(Ranking.confidence(score(80, 75, 85, 4))).isCloseTo(0.63788, within(1e-4));
        assertThat(Ranking.confidence(score(80, 75, 85, 9)))
                .isGreaterThan(Ranking.confidence(score(80, 75, 85, 4)));
        assertThat(Ranking.confidence(score(50, 0, 100, 4))).isZero();
        var borrowed = new Score(80, 75, 85, 4, Optional.of(DAY), true);
        assertThat(Ranking.confidence(borrowed)).isCloseTo(0.63788 / 2, within(1e-4));
    }

    /// By hand: lab/best at blended (3 x 3 + 15) / 4 = 6 dollars gives 80 / 6 = 13.33; 200,000
    /// tokens 80 + 20 x ln(200 / 128) / ln(1000 / 128) = 84.34; value 0.6 x 13.33 + 0.4 x 84.34 =
    /// 41.74; overall without speed (0.5 x 80 + 0.2 x 41.74) / 0.7 = 69.07. lab/good: value 60 +
    /// 0.4 x 60 = 84, overall (35 + 16.8) / 0.7 = 74.
    @Test
    void csvHasTheAgreedColumnsAndLeavesWhatIsAbsentEmpty() {
        var text = new StringBuilder();

        RankingCsv.write(coding(OFFERS).rows(), snapshot(), text);

        assertThat(text.toString())
                .isEqualTo(
                        """
                        model_id,model_name,provider,effort,rank,category,score,low,high,confidence,observations,source_count,coding_composite,overall_score,performance_score,value_score,quality_index,ttft_median,ttft_p95,throughput_median,throughput_p95,total_latency_median,total_latency_p95,price_per_million_input,price_per_million_output,context_length,is_free,open_weights,speed_tier,cost_efficiency,benchmark_data_updated_at,performance_data_updated_at,pricing_data_updated_at,last_updated,sources
                        lab/best,BEST,lab,high,1,coding,80.00,75.00,85.00,0.638,4,2,80.00,69.07,,41.74,,,,,,,,3,15,200000,false,true,,low,2026-08-19,,2026-08-21,2026-08-21,aider|lmarena
                        other/even,EVEN,host,default,2,coding,70.00,65.00,75.00,0.532,2,2,70.00,70.00,,,,,,,,,,0.1,0.4,,false,true,,medium,2026-08-19,,2026-08-21,2026-08-21,aider|lmarena
                        lab/good,GOOD,mine,default,3,coding,70.00,60.00,80.00,0.297,1,2,70.00,74.00,,84.00,,,,,,,,0.1,0.4,32000,false,true,,medium,2026-08-19,,2026-08-21,2026-08-21,aider|lmarena
                        lab/good,GOOD,sandbox,default,3,coding,70.00,60.00,80.00,0.297,1,2,70.00,74.00,,84.00,,,,,,,,0,0,32000,true,true,,high,2026-08-19,,,2026-08-19,aider|lmarena
                        other/weak,Weak,mine,default,4,coding,31.26,20.00,44.50,0.189,3,2,,,,,,,,,,,,,,32000,,,,,2026-08-19,,,2026-08-19,aider|lmarena
                        ,unheard-of,mine,,,coding,,,,,,,,,,,,,,,,,,,,32000,,,,,,,,,
                        """);
    }

    @Test
    void tableIsAlignedAndSaysWhatIsBorrowedAndWhatIsSandbox() {
        assertThat(RankingTable.text(coding(OFFERS).offered().rows(), snapshot()))
                .isEqualTo(
                        """
                        coding
                        #  model       provider           score  90% interval  conf  obs  overall  speed  per $   $/M in  $/M out  context  evidence
                        1  lab/good    mine                70.0   60.0 - 80.0  0.30    1    74.0*  -      medium     0.1      0.4   32,000  2026-08-19
                        1  lab/good    sandbox (sandbox)   70.0   60.0 - 80.0  0.30    1    74.0*  -      high         0        0   32,000  2026-08-19
                        2  other/weak  mine               ~31.3   20.0 - 44.5  0.19    3        -  -      -            -        -   32,000  2026-08-19
                        -  unheard-of  mine                   -             -     -    -        -  -      -            -        -   32,000  -
                        ~ no evidence in this category: borrowed from related ones
                        * partial: without what is missing, be it figures of speed, a price or a part of the score
                        """);
    }

    @Test
    void noRowsAreNoText() {
        assertThat(RankingTable.text(List.of(), snapshot())).isEmpty();
    }

    /// What the bundled evidence says of August 2026: the newest large models lead, models of 2023
    /// come last, and most variants carry a list price.
    @Test
    void theBundledRankingLooksLikeItsTime() {
        Snapshot pack = BundledEvidence.load();
        Scores scores = new Abilities().score(pack, DAY);
        List<RankingRow> rows =
                Ranking.of(pack, scores, List.of(), Optional.of(Category.CODING)).rows();

        List<String> first = rows.subList(0, 12).stream().map(RankingTest::model).toList();
        List<String> last =
                rows.subList(rows.size() - 40, rows.size()).stream()
                        .map(RankingTest::model)
                        .toList();
        assertThat(first)
                .contains(
                        "anthropic/claude-fable-5",
                        "anthropic/claude-opus-5",
                        "openai/gpt-5.6-sol");
        assertThat(last).contains("meta-llama/llama-2-7b-chat");
        assertThat(rows.getFirst().standing().orElseThrow().score().value()).isBetween(75.0, 92.0);
        assertThat(rows.getLast().standing().orElseThrow().score().value()).isBetween(0.0, 15.0);
        assertThat(rows.stream().filter(row -> row.quote().isPresent()).count())
                .isGreaterThan(rows.size() / 3);
    }

    @Test
    void theSourcesOfAScoreAreThoseOfItsContributions() {
        Snapshot pack = BundledEvidence.load();
        Scores scores = new Abilities().score(pack, DAY);

        assertThat(scores.variants()).hasSizeGreaterThan(100);
        scores.variants().stream()
                .limit(100)
                .forEach(variant -> {
                    for (Category category : Category.values()) {
                        assertThat(scores.sources(variant, category))
                                .isEqualTo(
                                        scores.contributions(variant, category).stream()
                                                .filter(one -> one.weight() >= 0.01)
                                                .map(one -> one.observation().source())
                                                .distinct()
                                                .sorted()
                                                .toList());
                    }
                });
    }

    private static String model(RankingRow row) {
        return row.contender().variant().orElseThrow().model().value();
    }
}
