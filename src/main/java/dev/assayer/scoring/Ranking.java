package dev.assayer.scoring;

import dev.assayer.catalog.Catalog;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Offer;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.Usd;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Snapshot;
import dev.assayer.scoring.RankingRow.Availability;
import dev.assayer.scoring.RankingRow.Contender;
import dev.assayer.scoring.RankingRow.Quote;
import dev.assayer.scoring.RankingRow.Standing;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// Who is best at a category, by score: one row for every offer of the user, and one for every
/// variant with evidence that none of them offers. Rows without evidence come last and have no
/// rank. Equal scores stand in the order of their intervals' lower ends, then of their names.
/// Immutable.
public final class Ranking {

    /// Width of a 90% interval that knows of a model only that it is a reference model: twice 1.645
    /// standard deviations of 15 points.
    static final double IGNORANCE = 2 * AbilityScores.NORMAL_90 * PointScale.POINTS;

    private static final double LEAST_WEIGHT = 0.01;

    private static final Comparator<RankingRow> ORDER =
            Comparator.comparing(RankingRow::category)
                    .thenComparing(row -> row.standing().isEmpty())
                    .thenComparing(
                            Comparator.comparingDouble((RankingRow row) -> value(row, Score::value))
                                    .thenComparingDouble(row -> value(row, Score::low))
                                    .reversed())
                    .thenComparing(
                            row -> row.contender().variant().map(Variant::toString).orElse(""))
                    .thenComparing(row -> row.contender().provider().orElse(""))
                    .thenComparing(row -> row.contender().modelName());

    private final List<RankingRow> rows;

    private Ranking(List<RankingRow> rows) {
        this.rows = List.copyOf(rows);
    }

    /// Ranks the user's offers and everything else with evidence.
    ///
    /// @param snapshot for names, limits and list prices
    /// @param scores of that snapshot
    /// @param offers the user's; may be empty
    /// @param category which to rank; empty for all, one after the other
    public static Ranking of(
            Snapshot snapshot, Scores scores, List<Offer> offers, Optional<Category> category) {
        var contenders = new Contenders(snapshot.catalog(), scores, offers);
        var rows = new ArrayList<RankingRow>();
        for (Category each : category.map(List::of).orElse(Arrays.asList(Category.values()))) {
            contenders.addRows(each, rows);
        }
        return new Ranking(ranked(rows));
    }

    public List<RankingRow> rows() {
        return rows;
    }

    /// Only what the user can send requests to, ranked among itself.
    public Ranking offered() {
        return new Ranking(
                ranked(
                        rows.stream()
                                .filter(row ->
                                        row.contender().availability() != Availability.CATALOGUE)
                                .toList()));
    }

    /// The first rows of each category.
    ///
    /// @param count at least 0
    public Ranking top(int count) {
        Map<Category, Integer> seen = new HashMap<>();
        return new Ranking(
                rows.stream()
                        .filter(row -> seen.merge(row.category(), 1, Integer::sum) <= count)
                        .toList());
    }

    /// How far a score can be relied on, 0..1:
    ///
    /// `(1 - width / 49.3) x n / (n + 1)`, halved when borrowed
    ///
    /// with the width of the 90% interval in points, 49.3 the width when nothing is known of a
    /// reference model, and n observations.
    public static double confidence(Score score) {
        double narrow = Math.max(0, 1 - (score.high() - score.low()) / IGNORANCE);
        double count = score.observations() / (score.observations() + 1.0);
        return narrow * count * (score.borrowed() ? 0.5 : 1);
    }

    private static List<RankingRow> ranked(List<RankingRow> rows) {
        var sorted = new ArrayList<>(rows);
        sorted.sort(ORDER);
        int rank = 0;
        for (int i = 0; i < sorted.size(); i++) {
            RankingRow row = sorted.get(i);
            RankingRow above = i == 0 ? row : sorted.get(i - 1);
            boolean isFirst = i == 0 || above.category() != row.category();
            if (isFirst) {
                rank = 1;
            } else if (!above.contender().variant().equals(row.contender().variant())) {
                rank++;
            }
            sorted.set(
                    i,
                    new RankingRow(
                            row.standing().isEmpty() ? OptionalInt.empty() : OptionalInt.of(rank),
                            row.category(),
                            row.contender(),
                            row.standing(),
                            row.quote()));
        }
        return sorted;
    }

    private static double value(RankingRow row, ToDoubleFunction<Score> component) {
        return row.standing()
                .map(standing -> component.applyAsDouble(standing.score()))
                .orElse(Double.NEGATIVE_INFINITY);
    }

    /// Everything that can stand in a ranking, worked out once for all categories.
    private static final class Contenders {

        private record Entry(Contender contender, Optional<Quote> quote) {}

