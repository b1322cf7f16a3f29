package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assayer.catalog.Catalog;
import dev.assayer.catalog.Effort;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Snapshot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Scores, their intervals, and what they say of themselves.
final class AbilitiesTest {

    private static final LocalDate DAY = Evidence.DAY;

    /// Twenty-one models on a coding board, and the same on a chat board.
    private static Evidence world() {
        var evidence = new Evidence();
        for (int i = 0; i <= 20; i++) {
            double ability = -2 + 0.2 * i;
            evidence.elo("lmarena/coding", "a/m" + i, 1200 + 100 * ability);
            evidence.elo("lmarena/multi_turn", "a/m" + i, 1200 + 100 * ability);
            evidence.elo("epoch/weirdml", "a/m" + i, 1000 + 80 * ability);
        }
        return evidence;
    }

    @Test
    void thinEvidenceStaysNearThePrior() {
        Scores scores =
                world().fraction("epoch/gso_bench", "b/thin", 0.9, 5)
                        .fraction("epoch/gso_bench", "c/thick", 0.9, 500)
                        .fraction("epoch/gso_bench", "d/other", 0.2, 500)
                        .scores();

        Score thin = score(scores, "b/thin", Category.CODING);
        Score thick = score(scores, "c/thick", Category.CODING);
        double prior = 50;
        assertThat(Math.abs(thin.value() - prior)).isLessThan(Math.abs(thick.value() - prior));
        assertThat(width(thin)).isGreaterThan(width(thick));
    }

    /// What is missing is not zero, and one brilliant result is not a brilliant model.
    @Test
    void missingIsNeitherZeroNorForgotten() {
        Scores scores = world().elo("epoch/weirdml", "b/one", 1160).scores();

        Score one = score(scores, "b/one", Category.CODING);
        Score all = score(scores, "a/m20", Category.CODING);
        assertThat(one.value()).isLessThan(all.value()).isGreaterThan(60);
        assertThat(width(one)).isGreaterThan(width(all));
    }

    @Test
    void whereLowerIsBetterTheLowestWins() {
        var up = new Evidence();
        var down = new Evidence();
        for (int i = 0; i <= 20; i++) {
            double share = 0.1 + 0.04 * i;
            up.fraction("epoch/weirdml", "a/m" + i, share, 100);
            down.lowerIsBetter("epoch/weirdml", "a/m" + i, 1 - share, 100);
        }
        Scores ups = up.scores();
        Scores downs = down.scores();

        for (Variant variant : ups.variants()) {
            double value = score(ups, variant.toString(), Category.CODING).value();
            assertThat(score(downs, variant.toString(), Category.CODING).value())
                    .isCloseTo(value, within(1e-6));
        }
        assertThat(score(downs, "a/m20", Category.CODING).value()).isGreaterThan(65);
    }

    @Test
    void aCategoryWithoutEvidenceBorrowsUnderAWiderInterval() {
        Scores scores = world().scores();

        Score chat = score(scores, "a/m15", Category.CHAT);
        Score empathy = score(scores, "a/m15", Category.EMPATHY);
        Score math = score(scores, "a/m15", Category.MATH);

        assertThat(chat.borrowed()).isFalse();
        assertThat(chat.observations()).isEqualTo(1);
        assertThat(empathy.borrowed()).isTrue();
        assertThat(empathy.observations()).isEqualTo(3);
        assertThat(math.borrowed()).isTrue();
        assertThat(width(empathy)).isGreaterThan(1.5 * width(chat));
        assertThat(width(math)).isGreaterThan(width(score(scores, "a/m15", Category.CODING)));
    }

    /// Chat says more about empathy than coding does.
    @Test
    void whatIsBorrowedComesFromTheNearestRelatives() {
        Evidence evidence = world();
        for (int i = 0; i <= 20; i++) {
            evidence.elo("lechmazur/writing", "a/m" + i, 500 + 40 * i);
        }
        Scores scores =
                evidence.elo("epoch/weirdml", "b/coder", 1160)
                        .elo("lechmazur/writing", "b/coder", 900)
                        .elo("epoch/weirdml", "c/writer", 1000)
                        .elo("lechmazur/writing", "c/writer", 1300)
                        .scores();

        double writer = lean(scores, "c/writer");
        double coder = lean(scores, "b/coder");
        assertThat(writer).isGreaterThan(1);
        assertThat(coder).isLessThan(-1);
    }

