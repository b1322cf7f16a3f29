package dev.assayer.evidence.leaderboard;

import dev.assayer.catalog.Effort;
import dev.assayer.catalog.WrittenName;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// LiveBench: questions with checkable answers that are renewed every few months. Each release is a
/// table of tasks (0..100) and a file that says which tasks make a category; a category's figure is
/// the mean of its tasks, as the site computes it. The mean of all categories is left out, because
/// it would count each of them twice.
///
/// The newest release has few models, so the one before it is read too: of a model in both the
/// newer figure counts, by its date. A category of the older release counts only where the models
/// in both tables have kept their figures; where they have not, its questions were others
/// (2026_06_25 renewed agentic coding alone).
///
/// Nothing lists the releases at the site. The listing of its repository does; without it the
/// releases known when this was written are asked for. A file comes from the site, else from the
/// repository: for a file that is not there the site answers with its start page.
public final class LiveBench implements Feed {

    private static final Source SOURCE =
            new Source(
                    "livebench",
                    "LiveBench",
                    URI.create("https://livebench.ai/"),
                    Licence.unshareable("no licence stated", "LiveBench (livebench.ai)."),
                    Layer.SCRAPED,
                    0.85);
    private static final String REPOSITORY = "LiveBench/new-livebench";
    private static final String LISTING =
            "https://api.github.com/repos/" + REPOSITORY + "/contents/public";
    private static final String RAW =
            "https://raw.githubusercontent.com/" + REPOSITORY + "/main/public/";
    private static final List<String> KNOWN_RELEASES = List.of("2026_06_25", "2026_01_08");
    private static final int MOST_RELEASES = 2;

    private static final Pattern FILE =
            Pattern.compile("(table|categories)_(\\d{4}_\\d{2}_\\d{2})\\.(?:csv|json)");

    /// Categories, to the task in our benchmark id. `Language` is word puzzles in English.
    private static final Map<String, String> CATEGORIES =
            Map.of(
                    "Reasoning", "reasoning",
                    "Coding", "coding",
                    "Agentic Coding", "agentic_coding",
                    "Mathematics", "mathematics",
                    "Data Analysis", "data_analysis",
                    "Language", "language",
                    "IF", "instruction_following");

    /// `-base` is a model of Anthropic's without thinking.
    private static final Map<String, Effort> OWN_WORDS =
            Map.of("-base", Effort.NONE, "-highthinking", Effort.HIGH);

    /// Models are run anew now and then, which moves a figure by less than this.
    private static final double RUN_AGAIN = 0.02;

    private static final int FEWEST_SHARED = 3;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<Benchmark> benchmarks() {
        return CATEGORIES.entrySet().stream()
                .map(category ->
                        new Benchmark(
                                "livebench/" + category.getValue(),
                                "LiveBench " + category.getKey(),
                                Benchmark.Unit.FRACTION,
                                true))
                .toList();
    }

    @Override
    public List<String> files() {
        return List.of("livebench/**table_*.csv", "livebench/**categories_*.json");
    }

    @Override
    public List<Payload> fetch(Web web) {
        var payloads = new ArrayList<Payload>();
        for (String release : releases(web)) {
            payloads.add(file(web, "table_" + release + ".csv", "model,"));
            payloads.add(file(web, "categories_" + release + ".json", "{"));
        }
        return payloads;
    }

    /// The newest ones, newest first.
    private static List<String> releases(Web web) {
        var found = new TreeSet<String>();
        try {
            for (JsonNode entry : JSON.readTree(web.get(URI.create(LISTING)).text())) {
                Matcher name = FILE.matcher(entry.path("name").asString(""));
                if (name.matches() && name.group(1).equals("table")) {
                    found.add(name.group(2));
                }
            }
        } catch (FetchFailed | JacksonException _) {
            return KNOWN_RELEASES;
        }
        return found.isEmpty()
                ? KNOWN_RELEASES
                : found.reversed().stream().limit(MOST_RELEASES).toList();
    }

