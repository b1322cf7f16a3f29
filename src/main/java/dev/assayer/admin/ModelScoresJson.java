package dev.assayer.admin;

import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.ShownName;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Credits;
import dev.assayer.evidence.Layer;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Profile;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.Source;
import dev.assayer.evidence.SourceState;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Contribution;
import dev.assayer.scoring.CostEfficiency;
import dev.assayer.scoring.Makeup;
import dev.assayer.scoring.ModelFacts;
import dev.assayer.scoring.Ranking;
import dev.assayer.scoring.RankingRow;
import dev.assayer.scoring.RankingRow.Standing;
import dev.assayer.scoring.Score;
import dev.assayer.scoring.Scores;
import dev.assayer.scoring.SpeedTier;
import dev.assayer.scoring.view.Composite;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Everything that the evidence says of one model, as `GET /models/{id}/scores` shows it. What is
/// absent is null.
public final class ModelScoresJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

    /// So many categories are named as best and as worst ones.
    private static final int NAMED = 3;

    private final Snapshot snapshot;
    private final Scores scores;
    private final Variant variant;
    private final ModelFacts facts;
    private final Map<String, Source> sources = new HashMap<>();
    private final List<RankingRow> rows = new ArrayList<>();

    private ModelScoresJson(Snapshot snapshot, Scores scores, Ranking ranking, Variant variant) {
        this.snapshot = snapshot;
        this.scores = scores;
        this.variant = variant;
        this.facts = new ModelFacts(snapshot);
        for (SourceState state : snapshot.sources()) {
            sources.put(state.source().id(), state.source());
        }
        Set<Category> seen = new HashSet<>();
        for (RankingRow row : ranking.rows()) {
            if (row.contender().variant().filter(variant::equals).isPresent()
                    && seen.add(row.category())) {
                rows.add(row);
            }
        }
    }

    /// @param snapshot the evidence
    /// @param scores of that snapshot
    /// @param ranking of all categories by those scores
    /// @param variant which model at which effort
    /// @param asOf the day on which the scores were worked out
    public static ObjectNode of(
            Snapshot snapshot, Scores scores, Ranking ranking, Variant variant, LocalDate asOf) {
        return new ModelScoresJson(snapshot, scores, ranking, variant).whole(ranking, asOf);
    }

    private ObjectNode whole(Ranking ranking, LocalDate asOf) {
        Optional<Model> model = facts.model(variant);
        Optional<Profile> profile = facts.profile(variant.model());
        ObjectNode root = MAPPER.createObjectNode();
        root.put("model_id", variant.model().value());
        root.put("effort", variant.effort().word());
        root.put(
                "provider",
                profile.flatMap(Profile::provider)
                        .or(() -> facts.quoted(variant).map(ListedOffer::provider))
                        .orElse(null));
        root.put(
                "display_name",
                profile.map(Profile::displayName)
                        .orElseGet(() ->
                                ShownName.of(
                                        variant.model(),
                                        model.map(Model::name).orElse(variant.model().name()))));
        root.set("static_data", statics(profile, model));
        int observations = used().size();
        root.put("observations", observations);
        ObjectNode categories = root.putObject("category_scores");
        for (Category category : Category.values()) {
            scores.score(variant, category)
                    .ifPresent(score -> categories.set(category.word(), category(category, score)));
        }
        root.put("note", note(observations, categories.isEmpty()));
        root.set("data_provenance", provenance(asOf));
        root.set("performance_metadata", performance(ranking));
        ObjectNode attributions = root.putObject("attributions");
        Credits.of(snapshot, credited()).bySource().forEach(attributions::put);
        return root;
    }

    /// Why there are no scores.
    private static @Nullable String note(int observations, boolean isUnscored) {
        if (!isUnscored) {
            return null;
        }
        return observations == 0
                ? "no evidence: no source in force has a figure of this model"
                : "no scores by this method at this effort";
    }

    /// Whose figures, speeds and prices are shown.
    private Set<String> credited() {
        Set<String> ids = new HashSet<>();
        used().forEach(one -> ids.add(one.source()));
        rows.forEach(row -> ids.addAll(row.credited()));
        facts.quoted(variant).ifPresent(offer -> ids.add(offer.source()));
        return ids;
    }

    /// The user's own file first, else the catalogue.
    private ObjectNode statics(Optional<Profile> profile, Optional<Model> model) {
        ObjectNode node = MAPPER.createObjectNode();
        OptionalInt own = profile.map(Profile::contextTokens).orElse(OptionalInt.empty());
        OptionalInt context = own.isPresent() ? own : facts.contextTokens(variant);
        if (context.isPresent()) {
            node.put("context_window", context.getAsInt());
        } else {
            node.putNull("context_window");
        }
        Optional<Price> price = facts.quoted(variant).flatMap(ListedOffer::price);
        node.put(
                "cost_in_per_1k",
                profile.flatMap(Profile::costs)
                        .map(Profile.Costs::inPer1k)
                        .or(() -> price.map(one -> per1k(one.inputPerMillion())))
                        .orElse(null));
        node.put(
                "cost_out_per_1k",
                profile.flatMap(Profile::costs)
                        .map(Profile.Costs::outPer1k)
                        .or(() -> price.map(one -> per1k(one.outputPerMillion())))
                        .orElse(null));
        node.put(
                "avg_latency_ms",
                RankingJson.number(
                        profile.map(Profile::latencyMillis).orElse(OptionalDouble.empty())));
        node.put(
                "open_source",
                profile.flatMap(Profile::openSource)
                        .or(() -> model.map(Model::openWeights))
                        .orElse(null));
        return node;
    }

    private static BigDecimal per1k(BigDecimal perMillion) {
        return perMillion.divide(THOUSAND);
    }

    private ObjectNode category(Category category, Score score) {
        Optional<Makeup> makeup = scores.makeup(variant, category);
        ObjectNode node = MAPPER.createObjectNode();
        node.put("score", RankingJson.rounded(score.value()));
        node.put("low", makeup.isPresent() ? null : RankingJson.rounded(score.low()));
        node.put("high", makeup.isPresent() ? null : RankingJson.rounded(score.high()));
        node.put(
                "confidence",
                RankingJson.rounded(
                        makeup.map(Makeup::confidence).orElseGet(() -> Ranking.confidence(score))));
        List<Contribution> contributions = scores.contributions(variant, category);
        node.put(
                "data_quality",
                RankingJson.number(
                        makeup.map(Makeup::dataQuality)
                                .filter(OptionalDouble::isPresent)
                                .orElseGet(() -> quality(contributions))));
        node.put("partial", makeup.map(Makeup::partial).orElse(false));
        node.put("borrowed", score.borrowed());
        node.put(
                "rank",
                rows.stream()
                        .filter(row -> row.category() == category && row.rank().isPresent())
                        .findFirst()
                        .map(row -> (Integer) row.rank().getAsInt())
                        .orElse(null));
        ObjectNode contributing = node.putObject("contributing_scores");
        for (Contribution each : contributions) {
            put(contributing, each);
        }
        makeup.ifPresent(made -> node.set("made_of", RankingJson.makeup(made)));
        return node;
    }

    /// By benchmark; further figures of one benchmark, at other efforts, have `@effort` behind it.
    private void put(ObjectNode contributing, Contribution each) {
        Observation observation = each.observation();
        String key = observation.benchmark();
        if (!observation.variant().equals(variant) || contributing.has(key)) {
            key += "@" + observation.variant().effort().word();
        }
        ObjectNode node = contributing.putObject(key);
        node.put("score", RankingJson.rounded(each.scaled()));
        node.put("value", observation.measure().value());
        node.put("weight", RankingJson.rounded(each.weight()));
        node.put("moved", RankingJson.number(each.moved()));
        node.put("source", observation.source());
        node.put("date", observation.date().toString());
        node.put(
                "url",
                Optional.ofNullable(sources.get(observation.source()))
                        .map(source -> source.url().toString())
                        .orElse(null));
    }

    /// Mean reliability of the sources by their weight in a score.
    private OptionalDouble quality(List<Contribution> contributions) {
        double sum = 0;
        double weight = 0;
        for (Contribution each : contributions) {
            Source source = sources.get(each.observation().source());
            if (source != null) {
                sum += each.weight() * source.reliability();
                weight += each.weight();
            }
        }
        return weight > 0 ? OptionalDouble.of(sum / weight) : OptionalDouble.empty();
    }

    // ---- where it comes from

    private List<Observation> used() {
        return snapshot.observations().stream()
                .filter(one -> one.variant().model().equals(variant.model()))
                .toList();
    }

    private ObjectNode provenance(LocalDate asOf) {
        List<Observation> used = used();
        ObjectNode node = MAPPER.createObjectNode();
        node.set("static_data", provenance(used, Layer.STATIC));
        node.set("scraped_data", provenance(used, Layer.SCRAPED));
        node.set("api_data", provenance(used, Layer.LIVE));
        node.put("last_consolidated", asOf.toString());
        node.put("data_quality", RankingJson.number(reliability(used)));
        return node;
    }

    private ObjectNode provenance(List<Observation> used, Layer layer) {
        List<Observation> own =
                used.stream()
                        .filter(one ->
                                Optional.ofNullable(sources.get(one.source()))
                                        .filter(source -> source.layer() == layer)
                                        .isPresent())
                        .toList();
        ObjectNode node = MAPPER.createObjectNode();
        Set<String> ids = new TreeSet<>();
        own.forEach(one -> ids.add(one.source()));
        node.put("source", ids.isEmpty() ? null : String.join(", ", ids));
        node.put(
                "last_updated",
                own.stream()
                        .map(Observation::date)
                        .max(Comparator.naturalOrder())
                        .map(LocalDate::toString)
                        .orElse(null));
        node.put("data_quality", RankingJson.number(reliability(own)));
        return node;
    }

    private OptionalDouble reliability(List<Observation> some) {
        return some.stream()
                .flatMap(one -> Optional.ofNullable(sources.get(one.source())).stream())
                .mapToDouble(Source::reliability)
                .average();
    }

    // ---- how it stands

    private ObjectNode performance(Ranking ranking) {
        List<String> byRank =
                rows.stream()
                        .filter(row -> row.rank().isPresent())
                        .filter(row ->
                                !row.standing()
                                        .map(Standing::score)
                                        .map(Score::borrowed)
                                        .orElse(true))
                        .sorted(
                                Comparator.comparingInt(
                                        row -> row.rank().orElse(Integer.MAX_VALUE)))
                        .map(row -> row.category().word())
                        .toList();
        ObjectNode node = MAPPER.createObjectNode();
        ArrayNode best = node.putArray("best_at");
        int some = Math.min(NAMED, (byRank.size() + 1) / 2);
        byRank.subList(0, some).forEach(best::add);
        ArrayNode worst = node.putArray("worst_at");
        byRank.reversed().subList(0, Math.min(NAMED, byRank.size() / 2)).forEach(worst::add);
        Optional<RankingRow> general =
                rows.stream().filter(row -> row.category() == Category.GENERAL).findFirst();
        node.put(
                "cost_efficiency",
                general.flatMap(row -> row.merits().costEfficiency())
                        .map(CostEfficiency::word)
                        .orElse(null));
        node.put(
                "speed_tier",
                general.flatMap(row -> row.merits().speedTier()).map(SpeedTier::word).orElse(null));
        OptionalInt rank =
                general.map(row -> overallRank(ranking, row)).orElse(OptionalInt.empty());
        if (rank.isPresent()) {
            node.put("overall_rank", rank.getAsInt());
        } else {
            node.putNull("overall_rank");
        }
        Optional<Composite> composite =
                general.map(row -> row.merits().composite())
                        .filter(one -> one.overall().isPresent());
        node.put(
                "overall_score",
                composite.map(one -> RankingJson.number(one.overall())).orElse(null));
        node.put("overall_partial", composite.map(Composite::partial).orElse(null));
        return node;
    }

    /// The place among all variants by overall score.
    private static OptionalInt overallRank(Ranking ranking, RankingRow row) {
        OptionalDouble own = row.merits().composite().overall();
        if (own.isEmpty()) {
            return OptionalInt.empty();
        }
        Set<Variant> better = new HashSet<>();
        for (RankingRow other : ranking.rows()) {
            if (other.category() == row.category()
                    && other.merits().composite().overall().orElse(-1) > own.getAsDouble()) {
                other.contender().variant().ifPresent(better::add);
            }
        }
        row.contender().variant().ifPresent(better::remove);
        return OptionalInt.of(better.size() + 1);
    }
}
