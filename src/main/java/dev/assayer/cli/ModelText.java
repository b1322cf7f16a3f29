package dev.assayer.cli;

import dev.assayer.app.Standing;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.Offer;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.ShownName;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Credits;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Performance;
import dev.assayer.evidence.Profile;
import dev.assayer.evidence.Speed;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Contribution;
import dev.assayer.scoring.Makeup;
import dev.assayer.scoring.ModelFacts;
import dev.assayer.scoring.Ranking;
import dev.assayer.scoring.RankingRow;
import dev.assayer.scoring.Score;
import dev.assayer.scoring.Scores;
import dev.assayer.scoring.view.Composite;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// Everything about one model, for people.
final class ModelText {

    private static final double LEAST_WEIGHT = 0.01;

    private final StringBuilder text = new StringBuilder();
    private final Standing standing;
    private final ModelFacts facts;
    private final Variant variant;
    private final Set<String> credited = new HashSet<>();

    private ModelText(Standing standing, Variant variant) {
        this.standing = standing;
        this.facts = new ModelFacts(standing.snapshot());
        this.variant = variant;
    }

    static String of(Standing standing, Ranking ranking, List<Offer> offers, Variant variant) {
        var text = new ModelText(standing, variant);
        text.identity();
        text.offers(offers);
        text.speed();
        text.profile();
        text.whole(ranking);
        text.scores(ranking);
        text.credits();
        return text.text.toString();
    }

    private void identity() {
        Optional<Model> model = facts.model(variant);
        line("%s  %s", variant, model.map(one -> ShownName.of(one.id(), one.name())).orElse(""));
        model.ifPresent(one -> {
            line(
                    "  released %s, weights %s, context %s",
                    one.released().map(Object::toString).orElse("unknown"),
                    one.openWeights() ? "open" : "closed",
                    one.limits().contextTokens() > 0
                            ? String.format(Locale.ROOT, "%,d", one.limits().contextTokens())
                            : "unknown");
            if (!one.aliases().isEmpty()) {
                line("  also %s", String.join(", ", one.aliases()));
            }
        });
        String efforts =
                standing.scores().variants().stream()
                        .filter(each -> each.model().equals(variant.model()))
                        .map(each -> each.effort().word())
                        .collect(Collectors.joining(", "));
        line("  evidence at effort %s", efforts.isEmpty() ? "- (none at all)" : efforts);
    }

    private void offers(List<Offer> offers) {
        List<Offer> own =
                offers.stream()
                        .filter(offer ->
                                offer.variant()
                                        .filter(one -> one.model().equals(variant.model()))
                                        .isPresent())
                        .sorted(Comparator.comparing(Offer::id))
                        .toList();
        line("");
        line("your offers%s", own.isEmpty() ? ": none" : "");
        own.forEach(offer ->
                line(
                        "  %-44s %s%s",
                        offer.id(), price(offer.price()), offer.sandbox() ? " (sandbox)" : ""));
        List<ListedOffer> listed = facts.listed(variant.model());
        line("published offers%s", listed.isEmpty() ? ": none" : "");
        listed.forEach(offer -> {
            credited.add(offer.source());
            line(
                    "  %-44s %s  (%s, %s)",
                    offer.provider() + "/" + offer.upstreamModel(),
                    price(offer.price()),
                    offer.source(),
                    offer.date());
        });
    }

    private static String price(Optional<Price> price) {
        return price.map(one ->
                        "$"
                                + one.inputPerMillion().toPlainString()
                                + " in, $"
                                + one.outputPerMillion().toPlainString()
                                + " out per million")
                .orElse("price unknown");
    }

    private void speed() {
        List<Performance> figures = facts.performance(variant);
        line("");
        line("speed%s", figures.isEmpty() ? ": not measured by any source in force" : "");
        figures.forEach(one -> {
            credited.add(one.source());
            line(
                    "  %-20s TTFT %s s, %s tokens/s, whole answer %s s  (%s, %s)",
                    one.host().orElse("across hosts"),
                    spread(one.speed().ttft(), "p95"),
                    spread(one.speed().throughput(), "slow end"),
                    spread(one.speed().latency(), "p95"),
                    one.source(),
                    one.date());
        });
    }

