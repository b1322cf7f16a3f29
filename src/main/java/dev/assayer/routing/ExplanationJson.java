package dev.assayer.routing;

import dev.assayer.catalog.Offer;
import dev.assayer.routing.Explanation.Candidate;
import dev.assayer.routing.features.CategoryEstimate;
import dev.assayer.routing.features.CategoryEstimate.Basis;
import dev.assayer.routing.features.Features;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Score;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An explanation as the API and `assayer route --json` show it. Money is in dollars, times in
/// seconds, shares 0..1, scores 0-100; what is unknown is null.
public final class ExplanationJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final MathContext SHOWN = new MathContext(4);

    private ExplanationJson() {}

    /// @param explanation why the choice fell as it did
    /// @param table what the routing table is made from
    /// @param healthHash the state of health
    public static ObjectNode of(Explanation explanation, TableSpec table, String healthHash) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put(
                "target",
                switch (explanation.request().target()) {
                    case Target.Auto _ -> "auto";
                    case Target.Pinned pinned -> pinned.model();
                });
        root.put("policy", explanation.request().policy().word());
        root.set("category", category(explanation.request().features().category()));
        root.set("features", features(explanation.request().features()));
        root.put("rule", explanation.choice().rule().name().toLowerCase(java.util.Locale.ROOT));
        root.put(
                "chosen",
                explanation.choice().isEmpty()
                        ? null
                        : explanation.candidates().getFirst().offer().id());
        ObjectNode weights = root.putObject("weights");
        weights.put("quality", explanation.weights().quality());
        weights.put("speed", explanation.weights().speed());
        weights.put("cost", explanation.weights().cost());
        root.put("expected_output_tokens", explanation.answerTokens());
        ObjectNode evidence = root.putObject("evidence");
        evidence.put("snapshot", table.snapshotHash());
        evidence.put("scoring", table.scoringMethod());
        evidence.put("as_of", table.asOf().toString());
        evidence.put("health", healthHash);
        ArrayNode candidates = root.putArray("candidates");
        explanation.candidates().forEach(candidate -> candidates.add(candidate(candidate)));
        return root;
    }

    private static ObjectNode category(CategoryEstimate estimate) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("name", estimate.category().word());
        node.put("basis", estimate.basis().name().toLowerCase(java.util.Locale.ROOT));
        node.put("because", because(estimate));
        if (estimate.basis() == Basis.TEXT || estimate.basis() == Basis.UNSURE) {
            ObjectNode probabilities = node.putObject("probabilities");
            for (Category each : Category.ofText()) {
                probabilities.put(each.word(), rounded(estimate.probability(each)));
            }
        }
        return node;
    }

    private static String because(CategoryEstimate estimate) {
        return switch (estimate.basis()) {
            case HINT -> "the caller named it";
            case SHAPE -> "the request's shape (tools, schema or images) says so";
            case TEXT -> "the text looks like it";
            case UNSURE -> "no category of the text is probable enough, so it counts as general";
            case NONE -> "nothing was classified";
        };
    }

    private static ObjectNode features(Features features) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("input_tokens", features.inputTokens());
        if (features.answerLimit() > 0) {
            node.put("answer_limit", features.answerLimit());
        } else {
            node.putNull("answer_limit");
        }
        ArrayNode needs = node.putArray("needs");
        features.needs().stream().sorted().forEach(need -> needs.add(need.word()));
        return node;
    }

    private static ObjectNode candidate(Candidate candidate) {
        Offer offer = candidate.offer();
        ObjectNode node = MAPPER.createObjectNode();
        node.put("offer", offer.id());
        node.put("provider", offer.provider());
        node.put("model", offer.variant().map(Object::toString).orElse(null));
        node.put("sandbox", offer.sandbox());
        node.set("score", score(candidate.score()));
        if (candidate.toolsScore().isPresent()) {
            node.set("tools_score", score(candidate.toolsScore()));
        }
        node.put(
                "price_per_million_input",
                offer.price().map(price -> price.inputPerMillion()).orElse(null));
        node.put(
                "price_per_million_output",
                offer.price().map(price -> price.outputPerMillion()).orElse(null));
        ObjectNode expected = node.putObject("expected");
        expected.put("cost_usd", decimal(candidate.expected().dollars()));
        expected.put("first_byte_seconds", decimal(candidate.expected().firstByteSeconds()));
        expected.put("total_seconds", decimal(candidate.expected().totalSeconds()));
        expected.put("latency_basis", candidate.expected().isObserved() ? "observed" : "assumed");
        ObjectNode health = node.putObject("health");
        health.put("cooling_down", candidate.health().coolingDown());
        health.put("error_share", candidate.health().errorShare());
        ObjectNode utility = node.putObject("utility");
        utility.put("total", rounded(candidate.merit().utility()));
        utility.put("quality", rounded(candidate.merit().quality()));
        utility.put("speed", rounded(candidate.merit().speed()));
        utility.put("cost", rounded(candidate.merit().cost()));
        node.put("constraint", candidate.constraint().orElse(null));
        node.put("verdict", candidate.verdict());
        return node;
    }

    private static @Nullable ObjectNode score(Optional<Score> score) {
        if (score.isEmpty()) {
            return null;
        }
        ObjectNode node = MAPPER.createObjectNode();
        node.put("value", rounded(score.get().value()));
        node.put("low", rounded(score.get().low()));
        node.put("high", rounded(score.get().high()));
        node.put("observations", score.get().observations());
        node.put("newest", score.get().newest().map(Object::toString).orElse(null));
        node.put("borrowed", score.get().borrowed());
        return node;
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }

    private static @Nullable BigDecimal decimal(double value) {
        return Double.isNaN(value) ? null : new BigDecimal(value).round(SHOWN).stripTrailingZeros();
    }
}
