package dev.assayer.scoring;

import dev.assayer.catalog.Limits;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.Offer;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Performance;
import dev.assayer.evidence.Snapshot;
import dev.assayer.scoring.RankingRow.Availability;
import dev.assayer.scoring.RankingRow.Contender;
import dev.assayer.scoring.RankingRow.Merits;
import dev.assayer.scoring.RankingRow.Quote;
import dev.assayer.scoring.RankingRow.Standing;
import dev.assayer.scoring.view.Composite;
import dev.assayer.scoring.view.CompositeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// Who is best at a category, by score: one row for every offer of the user, and one for every
/// variant with evidence that none of them offers. Rows without evidence come last and have no
/// rank. Of equal scores a partial one comes after a complete one; else they stand in the order of
/// their intervals' lower ends, then of their names. Immutable.
public final class Ranking {

    /// Width of a 90% interval that knows of a model only that it is a reference model: twice 1.645
    /// standard deviations of 15 points.
    static final double IGNORANCE = 2 * AbilityScores.NORMAL_90 * PointScale.POINTS;

    private static final Comparator<RankingRow> ORDER =
            Comparator.comparing(RankingRow::category)
                    .thenComparing(row -> row.standing().isEmpty())
                    .thenComparing(Comparator.comparingLong(Ranking::shown).reversed())
                    .thenComparing(RankingRow::isPartial)
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
        return of(snapshot, scores, offers, category, RankingTerms.DEFAULT);
    }

    /// As [#of(Snapshot, Scores, List, Optional)], on other terms than the usual ones.
    public static Ranking of(
            Snapshot snapshot,
            Scores scores,
            List<Offer> offers,
            Optional<Category> category,
            RankingTerms terms) {
        var contenders = new Contenders(snapshot, scores, offers, terms);
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
        return filtered(
                new RankingFilter(
                        true,
                        OptionalDouble.empty(),
                        OptionalInt.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        false));
    }

    /// Only rows that pass, ranked among themselves.
    public Ranking filtered(RankingFilter filter) {
        return new Ranking(ranked(rows.stream().filter(filter::passes).toList()));
    }

    /// The same rows with the same ranks, each category by another field; equal ones stay in their
    /// order, and those without it come last.
    ///
    /// @param isReversed whether the other way round than is usual for the field
    public Ranking sorted(RankingColumn column, boolean isReversed) {
        var sorted = new ArrayList<>(rows);
        sorted.sort(
                Comparator.comparing(RankingRow::category).thenComparing(column.order(isReversed)));
        return new Ranking(sorted);
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
                            row.quote(),
                            row.merits()));
        }
        return sorted;
    }

    /// The score in millionths: what differs by less differs by rounding.
    private static long shown(RankingRow row) {
        return row.standing()
                .map(standing -> Math.round(standing.score().value() * 1e6))
                .orElse(Long.MIN_VALUE);
    }

    private static double value(RankingRow row, ToDoubleFunction<Score> component) {
        return row.standing()
                .map(standing -> component.applyAsDouble(standing.score()))
                .orElse(Double.NEGATIVE_INFINITY);
    }

    /// Everything that can stand in a ranking, worked out once for all categories.
    private static final class Contenders {

        private record Entry(Contender contender, Optional<Quote> quote, Merits merits) {}

        private final ModelFacts facts;
        private final Scores scores;
        private final RankingTerms terms;
        private final Map<String, ListedOffer> priced = new HashMap<>();
        private final List<Entry> entries = new ArrayList<>();

        private Contenders(
                Snapshot snapshot, Scores scores, List<Offer> offers, RankingTerms terms) {
            this.facts = new ModelFacts(snapshot);
            this.scores = scores;
            this.terms = terms;
            for (ListedOffer line : snapshot.catalog().offers()) {
                priced.put(line.provider() + '/' + line.upstreamModel(), line);
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
            double[] perDollar = new double[entries.size()];
            var own = new ArrayList<RankingRow>();
            for (Entry entry : entries) {
                Optional<Standing> standing =
                        entry.contender()
                                .variant()
                                .flatMap(variant ->
                                        standings.computeIfAbsent(
                                                variant, one -> standing(one, category)));
                perDollar[own.size()] = perDollar(standing, entry.quote());
                own.add(
                        new RankingRow(
                                OptionalInt.empty(),
                                category,
                                entry.contender(),
                                standing,
                                entry.quote(),
                                entry.merits()));
            }
            addWithEfficiency(own, perDollar, rows);
        }

        /// Points per dollar and million tokens; infinite for what is free, NaN where it is
        /// unknown.
        private static double perDollar(Optional<Standing> standing, Optional<Quote> quote) {
            return standing.isEmpty() || quote.isEmpty()
                    ? Double.NaN
                    : Math.max(standing.get().score().value(), Double.MIN_NORMAL)
                            / ModelFacts.blendedPerMillion(quote.get().price());
        }

        private static void addWithEfficiency(
                List<RankingRow> own, double[] perDollar, List<RankingRow> rows) {
            double[] known =
                    Arrays.stream(perDollar).filter(each -> !Double.isNaN(each)).sorted().toArray();
            for (int i = 0; i < perDollar.length; i++) {
                RankingRow row = own.get(i);
                if (known.length < 3 || Double.isNaN(perDollar[i])) {
                    rows.add(row);
                    continue;
                }
                double worse = below(known, perDollar[i]);
                double same = notAbove(known, perDollar[i]) - worse;
                rows.add(
                        new RankingRow(
                                row.rank(),
                                row.category(),
                                row.contender(),
                                row.standing(),
                                row.quote(),
                                row.merits()
                                        .with(
                                                CostEfficiency.of(
                                                        (worse + same / 2) / known.length))));
            }
        }

        private static int notAbove(double[] sorted, double bound) {
            return Double.isInfinite(bound) ? sorted.length : below(sorted, Math.nextUp(bound));
        }

        /// How many are less.
        private static int below(double[] sorted, double bound) {
            int low = 0;
            int high = sorted.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (sorted[middle] < bound) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private Optional<Standing> standing(Variant variant, Category category) {
            return scores.score(variant, category)
                    .map(score -> {
                        Optional<Makeup> makeup = scores.makeup(variant, category);
                        return new Standing(
                                score,
                                makeup.map(Makeup::confidence).orElseGet(() -> confidence(score)),
                                scores.sources(variant, category),
                                makeup);
                    });
        }

        private Entry offered(Offer offer) {
            Optional<Model> model = offer.variant().flatMap(facts::model);
            var contender =
                    new Contender(
                            offer.variant(),
                            model.map(Model::name).orElse(offer.upstreamModel()),
                            Optional.of(offer.provider()),
                            offer.sandbox() ? Availability.SANDBOX : Availability.OFFERED,
                            facts.contextTokens(offer.limits(), model),
                            model.map(Model::openWeights));
            return entry(
                    contender,
                    offer.price()
                            .map(price -> {
                                Optional<ListedOffer> line =
                                        Optional.ofNullable(priced.get(offer.id()));
                                return new Quote(
                                        price,
                                        line.map(ListedOffer::date),
                                        line.map(ListedOffer::source));
                            }));
        }

        private Entry catalogued(Variant variant) {
            Optional<Model> model = facts.model(variant);
            Optional<ListedOffer> line = facts.quoted(variant);
            var contender =
                    new Contender(
                            Optional.of(variant),
                            model.map(Model::name).orElse(variant.model().name()),
                            line.map(ListedOffer::provider),
                            Availability.CATALOGUE,
                            facts.contextTokens(
                                    line.map(ListedOffer::limits).orElse(Limits.UNKNOWN), model),
                            model.map(Model::openWeights));
            return entry(
                    contender,
                    line.flatMap(one ->
                            one.price()
                                    .map(price ->
                                            new Quote(
                                                    price,
                                                    Optional.of(one.date()),
                                                    Optional.of(one.source())))));
        }

        /// Canned answers come at no speed that means anything.
        private Entry entry(Contender contender, Optional<Quote> quote) {
            Optional<Performance> performance =
                    contender.availability() == Availability.SANDBOX
                            ? Optional.empty()
                            : contender
                                    .variant()
                                    .flatMap(variant -> facts.speed(variant, contender.provider()));
            OptionalDouble ttft =
                    performance
                            .map(one -> one.speed().ttft().median())
                            .orElse(OptionalDouble.empty());
            OptionalDouble quality = ability(contender, Category.GENERAL);
            Composite composite =
                    Composite.of(
                            new Composite.Known(
                                    ability(contender, Category.CODING),
                                    quality,
                                    performance.map(Performance::speed),
                                    quote.map(Quote::price),
                                    contender.contextTokens()),
                            terms.composite());
            return new Entry(
                    contender,
                    quote,
                    new Merits(
                            composite,
                            quality,
                            performance,
                            ttft.isPresent()
                                    ? Optional.of(terms.speed().tier(ttft.getAsDouble()))
                                    : Optional.empty(),
                            Optional.empty(),
                            Stream.of(Category.GENERAL, Category.CODING)
                                    .flatMap(category -> means(contender, category).stream())
                                    .toList()));
        }

        /// Ids of the sources of an ability that is a plain mean of their figures.
        private Optional<List<String>> means(Contender contender, Category category) {
            Scores abilities = scores.underlying();
            return contender
                    .variant()
                    .filter(variant -> abilities.makeup(variant, category).isPresent())
                    .map(variant -> abilities.sources(variant, category));
        }

        private OptionalDouble ability(Contender contender, Category category) {
            return contender
                    .variant()
                    .map(variant -> CompositeView.ability(scores, variant, category))
                    .orElse(OptionalDouble.empty());
        }
    }
}