    /// By how much a model is thought better at empathy than at math.
    private static double lean(Scores scores, String variant) {
        return score(scores, variant, Category.EMPATHY).value()
                - score(scores, variant, Category.MATH).value();
    }

    @Test
    void anEffortWithoutEvidenceAnswersWithTheOthersUnderAWiderInterval() {
        Scores scores = world().elo("epoch/weirdml", "b/thinker@high", 1080).scores();

        Score high = score(scores, "b/thinker@high", Category.CODING);
        Score byDefault = score(scores, "b/thinker", Category.CODING);
        Score none = score(scores, "b/thinker@none", Category.CODING);

        assertThat(scores.variants()).contains(Variant.parse("b/thinker@high"));
        assertThat(scores.variants()).doesNotContain(Variant.parse("b/thinker"));
        assertThat(byDefault.value()).isCloseTo(high.value(), within(5.0));
        assertThat(width(byDefault)).isGreaterThan(width(high));
        assertThat(byDefault.observations()).isEqualTo(1);
        assertThat(none.value()).isLessThan(byDefault.value());
        assertThat(scores.contributions(Variant.parse("b/thinker"), Category.CODING)).hasSize(1);
    }

    @Test
    void effortMattersLessForChatThanForMath() {
        Scores scores = world().elo("epoch/weirdml", "b/thinker@high", 1080).scores();

        double math = gap(scores, Category.MATH);
        double chat = gap(scores, Category.CHAT);
        assertThat(math).isGreaterThan(chat).isGreaterThan(0);
    }

    private static double gap(Scores scores, Category category) {
        return score(scores, "b/thinker@max", category).value()
                - score(scores, "b/thinker@none", category).value();
    }

    @Test
    void evidenceAgesIntoAWiderIntervalAroundTheSameValue() {
        Snapshot snapshot = world().snapshot();
        Score fresh = score(new Abilities().score(snapshot, DAY), "a/m15", Category.CODING);
        Score week =
                score(new Abilities().score(snapshot, DAY.plusDays(7)), "a/m15", Category.CODING);
        Score year =
                score(new Abilities().score(snapshot, DAY.plusDays(372)), "a/m15", Category.CODING);

        assertThat(week).isEqualTo(fresh);
        assertThat(year.value()).isEqualTo(fresh.value());
        // a year beyond the first week adds 0.15^2 to the variance
        double before = width(fresh) / 2 / 15 / 1.6449;
        double after = width(year) / 2 / 15 / 1.6449;
        assertThat(after * after - before * before).isCloseTo(0.0225, within(1e-9));
        assertThat(year.newest()).contains(DAY);
    }

    @Test
    void ofTwoContradictingResultsTheNewerCountsMore() {
        LocalDate old = DAY.minusDays(1460);
        Evidence evidence = world();
        for (int i = 0; i <= 20; i++) {
            evidence.elo("epoch/gso_bench", "a/m" + i, 1000 + 4 * (-20 + 2 * i));
        }
        Scores scores =
                evidence.elo("epoch/weirdml", "b/rising", 1160)
                        .elo("epoch/gso_bench", "c/falling", 1080)
                        .on(old)
                        .elo("epoch/gso_bench", "b/rising", 920)
                        .elo("epoch/weirdml", "c/falling", 840)
                        .scores();

        assertThat(score(scores, "b/rising", Category.CODING).value()).isGreaterThan(52);
        assertThat(score(scores, "c/falling", Category.CODING).value()).isGreaterThan(52);
        assertThat(score(scores, "b/rising", Category.CODING).newest()).contains(DAY);
    }

    @Test
    void whatTwoSourcesRepublishCountsOnce() {
        Evidence evidence = world().elo("epoch/weirdml", "b/twice", 1100);
        Score once = score(evidence.scores(), "b/twice", Category.CODING);
        evidence.from("another").by(Method.SELF_REPORTED).elo("epoch/weirdml", "b/twice", 1400);

        assertThat(score(evidence.scores(), "b/twice", Category.CODING)).isEqualTo(once);
    }