    /// @param end what its slow end is called: of throughput that is the least, not a 95th
    ///   percentile
    private static String spread(Speed.Spread spread, String end) {
        return number(spread.median())
                + (spread.p95().isPresent() ? " (" + end + " " + number(spread.p95()) + ")" : "");
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "-";
    }

    private void profile() {
        Optional<Profile> profile = facts.profile(variant.model());
        profile.ifPresent(one -> {
            line("");
            line(
                    "your own file of %s: context %s, latency %s ms, tags %s, capabilities %s",
                    one.date(),
                    one.contextTokens().isPresent()
                            ? Integer.toString(one.contextTokens().getAsInt())
                            : "-",
                    number(one.latencyMillis()),
                    one.tags(),
                    new java.util.TreeMap<>(one.capabilities()));
        });
    }

    private void whole(Ranking ranking) {
        rows(ranking).stream()
                .findFirst()
                .map(row -> row.merits().composite())
                .filter(composite -> composite.overall().isPresent())
                .ifPresent(this::whole);
    }

    private void whole(Composite composite) {
        line("");
        line("overall %s%s", number(composite.overall()), composite.partial() ? " (partial)" : "");
        composite.parts().forEach(this::part);
    }

    private void part(Makeup.Part part) {
        line(
                "  %-22s %8s  x %.3f  %s",
                part.name(), number(part.points()), part.weight(), part.how());
    }

    private List<RankingRow> rows(Ranking ranking) {
        return ranking.rows().stream()
                .filter(row -> row.contender().variant().filter(variant::equals).isPresent())
                .toList();
    }

    private void scores(Ranking ranking) {
        rows(ranking).forEach(row -> credited.addAll(row.credited()));
        Scores scores = standing.scores();
        line("");
        line("scores by %s as of %s", standing.scoring().id(), standing.asOf());
        for (Category category : Category.values()) {
            Optional<Score> score = scores.score(variant, category);
            if (score.isEmpty()) {
                line("%-17s no evidence", category.word());
                continue;
            }
            Optional<Makeup> makeup = scores.makeup(variant, category);
            line(
                    "%-17s %s%s",
                    category.word(),
                    score(score.get(), makeup),
                    rows(ranking).stream()
                            .filter(row -> row.category() == category && row.rank().isPresent())
                            .findFirst()
                            .map(row -> ", rank " + row.rank().getAsInt())
                            .orElse(""));
            makeup.ifPresent(made -> {
                made.parts().forEach(this::part);
                made.factors()
                        .forEach(factor ->
                                line(
                                        "  x %-20s %8s  %s",
                                        factor.name(), number(factor.value()), factor.how()));
            });
            scores.contributions(variant, category).stream()
                    .filter(one -> one.weight() >= LEAST_WEIGHT)
                    .forEach(this::contribution);
        }
    }

    private static String score(Score score, Optional<Makeup> makeup) {
        return makeup.map(made ->
                        String.format(
                                Locale.ROOT,
                                "%.2f%s, confidence %.2f, %d observations",
                                score.value(),
                                made.partial() ? " (partial)" : "",
                                made.confidence(),
                                score.observations()))
                .orElseGet(() ->
                        String.format(
                                Locale.ROOT,
                                "%.1f (%.1f - %.1f)%s, confidence %.2f, %d observations",
                                score.value(),
                                score.low(),
                                score.high(),
                                score.borrowed() ? " borrowed" : "",
                                Ranking.confidence(score),
                                score.observations()));
    }

    private void contribution(Contribution each) {
        Observation one = each.observation();
        credited.add(one.source());
        line(
                "  %4.1f%%  %-34s %8s  %5.1f points%s  %-20s %s%s",
                100 * each.weight(),
                one.benchmark(),
                String.format(Locale.ROOT, "%.4g", one.measure().value()),
                each.scaled(),
                each.moved().isPresent()
                        ? String.format(
                                Locale.ROOT, "  moved it %+6.2f", each.moved().getAsDouble())
                        : "",
                one.source(),
                one.date(),
                one.variant().equals(variant) ? "" : "  at " + one.variant().effort().word());
    }

    private void credits() {
        String credits = Credits.of(standing.snapshot(), credited).text();
        if (!credits.isEmpty()) {
            text.append('\n').append(credits);
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is no dependency of ours
    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
