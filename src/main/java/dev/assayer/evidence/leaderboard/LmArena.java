package dev.assayer.evidence.leaderboard;

import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Feed;
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
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// LMArena: people compare two anonymous answers and vote; ratings are Bradley-Terry on the Elo
/// scale. Reads the official data set `lmarena-ai/leaderboard-dataset` as the Hugging Face datasets
/// server pages it (`rows[].row`), and the same rows re-encoded as one file (`rows[]` under a
/// `meta`).
public final class LmArena implements Feed {

    private static final Source SOURCE =
            new Source(
                    "lmarena",
                    "LMArena",
                    URI.create("https://huggingface.co/datasets/lmarena-ai/leaderboard-dataset"),
                    Licence.shareable(
                            "CC-BY-4.0",
                            "LMArena leaderboard dataset by LMArena (lmarena-ai), CC BY 4.0; names matched to models, values rounded."),
                    Layer.SCRAPED,
                    0.95);

    /// Categories of `text_style_control`, the site's default view, to the task in our benchmark
    /// id.
    private static final Map<String, String> TEXT =
            Map.ofEntries(
                    Map.entry("overall", "overall"),
                    Map.entry("coding", "coding"),
                    Map.entry("math", "math"),
                    Map.entry("creative_writing", "creative_writing"),
                    Map.entry("multi_turn", "multi_turn"),
                    Map.entry("instruction_following", "instruction_following"),
                    Map.entry("longer_query", "longer_query"),
                    Map.entry("hard_prompts", "hard_prompts"),
                    Map.entry("expert", "expert"),
                    Map.entry("non_english", "non_english"),
                    Map.entry("chinese", "chinese"),
                    Map.entry("french", "french"),
                    Map.entry("german", "german"),
                    Map.entry("japanese", "japanese"),
                    Map.entry("korean", "korean"),
                    Map.entry("polish", "polish"),
                    Map.entry("russian", "russian"),
                    Map.entry("spanish", "spanish"),
                    Map.entry("industry_mathematical", "industry_mathematical"),
                    Map.entry("industry_software_and_it_services", "industry_software"),
                    Map.entry("industry_life_and_physical_and_social_science", "industry_science"),
                    Map.entry("industry_writing_and_literature_and_language", "industry_writing"),
                    Map.entry("industry_medicine_and_healthcare", "industry_medicine"),
                    Map.entry("industry_legal_and_government", "industry_legal"),
                    Map.entry(
                            "industry_business_and_management_and_financial_operations",
                            "industry_business"));

    /// Categories of `webdev`; `image_to_webdev` needs an image and is left out.
    private static final Map<String, String> WEBDEV = Map.of("overall", "webdev");

    private static final int PAGE = 100;
    private static final int MOST_PAGES = 300;

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<Benchmark> benchmarks() {
        var tasks = new TreeMap<String, String>();
        TEXT.values().forEach(task -> tasks.put(task, "LMArena " + task.replace('_', ' ')));
        tasks.put("webdev", "LMArena WebDev");
        return tasks.entrySet().stream()
                .map(task ->
                        new Benchmark(
                                "lmarena/" + task.getKey(),
                                task.getValue(),
                                Benchmark.Unit.ELO,
                                true))
                .toList();
    }

    @Override
    public List<String> files() {
        return List.of("lmarena/text_style_control-*.json", "lmarena/webdev-*.json");
    }

    @Override
    public List<Payload> fetch(Web web) {
        var payloads = new ArrayList<Payload>();
        for (String subset : List.of("text_style_control", "webdev")) {
            int total = PAGE;
            for (int offset = 0; offset < total && offset < MOST_PAGES * PAGE; offset += PAGE) {
                Payload page =
                        web.get(
                                URI.create(
                                        "https://datasets-server.huggingface.co/rows?dataset=lmarena-ai%2Fleaderboard-dataset&config="
                                                + subset
                                                + "&split=latest&offset="
                                                + offset
                                                + "&length="
                                                + PAGE));
                payloads.add(page.named(subset + "-" + offset));
                total = Figures.json(page).path("num_rows_total").asInt(0);
            }
        }
        return payloads;
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.ofRows(SOURCE.id(), payloads, LmArena::rows);
    }

    private static List<Row> rows(List<Payload> payloads) {
        var rows = new ArrayList<Row>();
        var missing = new TreeMap<String, Long>();
        for (Payload payload : payloads) {
            boolean isWebdev = payload.name().startsWith("webdev");
            JsonNode root = Figures.json(payload);
            JsonNode list = root.path("rows");
            if (!list.isArray()) {
                throw new UnexpectedContent(payload.name() + ": rows", list.toString(), "a list");
            }
            JsonNode declared = root.path("num_rows_total");
            if (declared.isNumber()) {
                String subset = isWebdev ? "webdev" : "text_style_control";
                missing.merge(
                        subset,
                        declared.longValue() - list.size(),
                        (left, _) -> left - list.size());
            }
            JsonNode counted = root.path("meta").path("n_rows");
            if (counted.isNumber() && counted.intValue() != list.size()) {
                throw new UnexpectedContent(
                        payload.name() + ": rows",
                        list.size() + " rows",
                        counted + " as meta.n_rows says");
            }
            Optional<String> published =
                    Optional.of(root.path("meta").path("leaderboard_publish_date"))
                            .filter(JsonNode::isString)
                            .map(JsonNode::stringValue);
            int index = 0;
            for (JsonNode item : list) {
                String where = payload.name() + ": row " + index++;
                JsonNode row = item.has("row") ? item.path("row") : item;
                String task =
                        (isWebdev ? WEBDEV : TEXT)
                                .get(Figures.text(where + ": category", row.path("category")));
                if (task != null) {
                    LocalDate date =
                            Figures.date(
                                    where + ": leaderboard_publish_date",
                                    published.orElseGet(() ->
                                            Figures.text(
                                                    where + ": leaderboard_publish_date",
                                                    row.path("leaderboard_publish_date"))));
                    row(where, row, "lmarena/" + task, date).ifPresent(rows::add);
                }
            }
        }
        missing.forEach((subset, rowsMissing) -> {
            if (rowsMissing != 0) {
                throw new UnexpectedContent(subset, rowsMissing + " rows missing", "every page");
            }
        });
        return rows;
    }

    private static Optional<Row> row(String where, JsonNode row, String benchmark, LocalDate date) {
        String name = Figures.text(where + ": model_name", row.path("model_name"));
        if (name.endsWith("(codex-harness)")) {
            return Optional.empty(); // an agent around the model, not the model
        }
        double rating =
                Figures.elo(
                        where + ": rating", Figures.number(where + ": rating", row.path("rating")));
        var written = WrittenName.of(name);
        JsonNode lab = row.path("organization");
        JsonNode votes = row.path("vote_count");
        return Optional.of(
                new Row(
                        lab.isString() ? written.by(lab.stringValue()) : written,
                        benchmark,
                        new Measure(
                                rating,
                                bound(where, row.path("rating_lower")),
                                bound(where, row.path("rating_upper")),
                                votes.isNumber()
                                        ? OptionalLong.of(votes.longValue())
                                        : OptionalLong.empty()),
                        date,
                        Method.VOTED));
    }

    private static OptionalDouble bound(String where, JsonNode node) {
        return node.isNumber()
                ? OptionalDouble.of(Figures.elo(where + ": interval", node.doubleValue()))
                : OptionalDouble.empty();
    }
}
