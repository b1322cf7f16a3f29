package dev.assayer.evidence.leaderboard;

import dev.assayer.catalog.Effort;
import dev.assayer.catalog.WrittenName;
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
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// BigCodeBench: Python functions that call libraries, from a docstring (`complete`) or from an
/// instruction (`instruct`), pass@1 on all 1,140 tasks and on the 148 hard ones. Archived; newest
/// row of April 2025. The site's repository has no licence.
public final class BigCodeBench implements Feed {

    private static final Source SOURCE =
            new Source(
                    "bigcodebench",
                    "BigCodeBench",
                    URI.create("https://bigcode-bench.github.io/results.json"),
                    Licence.unshareable(
                            "no licence stated",
                            "BigCodeBench leaderboard (bigcode-bench.github.io); no licence stated."),
                    Layer.SCRAPED,
                    0.75);
    private static final URI HARD = URI.create("https://bigcode-bench.github.io/results-hard.json");

    private static final Map<String, Long> TASKS = Map.of("full", 1140L, "hard", 148L);
    private static final List<String> SPLITS = List.of("complete", "instruct");

    /// The day on which the benchmark came out; rows are dated by their model, and no run is older.
    private static final LocalDate BEGUN = LocalDate.of(2024, 6, 18);

    /// An effort in a remark such as `(temperature=1, reasoning=medium)`; a number there is a
    /// budget of tokens.
    private static final Pattern REASONING = Pattern.compile("reasoning=(\\w+)|w/ reasoning");

    private static final Pattern REMARK = Pattern.compile("\\s*\\([^()]*(?:=|w/ )[^()]*\\)");

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<Benchmark> benchmarks() {
        return Stream.of("full", "hard")
                .flatMap(set ->
                        SPLITS.stream()
                                .map(split ->
                                        new Benchmark(
                                                id(set, split),
                                                "BigCodeBench " + set + ", " + split,
                                                Benchmark.Unit.FRACTION,
                                                true)))
                .toList();
    }

    private static String id(String set, String split) {
        return "bigcodebench/" + set + "_" + split;
    }

    @Override
    public List<String> files() {
        return List.of("bigcodebench/results.json", "bigcodebench/results-hard.json");
    }

    @Override
    public List<Payload> fetch(Web web) {
        return List.of(web.get(SOURCE.url()), web.get(HARD));
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, BigCodeBench::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Payload payload : payloads) {
            String set = payload.name().contains("hard") ? "hard" : "full";
            JsonNode root = Figures.json(payload);
            if (!root.isObject()) {
                throw new UnexpectedContent(
                        payload.name(), root.toString(), "an object keyed by model");
            }
            for (Map.Entry<String, JsonNode> model : root.properties()) {
                harvest.line(() -> model(set, model.getKey(), model.getValue(), harvest));
            }
        }
        return harvest.findings();
    }

    private static void model(String set, String model, JsonNode fields, Harvest harvest) {
        JsonNode passed = fields.path("pass@1");
        if (!passed.isObject()) {
            throw new UnexpectedContent(model + ": pass@1", passed.toString(), "an object");
        }
        LocalDate released = Figures.date(model + ": date", fields.path("date").asString(""));
        WrittenName name = name(model, fields.path("link").asString(""));
        for (String split : SPLITS) {
            JsonNode value = passed.path(split);
            if (value.isNumber()) {
                harvest.add(
                        new Row(
                                name,
                                id(set, split),
                                Measure.of(
                                        Figures.fraction(
                                                model + ": " + split, value.doubleValue() / 100),
                                        TASKS.getOrDefault(set, 1L)),
                                released.isAfter(BEGUN) ? released : BEGUN,
                                Method.MEASURED));
            }
        }
    }

    private static WrittenName name(String text, String link) {
        WrittenName name = HuggingFace.name(REMARK.matcher(text).replaceAll(""), link);
        Matcher reasoning = REASONING.matcher(text.toLowerCase(Locale.ROOT));
        if (!reasoning.find()) {
            return name;
        }
        return switch (String.valueOf(reasoning.group(1))) {
            case "low" -> name.at(Effort.LOW);
            case "medium" -> name.at(Effort.MEDIUM);
            case "high" -> name.at(Effort.HIGH);
            default -> name.at(Effort.THINKING);
        };
    }
}
