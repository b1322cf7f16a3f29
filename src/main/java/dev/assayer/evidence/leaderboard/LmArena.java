package dev.assayer.evidence.leaderboard;

import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Access;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.FetchFailed;
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
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// LMArena: people compare two anonymous answers and vote; ratings are Bradley-Terry on the Elo
/// scale. Reads the official data set `lmarena-ai/leaderboard-dataset` as the Hugging Face datasets
/// server pages it, and the same rows as one file per subset, as the mirror on GitHub keeps them;
/// the mirror is asked where the datasets server is away.
///
/// | subset | what | benchmarks |
/// |---|---|---|
/// | `text_style_control` | all 29 categories, length and markup taken off: the site's default | `lmarena/<task>` |
/// | `text` | the same votes with nothing taken off | `lmarena/text_<task>`, told but not scored |
/// | `webdev` | web pages built by the model; its category `webdev` repeats `overall`, and `image_to_webdev` needs an image | `lmarena/webdev`, `_html`, `_react` |
/// | `agent` | models at work in an agent: by how much more often a session with the model ends well, -1..1, kept as `(1 + score) / 2` | `lmarena/agent` |
///
/// Without `text` or `agent` the rest still counts, and what they said last stays; the pack does
/// without them.
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

    private static final String DATASET = "lmarena-ai/leaderboard-dataset";
    private static final String MIRROR =
            "https://raw.githubusercontent.com/Scarlett9826/arena-ai-leaderboards/main/data/lmarena/";

    /// Categories of both text subsets whose task in our benchmark id is another word.
    private static final Map<String, String> SHORTER =
            Map.of(
                    "industry_software_and_it_services", "industry_software",
                    "industry_life_and_physical_and_social_science", "industry_science",
                    "industry_writing_and_literature_and_language", "industry_writing",
                    "industry_medicine_and_healthcare", "industry_medicine",
                    "industry_legal_and_government", "industry_legal",
                    "industry_entertainment_and_sports_and_media", "industry_entertainment",
                    "industry_business_and_management_and_financial_operations",
                            "industry_business");

    private static final List<String> TASKS =
            List.of(
                    "overall",
                    "exclude_ties",
                    "coding",
                    "math",
                    "creative_writing",
                    "multi_turn",
                    "instruction_following",
                    "longer_query",
                    "hard_prompts",
                    "hard_prompts_english",
                    "expert",
                    "english",
                    "non_english",
                    "chinese",
                    "french",
                    "german",
                    "japanese",
                    "korean",
                    "polish",
                    "russian",
                    "spanish",
                    "industry_mathematical",
                    "industry_software",
                    "industry_science",
                    "industry_writing",
                    "industry_medicine",
                    "industry_legal",
                    "industry_entertainment",
                    "industry_business");

    private static final String AGENT = "agent";

    private static final List<Subset> SUBSETS =
            List.of(
                    new Subset("text_style_control", tasks(""), true),
                    new Subset(
                            "webdev",
                            Map.of(
                                    "overall", "webdev",
                                    "webdev-html", "webdev_html",
                                    "webdev-react", "webdev_react"),
                            true),
                    new Subset("text", tasks("text_"), false),
                    new Subset(AGENT, Map.of("overall", AGENT), false));

    /// A part of the data set.
    ///
    /// @param tasks the category in our benchmark id, by their category
    /// @param isNeeded whether there is no reading without it
    private record Subset(String name, Map<String, String> tasks, boolean isNeeded) {

        boolean isIn(Payload payload) {
            return payload.name().startsWith(name + "-");
        }

        boolean has(String benchmark) {
            return tasks.values().stream().anyMatch(task -> benchmark.equals("lmarena/" + task));
        }
    }

    private static Map<String, String> tasks(String prefix) {
        Map<String, String> tasks =
                TASKS.stream().collect(Collectors.toMap(task -> task, task -> prefix + task));
        SHORTER.forEach((category, task) -> {
            tasks.remove(task);
            tasks.put(category, prefix + task);
        });
        return Map.copyOf(tasks);
    }

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public Access access() {
        return HuggingFace.TOKEN;
    }

    @Override
    public List<Benchmark> benchmarks() {
        var ids = new TreeMap<String, Benchmark>();
        for (Subset subset : SUBSETS) {
            boolean isAgent = subset.name().equals(AGENT);
            for (String task : subset.tasks().values()) {
                String id = "lmarena/" + task;
                ids.put(
                        id,
                        new Benchmark(
                                id,
                                "LMArena " + task.replace('_', ' '),
                                isAgent ? Benchmark.Unit.FRACTION : Benchmark.Unit.ELO,
                                true));
            }
        }
        return List.copyOf(ids.values());
    }

    @Override
    public List<String> files() {
        return List.of("lmarena/text_style_control-*.json", "lmarena/webdev-*.json");
    }

    @Override
    public List<String> furtherFiles() {
        return List.of("lmarena/text-*.json", "lmarena/agent-*.json");
    }

    @Override
    public List<Payload> fetch(Web web) {
        var payloads = new ArrayList<Payload>();
        var away = new ArrayList<FetchFailed>();
        for (Subset subset : SUBSETS) {
            payloads.addAll(
                    away.isEmpty()
                            ? official(web, subset, away)
                            : mirrored(web, subset, away.getFirst()));
        }
        return payloads;
    }

    /// @param away takes up why the datasets server did not answer
    private static List<Payload> official(Web web, Subset subset, List<FetchFailed> away) {
        try {
            return HuggingFace.pages(web, DATASET, subset.name(), "latest");
        } catch (FetchFailed failed) {
            away.add(failed);
            return mirrored(web, subset, failed);
        }
    }

    /// The mirror keeps a folder a day, and the newest day in a file.
    private static List<Payload> mirrored(Web web, Subset subset, FetchFailed away) {
        try {
            Payload latest = web.get(URI.create(MIRROR + "latest.json"));
            LocalDate day =
                    Figures.date(
                            "latest.json: date",
                            Figures.text("latest.json: date", Figures.json(latest).path("date")));
            return List.of(
                    web.get(URI.create(MIRROR + day + "/" + subset.name() + ".json"))
                            .named(subset.name() + "-" + day + ".json"));
        } catch (FetchFailed | UnexpectedContent both) {
            if (subset.isNeeded()) {
                throw away;
            }
            return List.of(Payload.missing(subset.name()));
        }
    }

    @Override
    public Findings ofPart(String part, Findings before) {
        return Findings.ofRows(
                SUBSETS.stream()
                        .filter(subset -> subset.name().equals(part))
                        .flatMap(subset ->
                                before.rows().stream().filter(row -> subset.has(row.benchmark())))
                        .toList());
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, LmArena::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Subset subset : SUBSETS) {
            List<Payload> pages = payloads.stream().filter(subset::isIn).toList();
            for (HuggingFace.Line line : HuggingFace.lines(pages)) {
                harvest.line(() -> row(subset, line).ifPresent(harvest::add));
            }
        }
        return harvest.findings();
    }

    private static Optional<Row> row(Subset subset, HuggingFace.Line line) {
        String where = line.where();
        JsonNode fields = line.fields();
        String task =
                subset.tasks().get(Figures.text(where + ": category", fields.path("category")));
        String name = Figures.text(where + ": model_name", fields.path("model_name"));
        if (task == null || name.endsWith("(codex-harness)")) {
            return Optional.empty(); // no text, or an agent around the model
        }
        JsonNode lab = fields.path("organization");
        var written = WrittenName.of(name);
        return Optional.of(
                new Row(
                        lab.isString() ? written.by(lab.stringValue()) : written,
                        "lmarena/" + task,
                        subset.name().equals(AGENT)
                                ? improvement(where, fields)
                                : rating(where, fields),
                        date(line),
                        Method.VOTED));
    }

    private static LocalDate date(HuggingFace.Line line) {
        JsonNode ofFile = line.file().path("meta").path("leaderboard_publish_date");
        String where = line.where() + ": leaderboard_publish_date";
        return Figures.date(
                where,
                Figures.text(
                        where,
                        ofFile.isString()
                                ? ofFile
                                : line.fields().path("leaderboard_publish_date")));
    }

    private static Measure rating(String where, JsonNode fields) {
        return measure(
                where,
                fields,
                List.of("rating", "rating_lower", "rating_upper", "vote_count"),
                rating -> Figures.elo(where + ": rating", rating));
    }

    private static Measure improvement(String where, JsonNode fields) {
        return measure(
                where,
                fields,
                List.of("score", "score_ci_lower", "score_ci_upper", "observation_count"),
                score -> Figures.fraction(where + ": score", (1 + score) / 2));
    }

    /// @param columns of the value, the ends of its interval and the number behind it; only the
    ///   first has to be there
    private static Measure measure(
            String where, JsonNode fields, List<String> columns, DoubleUnaryOperator unit) {
        JsonNode count = fields.path(columns.get(3));
        return new Measure(
                unit.applyAsDouble(
                        Figures.number(where + ": " + columns.get(0), fields.path(columns.get(0)))),
                bound(fields.path(columns.get(1)), unit),
                bound(fields.path(columns.get(2)), unit),
                count.isNumber() ? OptionalLong.of(count.longValue()) : OptionalLong.empty());
    }

    private static OptionalDouble bound(JsonNode node, DoubleUnaryOperator unit) {
        return node.isNumber()
                ? OptionalDouble.of(unit.applyAsDouble(node.doubleValue()))
                : OptionalDouble.empty();
    }
}
