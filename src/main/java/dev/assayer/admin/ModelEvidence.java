package dev.assayer.admin;

import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelFinder;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Offer;
import dev.assayer.catalog.ShownName;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Credits;
import dev.assayer.evidence.Observation;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Ranking;
import dev.assayer.scoring.RankingCsv;
import dev.assayer.scoring.RankingTerms;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the evidence says of models: `GET /models` lists them, `GET /models/{id}/scores` shows one,
/// `GET /models/rankings/{category}` ranks them. Ids hold slashes, which may come plain or
/// percent-encoded. Works on threads that may block: a ranking costs some tens of milliseconds.
public final class ModelEvidence {

    /// Where it is.
    public static final String PATH = "/models";

    private static final String RANKINGS = PATH + "/rankings/";
    private static final String SCORES = "/scores";

    private final Parts parts;

    /// @param view the evidence as a scoring method sees it; empty for the name of no method
    /// @param offers the user's
    /// @param terms of rankings
    /// @param blocking runs what may block
    public record Parts(
            Function<Optional<String>, Optional<EvidenceView>> view,
            java.util.function.Supplier<List<Offer>> offers,
            RankingTerms terms,
            Executor blocking) {}

    public ModelEvidence(Parts parts) {
        this.parts = parts;
    }

    /// @param path the request's path, which begins with [#PATH]
    /// @return whether there is anything at that path
    public boolean handle(HttpServerRequest http, String path) {
        if (path.equals(PATH) || path.equals(PATH + "/")) {
            get(http, RankingQuery.OF_LIST, this::list);
        } else if (path.startsWith(RANKINGS)) {
            String category = path.substring(RANKINGS.length());
            get(http, RankingQuery.OF_RANKING, query -> ranking(category, query));
        } else if (path.endsWith(SCORES) && path.length() > PATH.length() + SCORES.length() + 1) {
            String id = decoded(path.substring(PATH.length() + 1, path.length() - SCORES.length()));
            get(http, RankingQuery.OF_SCORES, query -> scores(id, query));
        } else {
            return false;
        }
        return true;
    }

    /// @param known the parameters that apply
    private void get(
            HttpServerRequest http, Set<String> known, Function<RankingQuery, AdminReply> answer) {
        AdminReply.only(HttpMethod.GET, http, () -> read(http, known, answer));
    }

    private void read(
            HttpServerRequest http, Set<String> known, Function<RankingQuery, AdminReply> answer) {
        RankingQuery query;
        try {
            query = RankingQuery.of(http.params(), known, http.getHeader("accept"));
        } catch (RankingQuery.Malformed e) {
            AdminReply.error(400, "invalid_parameter", String.valueOf(e.getMessage())).to(http);
            return;
        }
        AdminReply.later(http, parts.blocking(), () -> answer.apply(query));
    }

    /// Ids hold slashes: they may come plain or percent-encoded.
    private static String decoded(String id) {
        try {
            return URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return id;
        }
    }

    private AdminReply ranking(String word, RankingQuery query) {
        Optional<Category> category = Category.find(decoded(word));
        if (category.isEmpty()) {
            return AdminReply.error(
                    404,
                    "unknown_category",
                    "There is no category '"
                            + decoded(word)
                            + "' (expected: "
                            + java.util.Arrays.stream(Category.values())
                                    .map(Category::word)
                                    .collect(Collectors.joining(", "))
                            + ").");
        }
        Optional<EvidenceView> view = parts.view().apply(query.method());
        if (view.isEmpty()) {
            return unknownMethod(query);
        }
        Ranking ranking =
                query.applied(
                        Ranking.of(
                                view.get().snapshot(),
                                view.get().scores(),
                                parts.offers().get(),
                                category,
                                parts.terms()));
        if (query.csv()) {
            var text = new StringWriter();
            Credits credits = RankingCsv.write(ranking.rows(), view.get().snapshot(), text);
            return AdminReply.csv(text.toString(), credits);
        }
        return AdminReply.json(
                200,
                RankingJson.of(
                        ranking.rows(),
                        view.get().snapshot(),
                        view.get().method(),
                        view.get().asOf(),
                        query.filter()));
    }

