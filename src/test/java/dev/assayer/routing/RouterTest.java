package dev.assayer.routing;

import static dev.assayer.routing.SampleOffer.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;

import dev.assayer.Dice;
import dev.assayer.catalog.Capability;
import dev.assayer.routing.Choice.Rule;
import dev.assayer.routing.Health.OfferHealth;
import dev.assayer.routing.features.CategoryEstimate;
import dev.assayer.routing.features.CategoryEstimate.Basis;
import dev.assayer.routing.features.Features;
import dev.assayer.routing.policy.Policy;
import dev.assayer.routing.policy.PolicyWeights;
import dev.assayer.routing.policy.Weights;
import dev.assayer.scoring.Category;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

    private static final OfferHealth COOLING = new OfferHealth(true, 0, 0, 0);
    private static final OfferHealth FINE = OfferHealth.UNKNOWN;

    private static RoutingRequest auto(Policy policy, Category category) {
        return new RoutingRequest(
                new Target.Auto(),
                policy,
                new Features(CategoryEstimate.certain(category, Basis.HINT), 100, 0, Set.of()),
                0);
    }

    private static RoutingRequest needing(int input, int limit, Capability... needs) {
        return new RoutingRequest(
                new Target.Auto(),
                Policy.BALANCED,
                new Features(CategoryEstimate.nothing(), input, limit, Set.of(needs)),
                0);
    }

    private static RoutingRequest pinned(String model) {
        return new RoutingRequest(
                new Target.Pinned(model),
                Policy.BALANCED,
                new Features(CategoryEstimate.nothing(), 100, 0, Set.of(Capability.IMAGES)),
                0);
    }

    private static RoutingRequest turn(long turn) {
        return new RoutingRequest(
                new Target.Auto(),
                Policy.BALANCED,
                new Features(CategoryEstimate.nothing(), 100, 0, Set.of()),
                turn);
    }

    private static Choice choose(RoutingRequest request, RoutingTable table) {
        return Router.choose(request, table, Health.unknown(table.size()));
    }

    private static List<String> ids(Choice choice, RoutingTable table) {
        return Arrays.stream(choice.order()).mapToObj(i -> table.offer(i).id()).toList();
    }

    private static SampleOffer[] unknown(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> SampleOffer.of("p" + i + "/m"))
                .toArray(SampleOffer[]::new);
    }

    private static RoutingSettings defaultOffer(String id) {
        return new RoutingSettings(PolicyWeights.DEFAULT, Optional.of(id));
    }

    @Nested
    class Policies {

        private final RoutingTable table =
                table(
                        SampleOffer.of("best/m").score(95).price(15, 75),
                        SampleOffer.of("fast/m").score(55).price(5, 15),
                        SampleOffer.of("cheap/m").score(50).price(0.01, 0.02),
                        SampleOffer.of("fair/m").score(80).price(0.5, 1.5));

        private final Health health =
                new Health(
                        List.of(
                                new OfferHealth(false, 0, 3_000, 25),
                                new OfferHealth(false, 0, 100, 900),
                                new OfferHealth(false, 0, 3_000, 20),
                                new OfferHealth(false, 0, 600, 150)));

        @ParameterizedTest
        @CsvSource({"QUALITY, best/m", "BALANCED, fair/m", "ECONOMY, cheap/m", "SPEED, fast/m"})
        void leanOnTheirAim(Policy policy, String winner) {
            Choice choice = Router.choose(auto(policy, Category.CODING), table, health);
            assertThat(choice.rule()).isEqualTo(Rule.UTILITY);
            assertThat(choice.order()).hasSize(4);
            assertThat(ids(choice, table).getFirst()).isEqualTo(winner);
        }

        @Test
        void lookAtTheCategory() {
            RoutingTable two =
                    table(
                            SampleOffer.of("coder/m")
                                    .score(Category.CODING, 90)
                                    .score(Category.CHAT, 40),
                            SampleOffer.of("talker/m")
                                    .score(Category.CODING, 40)
                                    .score(Category.CHAT, 90));
            assertThat(ids(choose(auto(Policy.BALANCED, Category.CODING), two), two))
                    .containsExactly("coder/m", "talker/m");
            assertThat(ids(choose(auto(Policy.BALANCED, Category.CHAT), two), two))
                    .containsExactly("talker/m", "coder/m");
        }

        @Test
        void countTheAbilityForToolsWhereTheRequestHasSome() {
            RoutingTable two =
                    table(
                            SampleOffer.of("writer/m").score(80).score(Category.TOOLS, 20),
                            SampleOffer.of("caller/m").score(70).score(Category.TOOLS, 90));
            assertThat(ids(choose(needing(9, 0), two), two).getFirst()).isEqualTo("writer/m");
            assertThat(ids(choose(needing(9, 0, Capability.TOOLS), two), two).getFirst())
                    .isEqualTo("caller/m");
        }

        @Test
        void takeExceptionsForCategories() {
            var weights =
                    new PolicyWeights(
                            PolicyWeights.DEFAULT.general(),
                            Map.of(Policy.QUALITY, Map.of(Category.CHAT, new Weights(0, 0, 1))));
            RoutingTable two =
                    table(
                            new RoutingSettings(weights, Optional.empty()),
                            SampleOffer.of("best/m").score(95).price(15, 75),
                            SampleOffer.of("cheap/m").score(50).price(0.01, 0.02));
            assertThat(ids(choose(auto(Policy.QUALITY, Category.CODING), two), two).getFirst())
                    .isEqualTo("best/m");
            assertThat(ids(choose(auto(Policy.QUALITY, Category.CHAT), two), two).getFirst())
                    .isEqualTo("cheap/m");
        }

        @Test
        void holdRecentErrorsAgainstAnOffer() {
            RoutingTable two =
                    table(SampleOffer.of("better/m").score(90), SampleOffer.of("good/m").score(80));
            Choice choice =
                    Router.choose(
                            auto(Policy.QUALITY, Category.MATH),
                            two,
                            new Health(List.of(new OfferHealth(false, 0.5, 0, 0), FINE)));
            assertThat(ids(choice, two)).containsExactly("good/m", "better/m");
        }

        @Test
        void neverCallAnUnknownPriceCheap() {
            RoutingTable two =
                    table(
                            SampleOffer.of("unknown/m").score(70),
                            SampleOffer.of("known/m").score(70).price(3, 15));
            assertThat(ids(choose(auto(Policy.ECONOMY, Category.CODING), two), two).getFirst())
                    .isEqualTo("known/m");
        }
    }

    @Nested
    class Constraints {

        private final RoutingTable table =
                table(
                        SampleOffer.of("small/m").score(99).takes(1_000, Capability.TOOLS),
                        SampleOffer.of("seeing/m").score(50).takes(9_000, Capability.IMAGES),
                        SampleOffer.of("mystery/m").score(40));

        @Test
        void keepOffersThatMayDoIt() {
            assertThat(ids(choose(needing(10, 0, Capability.IMAGES), table), table))
                    .containsExactly("seeing/m", "mystery/m");
            assertThat(ids(choose(needing(10, 0, Capability.TOOLS), table), table))
                    .containsExactly("small/m", "mystery/m");
            assertThat(
                            ids(
                                    choose(
                                            needing(10, 0, Capability.TOOLS, Capability.IMAGES),
                                            table),
                                    table))
                    .containsExactly("mystery/m");
        }

        @ParameterizedTest
        @CsvSource({
            "1000,       0,          3",
            "1001,       0,          2",
            "600,        400,        3",
            "600,        401,        2",
            "9000,       1,          1",
            "10,         2147483647, 1",
            "2147483647, 2147483647, 1"
        })
        void countInputAndAnswerAgainstTheContext(int input, int limit, int left) {
            assertThat(choose(needing(input, limit), table).order()).hasSize(left);
        }

        @Test
        void mayLeaveNothing() {
            RoutingTable blind = table(SampleOffer.of("p/m").score(90).takes(1_000));
            Choice choice = choose(needing(10, 0, Capability.AUDIO), blind);
            assertThat(choice.rule()).isEqualTo(Rule.NOTHING_LEFT);
            assertThat(choice.isEmpty()).isTrue();
        }

        @Test
        void ofAnEmptyTableLeaveNothing() {
            assertThat(choose(turn(3), table()).rule()).isEqualTo(Rule.NOTHING_LEFT);
            assertThat(choose(pinned("m"), table()).rule()).isEqualTo(Rule.NOTHING_LEFT);
        }
    }

    @Nested
    class Cooldown {

        private final RoutingTable table =
                table(
                        SampleOffer.of("best/m").score(90),
                        SampleOffer.of("good/m").score(70),
                        SampleOffer.of("poor/m").score(10));

        @Test
        void sparesAnOfferWhileOthersCanAnswer() {
            Choice choice = Router.choose(turn(0), table, new Health(List.of(COOLING, FINE, FINE)));
            assertThat(ids(choice, table)).containsExactly("good/m", "poor/m");
        }

        @Test
        void isIgnoredOnceAllCool() {
            Choice choice =
                    Router.choose(turn(0), table, new Health(List.of(COOLING, COOLING, COOLING)));
            assertThat(choice.rule()).isEqualTo(Rule.UTILITY);
            assertThat(ids(choice, table)).containsExactly("best/m", "good/m", "poor/m");
        }

        @Test
        void countsOnlyOffersThatCanTakeTheRequest() {
            RoutingTable two =
                    table(
                            SampleOffer.of("cool/m").score(90).takes(0, Capability.IMAGES),
                            SampleOffer.of("blind/m").score(70).takes(0, Capability.TOOLS));
            Choice choice =
                    Router.choose(
                            needing(9, 0, Capability.IMAGES),
                            two,
                            new Health(List.of(COOLING, FINE)));
            assertThat(ids(choice, two)).containsExactly("cool/m");
        }

        /// Whoever names a model gets it, at worst from an offer that failed lately.
        @Test
        void putsANamedOfferLast() {
            RoutingTable three =
                    table(
                            SampleOffer.of("a/m").as("lab/x").score(90),
                            SampleOffer.of("b/m").as("lab/y").score(10),
                            SampleOffer.of("c/other").as("lab/z").score(99));
            Health health =
                    new Health(List.of(COOLING, new OfferHealth(false, 1, 90_000, 1), FINE));
            Choice choice = Router.choose(pinned("m"), three, health);
            assertThat(choice.rule()).isEqualTo(Rule.PINNED);
            assertThat(ids(choice, three)).containsExactly("b/m", "a/m");
        }

        @Test
        void withoutEvidenceTakesTurnsOrTheDefault() {
            Health all = new Health(List.of(COOLING, COOLING, COOLING));
            RoutingTable three = table(unknown(3));
            Choice turns = Router.choose(turn(1), three, all);
            assertThat(turns.rule()).isEqualTo(Rule.ROUND_ROBIN);
            assertThat(ids(turns, three)).containsExactly("p1/m", "p2/m", "p0/m");
            RoutingTable preferring = table(defaultOffer("p2/m"), unknown(3));
            assertThat(Router.choose(turn(1), preferring, all).rule())
                    .isEqualTo(Rule.DEFAULT_OFFER);
        }
    }

    @Nested
    class Names {

        private final RoutingTable table =
                table(
                        SampleOffer.of("openai/gpt-5").as("openai/gpt-5@high").price(2, 8),
                        SampleOffer.of("router/openai/gpt-5").as("openai/gpt-5").price(1, 4),
                        SampleOffer.of("azure/my-deployment").as("openai/gpt-5").price(3, 9),
                        SampleOffer.of("router/lab/alone"),
                        SampleOffer.of("lab/alone"),
                        SampleOffer.of("local/gpt-5"));

        @ParameterizedTest
        @CsvSource({
            "openai/gpt-5,        openai/gpt-5",
            "openai//gpt-5,       openai/gpt-5",
            "router/openai/gpt-5, router/openai/gpt-5",
            "router//openai/gpt-5, router/openai/gpt-5",
            "gpt-5,               openai/gpt-5 local/gpt-5",
            "my-deployment,       azure/my-deployment",
            "openai/gpt-5@high,   openai/gpt-5",
            "lab/alone,           lab/alone",
            "lab//alone,          lab/alone",
            "router/lab/alone,    router/lab/alone"
        })
        void fitTheStrongestKind(String name, String offers) {
            Choice choice = choose(pinned(name), table);
            assertThat(choice.rule()).isEqualTo(Rule.PINNED);
            assertThat(ids(choice, table)).containsExactlyInAnyOrder(offers.split(" ", -1));
            assertThat(table.knows(name)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "gpt", "GPT-5", "openai/", "/gpt-5", "openai/gpt-5@low"})
        void thatNobodyHasFitNothing(String name) {
            assertThat(choose(pinned(name), table).rule()).isEqualTo(Rule.NOTHING_LEFT);
            assertThat(table.knows(name)).isFalse();
        }

        @Test
        void ofTheCatalogueFitEveryHost() {
            RoutingTable hosts =
                    table(
                            SampleOffer.of("dear/x1").as("meta/llama-4").price(5, 9),
                            SampleOffer.of("cheap/x2").as("meta/llama-4").price(0.1, 0.2),
                            SampleOffer.of("other/x3").as("meta/llama-3"));
            assertThat(ids(choose(pinned("meta/llama-4"), hosts), hosts))
                    .containsExactly("cheap/x2", "dear/x1");
            assertThat(ids(choose(pinned("llama-4"), hosts), hosts))
                    .containsExactly("cheap/x2", "dear/x1");
        }

        @Test
        void areTakenWhateverTheRequestNeeds() {
            RoutingTable blind = table(SampleOffer.of("p/m").takes(50, Capability.TOOLS));
            assertThat(choose(pinned("p/m"), blind).rule()).isEqualTo(Rule.PINNED);
        }
    }

    @Nested
    class Without_evidence {

        @ParameterizedTest
        @ValueSource(ints = {1, 3, 8, 12})
        void everyOfferGetsItsTurn(int count) {
            RoutingTable table = table(unknown(count));
            Set<String> first = new HashSet<>();
            for (int turn = 0; turn < count; turn++) {
                Choice choice = choose(turn(turn), table);
                assertThat(choice.rule()).isEqualTo(Rule.ROUND_ROBIN);
                assertThat(choice.order()).hasSize(Math.min(count, Router.MOST_CANDIDATES));
                assertThat(choice.order()).doesNotHaveDuplicates();
                first.add(ids(choice, table).getFirst());
            }
            assertThat(first).hasSize(count);
        }

        @ParameterizedTest
        @CsvSource({
            "0, 0",
            "1, 1",
            "2, 2",
            "3, 0",
            "-1, 2",
            "-3, 0",
            "-4, 2",
            "9223372036854775807, 1",
            "-9223372036854775808, 1"
        })
        void turnsMayBeAnyNumber(long turn, int first) {
            assertThat(choose(turn(turn), table(unknown(3))).order()[0]).isEqualTo(first);
        }

        @Test
        void theDefaultOfferAnswers() {
            for (String preferred : List.of("p1/m", "p11/m")) {
                RoutingTable table = table(defaultOffer(preferred), unknown(12));
                Choice choice = choose(turn(5), table);
                assertThat(choice.rule()).isEqualTo(Rule.DEFAULT_OFFER);
                assertThat(ids(choice, table).getFirst()).isEqualTo(preferred);
                assertThat(choice.order()).hasSize(Router.MOST_CANDIDATES);
                assertThat(choice.order()).doesNotHaveDuplicates();
            }
        }

        /// Speed and price alone must not hide it.
        @Test
        void theDefaultOfferAnswersThoughItIsTheDearest() {
            SampleOffer[] offers = unknown(12);
            for (int i = 0; i < 11; i++) {
                offers[i].price(0.01, 0.02);
            }
            offers[11].price(20, 90);
            assertThat(choose(turn(0), table(defaultOffer("p11/m"), offers)).order()[0])
                    .isEqualTo(11);
        }

        @Test
        void aDefaultOfferThatIsSparedOrUnfitOrUnknownDoesNotAnswer() {
            RoutingTable table = table(defaultOffer("p0/m"), unknown(2));
            Choice spared = Router.choose(turn(0), table, new Health(List.of(COOLING, FINE)));
            assertThat(spared.rule()).isEqualTo(Rule.ROUND_ROBIN);
            assertThat(ids(spared, table)).containsExactly("p1/m");

            SampleOffer[] offers = unknown(2);
            offers[0].takes(10);
            assertThat(choose(turn(0), table(defaultOffer("p0/m"), offers)).rule())
                    .isEqualTo(Rule.ROUND_ROBIN);
            assertThat(choose(turn(0), table(defaultOffer("nobody/m"), unknown(2))).rule())
                    .isEqualTo(Rule.ROUND_ROBIN);
        }

        @Test
        void oneScoreIsEvidence() {
            SampleOffer[] offers = unknown(3);
            offers[1].score(90);
            assertThat(choose(turn(2), table(defaultOffer("p0/m"), offers)).rule())
                    .isEqualTo(Rule.UTILITY);
        }

        /// Of an offer that is spared nothing can be known that helps to choose among the others.
        @Test
        void aScoreOfASparedOfferIsNone() {
            SampleOffer[] offers = unknown(3);
            offers[1].score(90);
            Choice choice =
                    Router.choose(turn(0), table(offers), new Health(List.of(FINE, COOLING, FINE)));
            assertThat(choice.rule()).isEqualTo(Rule.ROUND_ROBIN);
        }
    }

    @Nested
    class Order {

        @ParameterizedTest
        @EnumSource(Policy.class)
        void tiesGoToTheFirst(Policy policy) {
            SampleOffer[] offers = unknown(12);
            for (SampleOffer offer : offers) {
                offer.score(60).price(1, 2);
            }
            assertThat(choose(auto(policy, Category.MATH), table(offers)).order())
                    .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        }

        @Test
        void listsTheBestEightOfMany() {
            SampleOffer[] offers = unknown(500);
            for (int i = 0; i < offers.length; i++) {
                offers[i].score(i * 37 % 500 / 5.0);
            }
            int[] expected =
                    IntStream.range(0, 500)
                            .boxed()
                            .sorted((a, b) -> Integer.compare(b * 37 % 500, a * 37 % 500))
                            .limit(Router.MOST_CANDIDATES)
                            .mapToInt(Integer::intValue)
                            .toArray();
            assertThat(choose(auto(Policy.QUALITY, Category.MATH), table(offers)).order())
                    .containsExactly(expected);
        }

        @Test
        void isPure() {
            qt().withExamples(2_000)
                    .forAll(Dice.roll(RandomRouting::of))
                    .checkAssert(random -> {
                        Choice first =
                                Router.choose(random.request(), random.table(), random.health());
                        Choice second =
                                Router.choose(random.request(), random.table(), random.health());
                        assertThat(second.rule()).isEqualTo(first.rule());
                        assertThat(second.order()).containsExactly(first.order());
                        assertThat(first.order()).doesNotHaveDuplicates();
                        assertThat(first.order().length)
                                .isLessThanOrEqualTo(Router.MOST_CANDIDATES);
                        assertThat(first.isEmpty()).isEqualTo(first.rule() == Rule.NOTHING_LEFT);
                    });
        }

        /// The anchors of utility are fixed, so another offer comes in between, never about.
        @Test
        void anotherOfferDoesNotTurnTwoOthersRound() {
            qt().withExamples(2_000)
                    .forAll(Dice.roll(RandomRouting::of))
                    .assuming(random -> random.count() > 1)
                    .checkAssert(random -> {
                        int more = random.count() - 1;
                        var fewer =
                                new RandomRouting(
                                        random.offers(),
                                        more,
                                        random.settings(),
                                        firstOf(random.health(), more),
                                        random.request());
                        Choice without =
                                Router.choose(fewer.request(), fewer.table(), fewer.health());
                        Choice with =
                                Router.choose(random.request(), random.table(), random.health());
                        if (without.rule() != Rule.UTILITY
                                || with.rule() != Rule.UTILITY
                                || random.health().of(more).coolingDown()
                                || random.health().of(without.order()[0]).coolingDown()) {
                            return;
                        }
                        List<Integer> others = new ArrayList<>();
                        for (int offer : with.order()) {
                            if (offer != more) {
                                others.add(offer);
                            }
                        }
                        assertThat(without.order())
                                .startsWith(others.stream().mapToInt(Integer::intValue).toArray());
                    });
        }

        private Health firstOf(Health health, int count) {
            return new Health(IntStream.range(0, count).mapToObj(health::of).toList());
        }
    }

    @Nested
    class Monotonicity {

        /// Position in the choice; [Router#MOST_CANDIDATES] when not listed.
        private int rank(RandomRouting random, SampleOffer[] offers, int offer) {
            RoutingTable table = table(random.settings(), offers);
            Choice choice = Router.choose(random.request(), table, random.health());
            for (int i = 0; i < choice.order().length; i++) {
                if (choice.order()[i] == offer) {
                    return i;
                }
            }
            return Router.MOST_CANDIDATES;
        }

        private SampleOffer[] offers(RandomRouting random) {
            return random.all().toArray(SampleOffer[]::new);
        }

        @Test
        void aBetterScoreNeverLowersTheRank() {
            qt().withExamples(3_000)
                    .forAll(
                            Dice.roll(RandomRouting::of),
                            Dice.roll(dice -> dice.below(1 << 20)),
                            Dice.roll(dice -> dice.between(0, 100)))
                    .checkAssert((random, any, raised) -> {
                        if (random.count() == 0) {
                            return;
                        }
                        int which = any % random.count();
                        SampleOffer[] before = offers(random);
                        SampleOffer[] after = offers(random);
                        before[which].score(Math.max(0, raised - 20));
                        after[which].score(raised);
                        assertThat(rank(random, after, which))
                                .isLessThanOrEqualTo(rank(random, before, which));
                    });
        }

        @Test
        void aLowerPriceNeverLowersTheRank() {
            qt().withExamples(3_000)
                    .forAll(
                            Dice.roll(RandomRouting::of),
                            Dice.roll(dice -> dice.below(1 << 20)),
                            Dice.roll(dice -> dice.below(200) / 4.0))
                    .checkAssert((random, any, price) -> {
                        if (random.count() == 0) {
                            return;
                        }
                        int which = any % random.count();
                        SampleOffer[] unknown = offers(random);
                        SampleOffer[] dear = offers(random);
                        SampleOffer[] cheap = offers(random);
                        dear[which].price(price, 2 * price + 1);
                        cheap[which].price(price / 2, 2 * price);
                        int rank = rank(random, cheap, which);
                        assertThat(rank).isLessThanOrEqualTo(rank(random, dear, which));
                        if (unknown[which].offer().price().isEmpty()) {
                            assertThat(rank).isLessThanOrEqualTo(rank(random, unknown, which));
                        }
                    });
        }

        @Test
        void fewerErrorsNeverLowerTheRank() {
            qt().withExamples(3_000)
                    .forAll(
                            Dice.roll(RandomRouting::of),
                            Dice.roll(dice -> dice.below(1 << 20)),
                            Dice.roll(Dice::share))
                    .checkAssert((random, any, share) -> {
                        if (random.count() == 0) {
                            return;
                        }
                        int which = any % random.count();
                        var worse = withErrors(random, which, share);
                        var better = withErrors(random, which, share / 2);
                        assertThat(rank(better, offers(better), which))
                                .isLessThanOrEqualTo(rank(worse, offers(worse), which));
                    });
        }

        private RandomRouting withErrors(RandomRouting random, int which, double share) {
            List<OfferHealth> all = new ArrayList<>();
            for (int i = 0; i < random.count(); i++) {
                OfferHealth each = random.health().of(i);
                all.add(
                        i != which
                                ? each
                                : new OfferHealth(
                                        each.coolingDown(),
                                        share,
                                        each.firstByteMillis(),
                                        each.tokensPerSecond()));
            }
            return new RandomRouting(
                    random.offers(),
                    random.count(),
                    random.settings(),
                    new Health(all),
                    random.request());
        }
    }
}
