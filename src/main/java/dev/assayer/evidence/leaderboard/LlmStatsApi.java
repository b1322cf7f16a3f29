package dev.assayer.evidence.leaderboard;

import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Access;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.Findings;
import dev.assayer.evidence.Harvest;
import dev.assayer.evidence.Layer;
import dev.assayer.evidence.Licence;
import dev.assayer.evidence.Measure;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Reading;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.Source;
import dev.assayer.evidence.UnexpectedContent;
import dev.assayer.evidence.Web;
import dev.assayer.evidence.WebRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// LLM-Stats as its API gives it today: `/models` for who made what, `/scores` for the figures,
/// each in pages behind a `next_cursor`. Its terms say nothing of passing the content on, unlike
/// those of the repository ([LlmStats]), so it is a source of its own.
///
/// Written after a description of the API, without an answer to look at. So it takes a list under
/// whatever name (`scores`, `data`, `items`) and a model as an id or as an object, and sets aside
/// any line that it cannot explain; a whole answer in another shape is a failure of the source. A
/// figure is `score` over `max_score`, or `score` alone where that is a share. It counts as the
/// maker's own unless the line says that LLM-Stats verified it, or says that it is not.
public final class LlmStatsApi implements Feed {

    private static final String KEY = "LLM_STATS_API_KEY";

    private static final Source SOURCE =
            new Source(
                    "llmstats-api",
                    "LLM-Stats (API)",
                    URI.create("https://api.llm-stats.com/stats/v1"),
                    Licence.unshareable("no licence stated", "LLM-Stats (llm-stats.com)."),
                    Layer.LIVE,
                    0.5);
    private static final Access ACCESS =
            new Access.Key(KEY, true, "keys (ze_...) come from https://llm-stats.com/", 0);
    private static final int MOST_PAGES = 20;

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public Access access() {
        return ACCESS;
    }

    @Override
    public List<Benchmark> benchmarks() {
        return LlmStatsBenchmarks.ALL;
    }

    /// What the API says goes before what the repository said in 2025.
    @Override
    public boolean owns(String benchmark) {
        return benchmark.startsWith("llmstats/");
    }

    @Override
    public List<String> files() {
        return List.of("llmstats-api/**scores-*.json", "llmstats-api/**models-*.json");
    }

    @Override
    public List<Payload> fetch(Web web) {
        var payloads = new ArrayList<Payload>();
        pages(web, "scores", 500, payloads);
        pages(web, "models", 200, payloads);
        return payloads;
    }

    private static void pages(Web web, String what, int limit, List<Payload> payloads) {
        Optional<String> cursor = Optional.of("");
        for (int page = 1; cursor.isPresent() && page <= MOST_PAGES; page++) {
            String from =
                    cursor.get().isEmpty()
                            ? ""
                            : "&cursor=" + URLEncoder.encode(cursor.get(), StandardCharsets.UTF_8);
            Payload answer =
                    web.get(
                            WebRequest.of(SOURCE.url() + "/" + what + "?limit=" + limit + from)
                                    .withBearer(KEY));
            payloads.add(answer.named(what + "-" + page + ".json"));
            cursor =
                    Optional.of(Figures.json(answer).path("next_cursor").asString(""))
                            .filter(next -> !next.isEmpty());
        }
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, LlmStatsApi::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var models = new HashMap<String, JsonNode>();
        for (Payload payload : payloads) {
            if (payload.name().startsWith("models")) {
                for (JsonNode model : list(payload, "models")) {
                    models.put(model.path("id").asString(""), model);
                }
            }
        }
        var harvest = new Harvest();
        for (Payload payload : payloads) {
            if (!payload.name().startsWith("models")) {
                int index = 0;
                for (JsonNode score : list(payload, "scores")) {
                    String where = payload.name() + ": score " + index++;
                    harvest.line(() ->
                            row(where, score, models, payload.fetched()).ifPresent(harvest::add));
                }
            }
        }
        return harvest.findings();
    }

    private static JsonNode list(Payload payload, String name) {
        JsonNode root = Figures.json(payload);
        if (root.isArray()) {
            return root;
        }
        for (String field : List.of(name, "data", "items", "results")) {
            if (root.path(field).isArray()) {
                return root.path(field);
            }
        }
        throw new UnexpectedContent(
                payload.name() + ": " + name, root.toString(), "a list of " + name);
    }

    private static Optional<Row> row(
            String where, JsonNode score, Map<String, JsonNode> models, LocalDate fetched) {
        Optional<String> benchmark =
                LlmStatsBenchmarks.find(text(score, "benchmark_id", "benchmark"))
                        .or(() -> LlmStatsBenchmarks.find(text(score, "benchmark_name")));
        if (benchmark.isEmpty()) {
            return Optional.empty();
        }
        JsonNode scored = score.path("scored_at");
        return Optional.of(
                new Row(
                        name(where, score, models),
                        benchmark.get(),
                        Measure.of(value(where, score)),
                        scored.isString()
                                ? Figures.date(where + ": scored_at", scored.stringValue())
                                : fetched,
                        method(score)));
    }

    private static String text(JsonNode line, String... fields) {
        for (String field : fields) {
            JsonNode node = line.path(field);
            String text = node.isObject() ? node.path("id").asString("") : node.asString("");
            if (!text.isBlank()) {
                return text;
            }
        }
        return "";
    }

    private static WrittenName name(String where, JsonNode score, Map<String, JsonNode> models) {
        String id = text(score, "model_id", "model");
        if (id.isEmpty()) {
            throw new UnexpectedContent(
                    where + ": model_id", score.path("model_id").toString(), "the id of a model");
        }
        JsonNode model = models.get(id);
        WrittenName name = WrittenName.of(id);
        String lab = model == null ? "" : text(model, "organization", "organization_id");
        return lab.isEmpty() ? name : name.by(lab);
    }

    private static double value(String where, JsonNode score) {
        double value = Figures.number(where + ": score", score.path("score"));
        double most = score.path("max_score").doubleValue(1);
        return Figures.fraction(where + ": score", most > 0 ? value / most : value);
    }

    private static Method method(JsonNode score) {
        boolean isOwn =
                score.path("is_self_reported").asBoolean(true)
                        && !score.path("verified_by_llmstats").asBoolean(false);
        return isOwn ? Method.SELF_REPORTED : Method.MEASURED;
    }
}