    @Test
    void aColumnMoreOfTheSameBoardIsNoSecondWitness() {
        Evidence board = world().elo("lmarena/coding", "b/one", 1350);
        double oneColumn = width(score(board.scores(), "b/one", Category.GENERAL));
        board.elo("lmarena/multi_turn", "b/one", 1350);
        double twoColumns = width(score(board.scores(), "b/one", Category.GENERAL));
        Evidence boards =
                world().elo("lmarena/coding", "b/one", 1350).elo("epoch/weirdml", "b/one", 1120);
        double twoBoards = width(score(boards.scores(), "b/one", Category.CODING));

        assertThat(twoColumns).isLessThan(oneColumn).isGreaterThan(0.6 * oneColumn);
        assertThat(twoBoards).isLessThan(width(score(board.scores(), "b/one", Category.CODING)));
    }

    @Test
    void contributionsShareAllWeightWithThePrior() {
        Scores scores = world().elo("epoch/weirdml", "b/new", 1100).scores();

        List<Contribution> many = scores.contributions(Variant.parse("a/m15"), Category.CODING);
        List<Contribution> few = scores.contributions(Variant.parse("b/new"), Category.CODING);

        assertThat(many)
                .hasSize(3)
                .isSortedAccordingTo((x, y) -> Double.compare(y.weight(), x.weight()));
        assertThat(many.getFirst().observation().benchmark()).isNotEqualTo("lmarena/multi_turn");
        assertThat(sum(many)).isBetween(0.8, 1.0);
        assertThat(sum(few)).isLessThan(sum(many));
        assertThat(few.getFirst().scaled()).isCloseTo(many.getFirst().scaled(), within(15.0));
        assertThat(scores.contributions(Variant.parse("z/unknown"), Category.CODING)).isEmpty();
    }

    private static double sum(List<Contribution> contributions) {
        return contributions.stream().mapToDouble(Contribution::weight).sum();
    }

    /// From what is expected of a model without evidence, the observations lead to its score.
    @Test
    void whatObservationsMovedAddsUpToTheScore() {
        Evidence evidence =
                world().released("b/new", DAY.minusDays(90))
                        .fraction("epoch/gso_bench", "b/new", 0.6, 60)
                        .elo("lmarena/coding", "b/new@high", 1250);
        Scores scores = evidence.scores();
        var readings = new SnapshotReadings(evidence.snapshot(), BenchmarkWeights.bundled());
        AbilityModel model =
                AbilityModel.fit(
                        readings.readings, BenchmarkWeights.bundled(), Categories.bundled());
        PointScale scale = PointScale.of(model, Categories.bundled());
        int coding = Category.CODING.ordinal();
        double prior =
                model.kinship().priorMean()[Kinship.at(readings.indexOf(ModelId.of("b/new")))];
        for (int k = 0; k < Links.LATENT; k++) {
            prior +=
                    scale.loads(coding)[k]
                            * model.kinship()
                                    .priorMean()[
                                    Kinship.at(readings.indexOf(ModelId.of("b/new"))) + 1 + k];
        }

        double moved =
                scores.contributions(Variant.parse("b/new"), Category.CODING).stream()
                        .mapToDouble(one -> one.moved().orElseThrow())
                        .sum();

        assertThat(PointScale.points(scale.standard(coding, prior)) + moved)
                .isCloseTo(score(scores, "b/new", Category.CODING).value(), within(1e-9));
        assertThat(moved).isNotCloseTo(0, within(0.1));
    }

    /// A board that strong models top and weak ones fail foretells a middling newcomer's middling
    /// result, in the board's own unit and direction.
    @Test
    void aPredictionIsInTheBenchmarksOwnUnit() {
        Evidence evidence = world();
        for (int i = 0; i <= 20; i += 2) {
            evidence.lowerIsBetter("vectara/hallucination", "a/m" + i, 0.5 - 0.02 * i, 1000);
        }
        Scores scores = evidence.elo("epoch/weirdml", "b/new", 1000).scores();

        Prediction rating = predict(scores, "b/new", "lmarena/coding");
        Prediction rate = predict(scores, "b/new", "vectara/hallucination");
        Prediction best = predict(scores, "a/m20", "vectara/hallucination");

        assertThat(rating.value()).isBetween(1170.0, 1230.0);
        assertThat(List.of(rating.low(), rating.value(), rating.high())).isSorted();
        assertThat(List.of(0.0, rate.low(), rate.value(), rate.high(), 1.0)).isSorted();
        assertThat(best.value()).isLessThan(rate.value());
        assertThat(scores.predict(Variant.parse("b/new"), "no/board")).isEmpty();
        assertThat(scores.predict(Variant.parse("z/unknown"), "lmarena/coding")).isEmpty();
    }

