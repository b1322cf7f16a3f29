package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.catalog.Variant;
import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/scoring.md` follows one model from its raw rows to its place; its figures are those of the
/// pack that ships. After another pack or another fit, write there what this test misses.
final class ExampleInDocsTest {

    private static final Pattern WHEN =
            Pattern.compile("in the bundled pack `\\w+` on (\\d{4}-\\d{2}-\\d{2})\\.");
    private static final Variant MODEL = Variant.parse("google/gemini-3.1-flash-lite");
    private static final int CODING = Category.CODING.ordinal();

    private final List<String> figures = new ArrayList<>();

    @Test
    void everyFigureIsThatOfThePack() throws IOException {
        String doc = Files.readString(Path.of("docs/scoring.md"));
        Matcher when = WHEN.matcher(doc);
        assertThat(when.find()).isTrue();
        Snapshot pack = BundledEvidence.load();
        Scores scores = new Abilities().score(pack, LocalDate.parse(when.group(1)));
        BenchmarkWeights weights = BenchmarkWeights.bundled();
        Readings readings = new SnapshotReadings(pack, weights).readings;
        AbilityModel model = AbilityModel.fit(readings, weights, Categories.bundled());
        List<Contribution> contributions = scores.contributions(MODEL, Category.CODING);
        Score score = scores.score(MODEL, Category.CODING).orElseThrow();

        figure("pack `%s`", pack.hash().substring(0, 8));
        contributions.forEach(each -> row(each, readings, model.links()));
        sum(contributions, score);
        byHand(contributions.getFirst(), readings, model);
        standing(pack, scores, score);
        Score empathy = scores.score(MODEL, Category.EMPATHY).orElseThrow();
        assertThat(empathy.borrowed()).isTrue();
        figure(
                "%.1f with an interval of %.0f-%.0f",
                empathy.value(), empathy.low(), empathy.high());
        unexpected(scores, contributions.get(1).observation());

        assertThat(figures.stream().filter(figure -> !doc.contains(figure)))
                .as("figures of the pack that docs/scoring.md does not have")
                .isEmpty();
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is no dependency of ours
    private void figure(String form, Object... values) {
        figures.add(String.format(Locale.ROOT, form, values));
    }

    private void row(Contribution each, Readings readings, Links links) {
        int b = readings.benchmarks.indexOf(each.observation().benchmark());
        figure(
                "| %s | %.2f | %.2f | %.3f | %.1f | %.3f | %.2f |",
                each.observation().measure().value(),
                links.mean(b, 0),
                links.mean(b, 1),
                Math.sqrt(links.own(b)),
                each.scaled(),
                each.weight(),
                each.moved().orElseThrow());
    }

    private void sum(List<Contribution> contributions, Score score) {
        double moved = 0;
        var terms = new StringBuilder();
        for (Contribution each : contributions) {
            double by = each.moved().orElseThrow();
            moved += by;
            terms.append(String.format(Locale.ROOT, " - %.2f", -by));
        }
        figure("it is expected at %.1f,", score.value() - moved);
        figure(
                "`%.1f%s = %.1f`, interval %.1f-%.1f.",
                score.value() - moved, terms, score.value(), score.low(), score.high());
    }

    private void byHand(Contribution first, Readings readings, AbilityModel model) {
        Links links = model.links();
        PointScale scale = PointScale.of(model, Categories.bundled());
        int b = readings.benchmarks.indexOf(first.observation().benchmark());
        assertThat(links.floor(b)).isZero();
        assertThat(links.ceiling(b)).isOne();
        double share = first.observation().measure().value();
        double logOdds = Math.log(share / (1 - share));
        double ability = (logOdds - links.mean(b, 0)) / links.mean(b, 1);
        double points = PointScale.points(scale.standard(CODING, ability));
        figure("`ln(%s / %.4f) = %.3f`", share, 1 - share, logOdds);
        figure(
                "`(%.3f + %.2f) / %.2f = %.2f`",
                logOdds, -links.mean(b, 0), links.mean(b, 1), ability);
        double centre = -scale.standard(CODING, 0) * scale.spread(CODING);
        figure(
                "has %.2f in coding and their standard deviation is %.2f",
                centre, scale.spread(CODING));
        figure(
                "`50 + 15 x (%.2f - %.2f) / %.2f = %.1f`",
                ability, centre, scale.spread(CODING), points);
        figure(
                "explain %.1f (loadings %.2f, %.2f, %.2f)",
                points - first.scaled(), links.mean(b, 2), links.mean(b, 3), links.mean(b, 4));
    }

    private void standing(Snapshot pack, Scores scores, Score score) {
        LocalDate newest =
                pack.observations().stream()
                        .map(Observation::date)
                        .max(LocalDate::compareTo)
                        .orElseThrow();
        long days = newest.toEpochDay() - score.newest().orElseThrow().toEpochDay();
        figure("Data quality %.2f: %d days older", score.dataQuality().orElseThrow(), days);
        figure(
                "confidence `(1 - %.1f / 49.3) x %d / %d = %.2f`",
                score.high() - score.low(),
                score.observations(),
                score.observations() + 1,
                Ranking.confidence(score));
        List<RankingRow> rows =
                Ranking.of(pack, scores, List.of(), Optional.of(Category.CODING)).rows();
        RankingRow own =
                rows.stream()
                        .filter(row -> row.contender().variant().filter(MODEL::equals).isPresent())
                        .findFirst()
                        .orElseThrow();
        figure("Place %d of %d variants.", own.rank().orElseThrow(), rows.size());
    }

    private void unexpected(Scores scores, Observation observation) {
        Surprise surprise = scores.surprise(observation).orElseThrow();
        Prediction expected = surprise.expected();
        figure(
                "was expected at %.3f, %.3f .. %.3f: the %.3f seen is %.1f standard deviations below",
                expected.value(),
                expected.low(),
                expected.high(),
                observation.measure().value(),
                -surprise.deviations());
    }
}