        private final Catalog catalog;
        private final Scores scores;
        private final Map<ModelId, List<ListedOffer>> listed = new HashMap<>();
        private final Map<String, LocalDate> priced = new HashMap<>();
        private final List<Entry> entries = new ArrayList<>();

        private Contenders(Catalog catalog, Scores scores, List<Offer> offers) {
            this.catalog = catalog;
            this.scores = scores;
            for (ListedOffer line : catalog.offers()) {
                line.model()
                        .ifPresent(model ->
                                listed.computeIfAbsent(model, _ -> new ArrayList<>()).add(line));
                priced.put(line.provider() + '/' + line.upstreamModel(), line.date());
            }
            Set<Variant> offered = new HashSet<>();
            for (Offer offer : offers) {
                entries.add(offered(offer));
                offer.variant().ifPresent(offered::add);
            }
            for (Variant variant : scores.variants()) {
                if (!offered.contains(variant)) {
                    entries.add(catalogued(variant));
                }
            }
        }

        private void addRows(Category category, List<RankingRow> rows) {
            Map<Variant, Optional<Standing>> standings = new HashMap<>();
            for (Entry entry : entries) {
                Optional<Standing> standing =
                        entry.contender()
                                .variant()
                                .flatMap(variant ->
                                        standings.computeIfAbsent(
                                                variant, one -> standing(one, category)));
                rows.add(
                        new RankingRow(
                                OptionalInt.empty(),
                                category,
                                entry.contender(),
                                standing,
                                entry.quote()));
            }
        }

        private Optional<Standing> standing(Variant variant, Category category) {
            return scores.score(variant, category)
                    .map(score ->
                            new Standing(
                                    score,
                                    confidence(score),
                                    scores.contributions(variant, category).stream()
                                            .filter(one -> one.weight() >= LEAST_WEIGHT)
                                            .map(one -> one.observation().source())
                                            .distinct()
                                            .sorted()
                                            .toList()));
        }

        private Entry offered(Offer offer) {
            Optional<Model> model = offer.variant().flatMap(one -> catalog.model(one.model()));
            return new Entry(
                    new Contender(
                            offer.variant(),
                            model.map(Model::name).orElse(offer.upstreamModel()),
                            Optional.of(offer.provider()),
                            offer.sandbox() ? Availability.SANDBOX : Availability.OFFERED,
                            context(offer.limits(), model),
                            model.map(Model::openWeights)),
                    offer.price()
                            .map(price ->
                                    new Quote(price, Optional.ofNullable(priced.get(offer.id())))));
        }

        private Entry catalogued(Variant variant) {
            Optional<Model> model = catalog.model(variant.model());
            Optional<ListedOffer> line = quoted(variant);
            return new Entry(
                    new Contender(
                            Optional.of(variant),
                            model.map(Model::name).orElse(variant.model().name()),
                            line.map(ListedOffer::provider),
                            Availability.CATALOGUE,
                            context(line.map(ListedOffer::limits).orElse(Limits.UNKNOWN), model),
                            model.map(Model::openWeights)),
                    line.flatMap(one ->
                            one.price().map(price -> new Quote(price, Optional.of(one.date())))));
        }

        private static OptionalInt context(Limits limits, Optional<Model> model) {
            int tokens =
                    limits.contextTokens() > 0
                            ? limits.contextTokens()
                            : model.map(one -> one.limits().contextTokens()).orElse(0);
            return tokens > 0 ? OptionalInt.of(tokens) : OptionalInt.empty();
        }

        /// The list price to show for a variant that the user has no offer of: at the lab itself,
        /// else the lowest one, and a free one only where every price is free.
        private Optional<ListedOffer> quoted(Variant variant) {
            return listed.getOrDefault(variant.model(), List.of()).stream()
                    .filter(line -> line.price().isPresent())
                    .min(
                            Comparator.comparing((ListedOffer line) -> !isOf(variant, line))
                                    .thenComparing(line -> !isLabsOwn(line))
                                    .thenComparing(line -> price(line).isFree())
                                    .thenComparing(line -> blend(price(line)))
                                    .thenComparing(ListedOffer::provider)
                                    .thenComparing(ListedOffer::upstreamModel));
        }

        private static boolean isOf(Variant variant, ListedOffer line) {
            return line.variant().filter(variant::equals).isPresent();
        }

        /// `mistral` is the provider of the lab `mistralai`, `xai` that of `x-ai`.
        private static boolean isLabsOwn(ListedOffer line) {
            return line.model()
                    .filter(model -> letters(model.lab()).startsWith(letters(line.provider())))
                    .isPresent();
        }

        private static String letters(String name) {
            return name.replace("-", "");
        }

        private static Price price(ListedOffer line) {
            return line.price().orElse(Price.FREE);
        }

        private static Usd blend(Price price) {
            return price.input().times(3).plus(price.output());
        }
    }
}
