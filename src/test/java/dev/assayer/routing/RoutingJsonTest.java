package dev.assayer.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;

import dev.assayer.Dice;
import dev.assayer.catalog.Capability;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.Offer;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.Usd;
import dev.assayer.catalog.Variant;
import dev.assayer.routing.Health.OfferHealth;
import dev.assayer.routing.features.CategoryEstimate;
import dev.assayer.routing.features.CategoryEstimate.Basis;
import dev.assayer.routing.features.Features;
import dev.assayer.routing.policy.Policy;
import dev.assayer.routing.policy.PolicyWeights;
import dev.assayer.routing.policy.Weights;
import dev.assayer.scoring.Category;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RoutingJsonTest {

    private static TableSpec spec(Dice dice) {
        List<Offer> offers = new ArrayList<>();
        int count = dice.below(5);
        for (int i = 0; i < count; i++) {
            offers.add(offer(dice, i));
        }
        return new TableSpec(
                dice.pick("", "0f", "a".repeat(64)),
                dice.pick("ability-1", "with \"quotes\""),
                LocalDate.of(2026, 1, 1).plusDays(dice.below(400)),
                new RoutingSettings(
                        RandomRouting.weights(dice), dice.maybe(() -> text(dice) + "/m")),
                offers);
    }

    private static Offer offer(Dice dice, int i) {
        return new Offer(
                text(dice) + i,
                text(dice),
                dice.maybe(() ->
                        Variant.parse(dice.pick("lab/m", "lab/m@high", "lab/m@thinking", "l/ü:1"))),
                dice.maybe(() -> new Price(usd(dice), usd(dice), usd(dice))),
                dice.pick(
                        Limits.UNKNOWN,
                        new Limits(0, 7, Set.of()),
                        new Limits(1, 0, Set.of(Capability.values())),
                        new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Set.of(Capability.AUDIO))),
                dice.oneIn(2));
    }

    private static Usd usd(Dice dice) {
        return new Usd(dice.pick(0L, 1L, 2_500_000L, Long.MAX_VALUE));
    }

    private static String text(Dice dice) {
        return dice.pick("p", "with blank", "é\u2028😀", "\"\\\n\u0000", "\ud800", "a/b//c");
    }

    private static Health health(Dice dice) {
        List<OfferHealth> all = new ArrayList<>();
        for (int i = dice.below(6); i > 0; i--) {
            all.add(
                    new OfferHealth(
                            dice.oneIn(2),
                            dice.pick(0.0, 1.0, 0.1 + 0.2, Double.MIN_VALUE, 0.05),
                            dice.pick(0, 1, Integer.MAX_VALUE),
                            dice.pick(0, 1, Integer.MAX_VALUE)));
        }
        return new Health(all);
    }

    @Test
    void tablesComeBackEqual() {
        qt().withExamples(3_000)
                .forAll(Dice.roll(RoutingJsonTest::spec))
                .checkAssert(spec -> {
                    String json = RoutingJson.write(spec);
                    TableSpec back = RoutingJson.readTable(json);
                    assertThat(back).isEqualTo(spec);
                    assertThat(RoutingJson.write(back)).isEqualTo(json);
                    assertThat(json).matches("\\p{ASCII}*");
                    JsonMapper.shared().readTree(json);
                });
    }

    @Test
    void healthComesBackEqual() {
        qt().withExamples(3_000)
                .forAll(Dice.roll(RoutingJsonTest::health))
                .checkAssert(health -> {
                    Health back = RoutingJson.readHealth(RoutingJson.write(health));
                    assertThat(back).isEqualTo(health);
                    assertThat(back.hash()).isEqualTo(health.hash());
                });
    }

    @Test
    void requestsComeBackEqual() {
        qt().withExamples(3_000)
                .forAll(Dice.roll(RandomRouting::request))
                .checkAssert(request -> {
                    String json = RoutingJson.write(request);
                    assertThat(RoutingJson.readRequest(json)).isEqualTo(request);
                    JsonMapper.shared().readTree(json);
                });
    }

    /// What the ledger keeps leads to the same decision: that is what a replay is.
    @Test
    void whatComesBackDecidesTheSame() {
        qt().withExamples(2_000)
                .forAll(Dice.roll(RandomRouting::of))
                .checkAssert(random -> {
                    RoutingTable table = random.table();
                    Choice then = Router.choose(random.request(), table, random.health());
                    Choice now =
                            Router.choose(
                                    RoutingJson.readRequest(RoutingJson.write(random.request())),
                                    table,
                                    RoutingJson.readHealth(RoutingJson.write(random.health())));
                    assertThat(now.rule()).isEqualTo(then.rule());
                    assertThat(now.order()).containsExactly(then.order());
                });
    }

    /// Probabilities are kept to a thousandth; what was kept once stays as it is.
    @Test
    void probabilitiesSettleAtThousandths() {
        float[] probabilities = new float[Category.ofText().size()];
        probabilities[0] = 0.123456f;
        probabilities[1] = 0.9999f;
        RoutingRequest request =
                new RoutingRequest(
                        new Target.Auto(),
                        Policy.SPEED,
                        new Features(
                                CategoryEstimate.of(Category.MATH, Basis.TEXT, probabilities),
                                1,
                                2,
                                Set.of()),
                        3);
        RoutingRequest back = RoutingJson.readRequest(RoutingJson.write(request));
        assertThat(back.features().category().probability(Category.CODING)).isEqualTo(0.123f);
        assertThat(back.features().category().probability(Category.MATH)).isEqualTo(1f);
        assertThat(RoutingJson.readRequest(RoutingJson.write(back))).isEqualTo(back);
    }

    @Test
    void theNameOfAModelMayBeAnything() {
        for (String name : List.of("a\"b", "\\", "\ud800", "é😀", "\n", "")) {
            RoutingRequest request =
                    new RoutingRequest(
                            new Target.Pinned(name),
                            Policy.BALANCED,
                            new Features(CategoryEstimate.nothing(), 0, 0, Set.of()),
                            Long.MIN_VALUE);
            assertThat(RoutingJson.readRequest(RoutingJson.write(request))).isEqualTo(request);
        }
    }

    @Test
    void exceptionsForCategoriesSurvive() {
        var weights =
                new PolicyWeights(
                        PolicyWeights.DEFAULT.general(),
                        Map.of(
                                Policy.BALANCED,
                                Map.of(
                                        Category.CREATIVE_WRITING, new Weights(1, 0, 0),
                                        Category.TOOLS, new Weights(0.1, 0.2, 0.7)),
                                Policy.SPEED,
                                Map.of()));
        var spec =
                new TableSpec(
                        "h",
                        "s",
                        LocalDate.EPOCH,
                        new RoutingSettings(weights, Optional.empty()),
                        List.of());
        TableSpec back = RoutingJson.readTable(RoutingJson.write(spec));
        assertThat(back).isEqualTo(spec);
        assertThat(back.settings().weights().weights(Policy.BALANCED, Category.CREATIVE_WRITING))
                .isEqualTo(new Weights(1, 0, 0));
        assertThat(back.settings().weights().weights(Policy.BALANCED, Category.CHAT))
                .isEqualTo(new Weights(0.5, 0.3, 0.2));
    }

    /// Ledgers hold these: changing the form makes old decisions unreadable, or lets their hashes
    /// differ.
    @Test
    void theFormIsFixed() {
        var offer =
                new Offer(
                        "p",
                        "m",
                        Optional.of(Variant.parse("lab/m@high")),
                        Optional.of(new Price(new Usd(1), new Usd(2), new Usd(3))),
                        new Limits(9, 8, Set.of(Capability.TOOLS, Capability.IMAGES)),
                        true);
        var spec =
                new TableSpec(
                        "h",
                        "s",
                        LocalDate.of(2026, 11, 21),
                        new RoutingSettings(PolicyWeights.DEFAULT, Optional.of("p/m")),
                        List.of(offer));
        assertThat(RoutingJson.write(spec))
                .isEqualTo(
                        "{\"snapshot\":\"h\",\"scoring\":\"s\",\"as_of\":\"2026-11-21\","
                                + "\"default_offer\":\"p/m\",\"weights\":{\"quality\":[0.9,0.05,0.05],"
                                + "\"balanced\":[0.5,0.3,0.2],\"economy\":[0.3,0.1,0.6],"
                                + "\"speed\":[0.25,0.65,0.1]},\"offers\":[{\"provider\":\"p\","
                                + "\"model\":\"m\",\"as\":\"lab/m@high\",\"pico_usd_per_token\":[1,2,3],"
                                + "\"context\":9,\"output\":8,\"can\":\"tools images\",\"sandbox\":true}]}");
        assertThat(RoutingJson.write(new Health(List.of(new OfferHealth(true, 0.25, 300, 70)))))
                .isEqualTo("[[true,0.25,300,70]]");
        assertThat(
                        RoutingJson.write(
                                new RoutingRequest(
                                        new Target.Pinned("m"),
                                        Policy.SPEED,
                                        new Features(
                                                CategoryEstimate.certain(Category.MATH, Basis.HINT),
                                                10,
                                                20,
                                                Set.of(Capability.TOOLS)),
                                        7)))
                .isEqualTo(
                        "{\"policy\":\"speed\",\"model\":\"m\",\"category\":\"math\",\"basis\":\"HINT\","
                                + "\"input\":10,\"limit\":20,\"needs\":\"tools\",\"turn\":7}");
    }
}