    private static Payload file(Web web, String name, String start) {
        try {
            Payload file = web.get(URI.create(SOURCE.url() + name));
            if (file.text().stripLeading().startsWith(start)) {
                return file.named(name);
            }
        } catch (FetchFailed _) {
            return web.get(URI.create(RAW + name)).named(name);
        }
        return web.get(URI.create(RAW + name)).named(name);
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, LiveBench::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var tables = new TreeMap<String, Payload>();
        var categories = new HashMap<String, Payload>();
        for (Payload payload : payloads) {
            Matcher name = FILE.matcher(payload.name());
            if (!name.matches()) {
                throw new UnexpectedContent(
                        payload.name(), "another name", "table_... or categories_...");
            }
            (name.group(1).equals("table") ? tables : categories).put(name.group(2), payload);
        }
        var harvest = new Harvest();
        Map<String, Map<String, Double>> newest = Map.of();
        for (Map.Entry<String, Payload> table : tables.descendingMap().entrySet()) {
            Payload tasks = categories.get(table.getKey());
            if (tasks == null) {
                throw new UnexpectedContent(
                        "categories_" + table.getKey() + ".json",
                        "nothing",
                        "the tasks of each category");
            }
            Map<String, Map<String, Double>> figures =
                    figures(table.getValue(), tasks(tasks), harvest);
            Set<String> renewed = renewed(figures, newest);
            LocalDate date =
                    Figures.date(table.getValue().name(), table.getKey().replace('_', '-'));
            figures.forEach((model, byCategory) ->
                    byCategory.forEach((category, value) -> {
                        if (!renewed.contains(category)) {
                            harvest.add(row(model, category, value, date));
                        }
                    }));
            if (newest.isEmpty()) {
                newest = figures;
            }
        }
        return harvest.findings();
    }

    /// The tasks of each category that we know.
    private static Map<String, List<String>> tasks(Payload payload) {
        var tasks = new LinkedHashMap<String, List<String>>();
        for (Map.Entry<String, JsonNode> category : Figures.json(payload).properties()) {
            String task = CATEGORIES.get(category.getKey());
            if (task != null && !category.getValue().isEmpty()) {
                var names = new ArrayList<String>();
                category.getValue()
                        .forEach(name ->
                                names.add(
                                        Figures.text(
                                                payload.name() + ": " + category.getKey(), name)));
                tasks.put(task, names);
            }
        }
        if (tasks.isEmpty()) {
            throw new UnexpectedContent(
                    payload.name(), payload.text(), "categories such as 'Reasoning'");
        }
        return tasks;
    }

    /// By model and category: the mean of the category's tasks, 0..1.
    private static Map<String, Map<String, Double>> figures(
            Payload table, Map<String, List<String>> tasks, Harvest harvest) {
        var columns = new ArrayList<String>();
        columns.add("model");
        tasks.values().forEach(columns::addAll);
        var figures = new LinkedHashMap<String, Map<String, Double>>();
        for (Table.Line line : Table.uneven(table.name(), table.text(), columns)) {
            harvest.line(() -> {
                var byCategory = new TreeMap<String, Double>();
                tasks.forEach((category, names) -> {
                    if (names.stream().noneMatch(name -> line.text(name).isEmpty())) {
                        double sum = 0;
                        for (String name : names) {
                            sum += Figures.percent(line.where(name), line.text(name));
                        }
                        byCategory.put(
                                category,
                                Figures.fraction(line.where(category), sum / names.size()));
                    }
                });
                figures.put(line.text("model"), byCategory);
            });
        }
        return figures;
    }

    /// The categories whose questions changed between an older table and the newest: those where
    /// the models in both have other figures, or where too few are in both to tell.
    private static Set<String> renewed(
            Map<String, Map<String, Double>> older, Map<String, Map<String, Double>> newest) {
        var renewed = new HashSet<String>();
        if (newest.isEmpty()) {
            return renewed;
        }
        for (String category : CATEGORIES.values()) {
            var moves = new ArrayList<Double>();
            older.forEach((model, figures) -> {
                Double before = figures.get(category);
                Double now = newest.getOrDefault(model, Map.of()).get(category);
                if (before != null && now != null) {
                    moves.add(Math.abs(now - before));
                }
            });
            if (moves.size() < FEWEST_SHARED || median(moves) > RUN_AGAIN) {
                renewed.add(category);
            }
        }
        return renewed;
    }

    private static double median(Collection<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static Row row(String model, String category, double value, LocalDate date) {
        return new Row(
                name(model), "livebench/" + category, Measure.of(value), date, Method.MEASURED);
    }

    /// Efforts stand in the name; two of its words are LiveBench's own.
    private static WrittenName name(String model) {
        for (Map.Entry<String, Effort> word : OWN_WORDS.entrySet()) {
            if (model.endsWith(word.getKey())) {
                return WrittenName.of(model.substring(0, model.length() - word.getKey().length()))
                        .at(word.getValue());
            }
        }
        return WrittenName.of(model);
    }
}