    private static AdminReply unknownMethod(RankingQuery query) {
        return AdminReply.error(
                400,
                "unknown_method",
                "There is no scoring method '"
                        + query.method().orElse("")
                        + "' (expected: default, abilities, layered, merged or composite).");
    }

    private AdminReply scores(String id, RankingQuery query) {
        Optional<EvidenceView> view = parts.view().apply(query.method());
        if (view.isEmpty()) {
            return unknownMethod(query);
        }
        EvidenceView evidence = view.get();
        var finder = new ModelFinder(evidence.snapshot().catalog());
        Optional<Variant> variant =
                finder.find(id)
                        .map(named ->
                                new Variant(named.model(), query.effort().orElse(named.effort())));
        if (variant.isEmpty()) {
            return AdminReply.error(
                    404,
                    "model_not_found",
                    "The catalogue has no model '"
                            + id
                            + "'"
                            + finder.suggestions(id)
                            + ". GET /models lists all.");
        }
        Ranking ranking =
                Ranking.of(
                        evidence.snapshot(),
                        evidence.scores(),
                        parts.offers().get(),
                        Optional.empty(),
                        parts.terms());
        return AdminReply.json(
                200,
                ModelScoresJson.of(
                        evidence.snapshot(),
                        evidence.scores(),
                        ranking,
                        variant.get(),
                        evidence.asOf()));
    }

    private AdminReply list(RankingQuery query) {
        Optional<EvidenceView> view = parts.view().apply(Optional.empty());
        if (view.isEmpty()) {
            return unknownMethod(query);
        }
        EvidenceView evidence = view.get();
        Map<ModelId, List<Offer>> offered =
                parts.offers().get().stream()
                        .filter(offer -> offer.variant().isPresent())
                        .collect(
                                Collectors.groupingBy(
                                        offer -> offer.variant().orElseThrow().model(),
                                        TreeMap::new,
                                        Collectors.toList()));
        Map<ModelId, List<Observation>> observed =
                evidence.snapshot().observations().stream()
                        .collect(Collectors.groupingBy(one -> one.variant().model()));
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("snapshot", evidence.snapshot().hash());
        ArrayNode data = root.putArray("data");
        for (Model model : evidence.snapshot().catalog().models().values()) {
            List<Offer> offers = offered.getOrDefault(model.id(), List.of());
            if (!query.filter().availableOnly() || !offers.isEmpty()) {
                data.add(row(model, offers, observed.getOrDefault(model.id(), List.of())));
            }
        }
        return AdminReply.json(200, root);
    }

    private static ObjectNode row(Model model, List<Offer> offers, List<Observation> observed) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.put("model_id", model.id().value());
        node.put("model_name", ShownName.of(model.id(), model.name()));
        node.put("lab", model.id().lab());
        node.put("released", model.released().map(Object::toString).orElse(null));
        node.put("open_weights", model.openWeights());
        node.put(
                "context_length",
                model.limits().contextTokens() == 0
                        ? null
                        : Integer.valueOf(model.limits().contextTokens()));
        node.put("observations", observed.size());
        ArrayNode efforts = node.putArray("efforts");
        observed.stream()
                .map(one -> one.variant().effort())
                .collect(Collectors.toCollection(TreeSet::new))
                .forEach(effort -> efforts.add(effort.word()));
        node.put(
                "benchmark_data_updated_at",
                observed.stream()
                        .map(Observation::date)
                        .max(java.util.Comparator.naturalOrder())
                        .map(Object::toString)
                        .orElse(null));
        ArrayNode available = node.putArray("offers");
        offers.forEach(offer -> available.add(offer.id()));
        return node;
    }
}
