package dev.assayer.evidence.pricelist;

import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Harvest;
import dev.assayer.evidence.Measure;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.UnexpectedContent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The figures that OpenRouter shows: `benchmarks` beside each model, and the answers of
/// `/api/v1/benchmarks`. Artificial Analysis's three indices go by that board's own ids. Of Design
/// Arena the arena of plain models counts, where people vote on pages, games and charts that the
/// models programmed; its agents and its pictures do not. OpenRouter's own runs are GPQA Diamond
/// and tau2-bench airline (2026-09).
final class OpenRouterFigures {

    private static final Map<String, String> INDICES =
            Map.of(
                    "intelligence_index", "artificialanalysis/intelligence_index",
                    "coding_index", "artificialanalysis/coding_index",
                    "agentic_index", "artificialanalysis/agentic_index");

    /// Categories of Design Arena, to the task in our benchmark id.
    private static final Map<String, String> ARENAS =
            Map.of(
                    "website", "designarena/website",
                    "codecategories", "designarena/code",
                    "dataviz", "designarena/data_visualisation",
                    "gamedev", "designarena/games",
                    "uicomponent", "designarena/ui_components",
                    "3d", "designarena/3d",
                    "svg", "designarena/svg");

    private static final Map<String, String> OWN =
            Map.of(
                    "gpqa_diamond", "openrouter/gpqa_diamond",
                    "tau2_bench_airline", "openrouter/tau2_airline");

    static final List<Benchmark> BENCHMARKS = benchmarks();

    private OpenRouterFigures() {}

    private static List<Benchmark> benchmarks() {
        var benchmarks = new ArrayList<Benchmark>();
        INDICES.forEach((field, id) ->
                benchmarks.add(
                        new Benchmark(
                                id,
                                "Artificial Analysis " + field.replace('_', ' '),
                                Benchmark.Unit.FRACTION,
                                true)));
        ARENAS.forEach((category, id) ->
                benchmarks.add(
                        new Benchmark(id, "Design Arena " + category, Benchmark.Unit.ELO, true)));
        OWN.forEach((type, id) ->
                benchmarks.add(
                        new Benchmark(
                                id,
                                "OpenRouter's run of " + type.replace('_', ' '),
                                Benchmark.Unit.FRACTION,
                                true)));
        return List.copyOf(benchmarks);
    }

    /// The benchmarks in a board of `/api/v1/benchmarks`.
    static Set<String> ofBoard(String board) {
        return switch (board) {
            case "artificial-analysis" -> Set.copyOf(INDICES.values());
            case "design-arena" -> Set.copyOf(ARENAS.values());
            case "openrouter" -> Set.copyOf(OWN.values());
            default -> Set.of();
        };
    }

    /// Adds what stands beside the models; of a model and its free twin once.
    static void addEmbedded(OpenRouterModels models, OpenRouterEfforts efforts, Harvest harvest) {
        var seen = new HashSet<String>();
        models.forEach((where, model) -> {
            String id = OpenRouterModels.plainId(model.path("id").asString(""));
            JsonNode figures = model.path("benchmarks");
            if (figures.isObject() && seen.add(id)) {
                harvest.line(() -> {
                    indices(
                            where,
                            efforts.at(id),
                            figures.path("artificial_analysis"),
                            models.date(),
                            harvest);
                    for (JsonNode item : figures.path("design_arena")) {
                        arena(where, WrittenName.of(id), item, models.date(), harvest);
                    }
                });
            }
        });
    }

    /// Adds one answer of `/api/v1/benchmarks`.
    static void addBoard(Payload payload, OpenRouterEfforts efforts, Harvest harvest) {
        JsonNode root = Fields.object(payload);
        JsonNode list = root.path("data");
        if (!list.isArray()) {
            throw new UnexpectedContent(
                    payload.name() + ": data", list.toString(), "a list of figures");
        }
        LocalDate date =
                root.path("meta").path("as_of").isString()
                        ? day(payload.name() + ": meta.as_of", root.path("meta").path("as_of"))
                        : payload.published().orElse(payload.fetched());
        int index = 0;
        for (JsonNode item : list) {
            String where = payload.name() + ": item " + index++;
            harvest.line(() -> item(where, item, date, efforts, harvest));
        }
    }

    private static void item(
            String where,
            JsonNode item,
            LocalDate date,
            OpenRouterEfforts efforts,
            Harvest harvest) {
        String slug = item.path("model_permaslug").asString("");
        if (slug.isBlank()) {
            throw new UnexpectedContent(
                    where + ": model_permaslug", slug, "a slug like openai/gpt-5-2025-08-07");
        }
        switch (item.path("source").asString("")) {
            case "artificial-analysis" -> indices(where, efforts.at(slug), item, date, harvest);
            case "design-arena" -> arena(where, WrittenName.of(slug), item, date, harvest);
            case "openrouter" -> own(where, slug, item, date, harvest);
            default -> {} // a board that came later
        }
    }

    private static void indices(
            String where, WrittenName name, JsonNode figures, LocalDate date, Harvest harvest) {
        INDICES.forEach((field, benchmark) -> {
            JsonNode value = figures.path(field);
            if (value.isNumber()) {
                double fraction = fraction(where + ": " + field, value.doubleValue() / 100);
                harvest.add(new Row(name, benchmark, Measure.of(fraction), date, Method.MEASURED));
            }
        });
    }

    private static void arena(
            String where, WrittenName name, JsonNode item, LocalDate date, Harvest harvest) {
        String benchmark = ARENAS.get(item.path("category").asString(""));
        if (benchmark == null || !item.path("arena").asString("").equals("models")) {
            return;
        }
        double elo = item.path("elo").doubleValue(Double.NaN);
        if (!(elo > -5_000 && elo < 10_000)) {
            throw new UnexpectedContent(
                    where + ": elo", item.path("elo").toString(), "a rating of -5000..10000");
        }
        harvest.add(new Row(name, benchmark, Measure.of(elo), date, Method.VOTED));
    }

    private static void own(
            String where, String slug, JsonNode item, LocalDate date, Harvest harvest) {
        String type =
                item.path("benchmark_type")
                        .asString("")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "_");
        String benchmark = OWN.get(type);
        if (benchmark == null) {
            return;
        }
        double accuracy =
                fraction(where + ": accuracy", item.path("accuracy").doubleValue(Double.NaN));
        long tasks = item.path("total_tasks").asLong(0);
        JsonNode run = item.path("last_run_timestamp");
        harvest.add(
                new Row(
                        WrittenName.of(slug),
                        benchmark,
                        tasks > 0 ? Measure.of(accuracy, tasks) : Measure.of(accuracy),
                        run.isString() ? day(where + ": last_run_timestamp", run) : date,
                        Method.MEASURED));
    }

    private static double fraction(String where, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new UnexpectedContent(where, Double.toString(value), "a share of 0..1");
        }
        return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_EVEN).doubleValue();
    }

    private static LocalDate day(String where, JsonNode time) {
        String text = time.asString("");
        try {
            return LocalDate.parse(text.substring(0, Math.min(10, text.length())));
        } catch (DateTimeParseException e) {
            throw new UnexpectedContent(where, text, "a time like 2026-06-03T12:00:00Z");
        }
    }
}