    /// What is asked about does not speak for itself: a planted error stands out, its neighbours do
    /// not.
    @Test
    void aPlantedErrorSurprises() {
        Snapshot snapshot =
                world().elo("epoch/weirdml", "b/odd", 1120)
                        .elo("lmarena/multi_turn", "b/odd", 1350)
                        .elo("lmarena/coding", "b/odd", 1000)
                        .snapshot();
        Scores scores = new Abilities().score(snapshot, DAY);

        for (var one : snapshot.observations()) {
            double deviations = scores.surprise(one).orElseThrow().deviations();
            boolean isPlanted =
                    one.benchmark().equals("lmarena/coding")
                            && one.variant().toString().equals("b/odd");
            if (isPlanted) {
                assertThat(deviations).isLessThan(-4);
            } else {
                assertThat(deviations).isBetween(-3.0, 3.0);
            }
        }
    }

    private static Prediction predict(Scores scores, String variant, String benchmark) {
        return scores.predict(Variant.parse(variant), benchmark).orElseThrow();
    }

    @Test
    void valuesStayWithinTheScale() {
        Scores scores =
                world().elo("epoch/weirdml", "b/best", 9000)
                        .elo("epoch/weirdml", "b/worst", -4000)
                        .scores();

        for (String name : List.of("b/best", "b/worst")) {
            for (Category category : Category.values()) {
                Score score = score(scores, name, category);
                assertThat(List.of(score.low(), score.value(), score.high()))
                        .isSorted()
                        .allMatch(value -> value >= 0 && value <= 100);
            }
        }
    }

    /// The bundled evidence, read in other orders: every bit of every score is the same.
    @Test
    void theOrderOfTheEvidenceDoesNotMatterToTheLastBit() {
        Snapshot snapshot = BundledEvidence.load();
        List<Long> bits = bits(new Abilities().score(snapshot, DAY));

        for (int seed = 1; seed <= 2; seed++) {
            var random = new Random(seed);
            var models = new ArrayList<>(snapshot.catalog().models().values());
            var benchmarks = new ArrayList<>(snapshot.benchmarks());
            var observations = new ArrayList<>(snapshot.observations());
            Collections.shuffle(models, random);
            Collections.shuffle(benchmarks, random);
            Collections.shuffle(observations, random);
            var shuffled =
                    new Snapshot(
                            "shuffled " + seed, // else the kept fit would stand in
                            new Catalog(models, snapshot.catalog().offers()),
                            benchmarks,
                            observations,
                            snapshot.extras(),
                            snapshot.sources());

            assertThat(bits(new Abilities().score(shuffled, DAY))).isEqualTo(bits);
        }
    }

    private static List<Long> bits(Scores scores) {
        var bits = new ArrayList<Long>();
        for (Variant variant : scores.variants()) {
            for (Category category : Category.values()) {
                Score score = scores.score(variant, category).orElseThrow();
                bits.add(Double.doubleToLongBits(score.value()));
                bits.add(Double.doubleToLongBits(score.low()));
                bits.add(Double.doubleToLongBits(score.high()));
                bits.add((long) score.observations());
            }
            bits.add(
                    Double.doubleToLongBits(
                            scores.contributions(variant, Category.CODING).getFirst().weight()));
        }
        return bits;
    }

    @Test
    void everyEffortOfAKnownModelHasAScore() {
        Scores scores = world().scores();

        for (Effort effort : Effort.values()) {
            assertThat(scores.score(new Variant(ModelId.of("a/m3"), effort), Category.TOOLS))
                    .isPresent();
        }
    }

    private static Score score(Scores scores, String variant, Category category) {
        return scores.score(Variant.parse(variant), category).orElseThrow();
    }

    private static double width(Score score) {
        return score.high() - score.low();
    }
}
