package dev.assayer.routing;

import static dev.assayer.routing.SampleOffer.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;

import dev.assayer.Dice;
import dev.assayer.catalog.Capability;
import dev.assayer.routing.Choice.Rule;
import dev.assayer.routing.Explanation.Candidate;
import dev.assayer.routing.Health.OfferHealth;
import dev.assayer.routing.features.CategoryEstimate;
import dev.assayer.routing.features.Features;
import dev.assayer.routing.policy.Policy;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplanationTest {

    private static RoutingRequest auto(Capability... needs) {
        return new RoutingRequest(
                new Target.Auto(),
                Policy.BALANCED,
                new Features(CategoryEstimate.nothing(), 100, 50, Set.of(needs)),
                0);
    }

    private static RoutingRequest pinned(String model) {
        return new RoutingRequest(new Target.Pinned(model), Policy.BALANCED, auto().features(), 0);
    }

    private static String verdict(Explanation explanation, String offer) {
        return candidate(explanation, offer).verdict();
    }

    private static Candidate candidate(Explanation explanation, String offer) {
        return explanation.candidates().stream()
                .filter(each -> each.offer().id().equals(offer))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void agreesWithTheChoice() {
        qt().withExamples(5_000)
                .forAll(Dice.roll(RandomRouting::of))
                .checkAssert(ExplanationTest::assertAgrees);
    }

    private static void assertAgrees(RandomRouting random) {
        RoutingTable table = random.table();
        Choice choice = Router.choose(random.request(), table, random.health());
        Explanation explanation = Explanation.of(random.request(), table, random.health());
        List<Candidate> candidates = explanation.candidates();

        assertThat(explanation.choice().rule()).isEqualTo(choice.rule());
        assertThat(explanation.choice().order()).containsExactly(choice.order());
        assertThat(candidates.stream().map(each -> each.offer().id()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, table.size())
                                .mapToObj(i -> table.offer(i).id())
                                .toList());
        assertThat(candidates).allSatisfy(each -> assertThat(each.verdict()).isNotBlank());

        // Exactly the chosen one is called chosen, and it comes first.
        List<Candidate> called =
                candidates.stream().filter(each -> each.verdict().startsWith("chosen")).toList();
        if (choice.isEmpty()) {
            assertThat(called).isEmpty();
            assertThat(candidates).allSatisfy(each -> assertThat(each.constraint()).isPresent());
        } else {
            assertThat(called).containsExactly(candidates.getFirst());
            assertThat(called.getFirst().offer()).isEqualTo(table.offer(choice.order()[0]));
            assertThat(called.getFirst().constraint()).isEmpty();
        }

        // Whoever is in the choice met all constraints, and whoever met them is in it if it had
        // room.
        Set<String> listed = new HashSet<>();
        for (int offer : choice.order()) {
            listed.add(table.offer(offer).id());
        }
        Set<String> free = new HashSet<>();
        candidates.stream()
                .filter(each -> each.constraint().isEmpty())
                .forEach(each -> free.add(each.offer().id()));
        assertThat(free).containsAll(listed);
        assertThat(listed).hasSize(Math.min(free.size(), Router.MOST_CANDIDATES));

        if (choice.rule() == Rule.UTILITY) {
            double best = candidates.getFirst().merit().utility();
            assertThat(candidates)
                    .filteredOn(each -> each.constraint().isEmpty())
                    .allSatisfy(
                            each -> assertThat(each.merit().utility()).isLessThanOrEqualTo(best));
        }
        JsonNode json = ExplanationJson.of(explanation, table.spec(), random.health().hash());
        assertThat(json.path("chosen").isNull()).isEqualTo(choice.isEmpty());
        assertThat(json.path("candidates").size()).isEqualTo(table.size());
        assertThat(JsonMapper.shared().readTree(json.toString())).isNotNull();
    }

    @Test
    void namesTheConstraint() {
        RoutingTable table =
                table(
                        SampleOffer.of("fit/m").score(50),
                        SampleOffer.of("blind/m").score(90).takes(0, Capability.TOOLS),
                        SampleOffer.of("small/m").score(90).takes(149, Capability.IMAGES),
                        SampleOffer.of("cool/m").score(90));
        Explanation explanation =
                Explanation.of(
                        auto(Capability.IMAGES),
                        table,
                        new Health(
                                List.of(
                                        OfferHealth.UNKNOWN,
                                        OfferHealth.UNKNOWN,
                                        OfferHealth.UNKNOWN,
                                        new OfferHealth(true, 0, 0, 0))));
        assertThat(verdict(explanation, "fit/m"))
                .isEqualTo("chosen: highest utility under the policy");
        assertThat(candidate(explanation, "blind/m").constraint()).contains("images");
        assertThat(verdict(explanation, "blind/m")).contains("images");
        assertThat(candidate(explanation, "small/m").constraint()).contains("context");
        assertThat(verdict(explanation, "small/m")).contains("149").contains("150");
        assertThat(candidate(explanation, "cool/m").constraint()).contains("cooldown");
    }

    @Test
    void saysInWhatACandidateFellBehind() {
        RoutingTable table =
                table(
                        SampleOffer.of("best/m").score(80).price(1, 2),
                        SampleOffer.of("dull/m").score(40).price(1, 2),
                        SampleOffer.of("dear/m").score(80).price(20, 80),
                        SampleOffer.of("slow/m").score(80).price(1, 2),
                        SampleOffer.of("shaky/m").score(79).price(1, 2),
                        SampleOffer.of("twin/m").score(80).price(1, 2));
        OfferHealth usual = new OfferHealth(false, 0, 500, 80);
        Explanation explanation =
                Explanation.of(
                        auto(),
                        table,
                        new Health(
                                List.of(
                                        usual,
                                        usual,
                                        usual,
                                        new OfferHealth(false, 0, 9_000, 8),
                                        new OfferHealth(false, 0.5, 500, 80),
                                        usual)));
        assertThat(verdict(explanation, "dull/m")).contains("most of it in quality");
        assertThat(verdict(explanation, "dear/m")).contains("most of it in cost");
        assertThat(verdict(explanation, "slow/m")).contains("most of it in speed");
        assertThat(verdict(explanation, "shaky/m")).contains("most of it in recent errors");
        assertThat(verdict(explanation, "twin/m"))
                .isEqualTo("as good as best/m, which stands before it");
    }

    @Test
    void doesNotCallACandidateSparedWhereAllAre() {
        RoutingTable table =
                table(SampleOffer.of("a/m").score(80), SampleOffer.of("b/m").score(60));
        OfferHealth cooling = new OfferHealth(true, 0, 0, 0);
        Explanation explanation =
                Explanation.of(auto(), table, new Health(List.of(cooling, cooling)));
        assertThat(verdict(explanation, "b/m")).contains("quality").doesNotContain("spared");
        assertThat(candidate(explanation, "b/m").constraint()).isEmpty();
    }

    @Test
    void ofANamedModelSaysWhoElseHasIt() {
        RoutingTable table =
                table(
                        SampleOffer.of("a/m").as("lab/m").price(1, 1),
                        SampleOffer.of("b/m").as("lab/m").price(0.1, 0.1),
                        SampleOffer.of("c/other"));
        Explanation explanation =
                Explanation.of(
                        pinned("lab/m"),
                        table,
                        new Health(
                                List.of(
                                        OfferHealth.UNKNOWN,
                                        new OfferHealth(true, 0, 0, 0),
                                        OfferHealth.UNKNOWN)));
        assertThat(verdict(explanation, "a/m")).isEqualTo("chosen: the request named it");
        assertThat(verdict(explanation, "b/m")).contains("behind those that did not");
        assertThat(candidate(explanation, "b/m").constraint()).isEmpty();
        assertThat(candidate(explanation, "c/other").constraint()).contains("model");
    }

    @Test
    void tellsObservedTimesFromAssumedOnes() {
        RoutingTable table =
                table(SampleOffer.of("a/m"), SampleOffer.of("b/m"), SampleOffer.of("c/m"));
        Explanation explanation =
                Explanation.of(
                        auto(),
                        table,
                        new Health(
                                List.of(
                                        new OfferHealth(false, 0, 700, 30),
                                        new OfferHealth(false, 0, 0, 30),
                                        OfferHealth.UNKNOWN)));
        assertThat(candidate(explanation, "a/m").expected().isObserved()).isTrue();
        assertThat(candidate(explanation, "b/m").expected().isObserved()).isTrue();
        assertThat(candidate(explanation, "c/m").expected().isObserved()).isFalse();
        assertThat(candidate(explanation, "a/m").expected().firstByteSeconds()).isEqualTo(0.7);
    }

    @Test
    void expectsTheCostOfThisRequest() {
        RoutingTable table = table(SampleOffer.of("a/m").price(2, 10), SampleOffer.of("b/m"));
        Explanation explanation = Explanation.of(auto(), table, Health.unknown(2));
        assertThat(explanation.answerTokens()).isEqualTo(50);
        assertThat(candidate(explanation, "a/m").expected().dollars())
                .isEqualTo(100 * 2e-6 + 50 * 10e-6);
        assertThat(candidate(explanation, "b/m").expected().dollars()).isNaN();
        assertThat(Optional.of(explanation.weights().quality())).contains(0.5);
    }
}
