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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// SWE-bench: GitHub issues of Python projects, solved or not as the project's own tests say; the
/// share resolved.
///
/// - `bash-only`: every model in the same small agent (mini-SWE-agent) on the 500 verified tasks,
///   so that rows compare models. A row is one run at one effort.
/// - `Verified` (500 tasks) and `Lite` (300): agents of all kinds. Only rows that name exactly one
///   model and take one attempt say anything of a model; of each model the median row counts, since
///   the best of many agents grows with their number. Rows of the bash-only agent, which stand here
///   again, are left out.
///
/// Where the list in the site's repository is away, the site's own page is read, which holds the
/// same list. The licence of the site forbids commercial use.
public final class SweBench implements Feed {

    private static final Source SOURCE =
            new Source(
                    "swebench",
                    "SWE-bench",
                    URI.create(
                            "https://raw.githubusercontent.com/SWE-bench/swe-bench.github.io/master/data/leaderboards.json"),
                    Licence.unshareable(
                            "CC-BY-NC-4.0",
                            "SWE-bench leaderboards (swebench.com), CC BY-NC 4.0: not for commercial use."),
                    Layer.SCRAPED,
                    0.8);
    private static final URI PAGE = URI.create("https://www.swebench.com/");

    private static final Map<String, Board> BOARDS =
            Map.of(
                    "bash-only", new Board("swebench/bash_only", "SWE-bench bash-only", 500),
                    "Verified", new Board("swebench/verified", "SWE-bench Verified agents", 500),
                    "Lite", new Board("swebench/lite", "SWE-bench Lite agents", 300));
    private static final String ONE_AGENT = "bash-only";

    private static final String MODEL_TAG = "Model: ";
    private static final String ATTEMPTS_TAG = "System: Attempts - ";
    private static final String LIST_IN_PAGE = "id=\"leaderboard-data\">";

    /// An effort in the name of a run, as in `GPT-5 (2025-08-07) (medium reasoning)` and `Claude
    /// 4.5 Opus medium (20251101)`.
    private static final Pattern EFFORT =
            Pattern.compile("(?i)[ (](minimal|low|medium|high|xhigh|max)(?: reasoning)?(?=[ )]|$)");

    /// @param tasks size of the set
    private record Board(String benchmark, String name, long tasks) {}

    /// One row of a board.
    private record Run(String model, double resolved, LocalDate date) {}

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<Benchmark> benchmarks() {
        return BOARDS.values().stream()
                .map(board ->
                        new Benchmark(
                                board.benchmark(), board.name(), Benchmark.Unit.FRACTION, true))
                .toList();
    }

    @Override
    public List<String> files() {
        return List.of("swebench/leaderboards*.json");
    }

    @Override
    public List<Payload> fetch(Web web) {
        try {
            return List.of(web.get(SOURCE.url()));
        } catch (FetchFailed away) {
            try {
                return List.of(web.get(PAGE).named("page.html"));
            } catch (FetchFailed both) {
                throw away;
            }
        }
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, SweBench::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Payload payload : payloads) {
            JsonNode boards = boards(payload);
            if (!boards.isArray()) {
                throw new UnexpectedContent(
                        payload.name() + ": leaderboards", boards.toString(), "a list of boards");
            }
            for (JsonNode board : boards) {
                String name = board.path("name").asString("");
                Board known = BOARDS.get(name);
                JsonNode results = board.path("results");
                if (known != null && !results.isArray()) {
                    throw new UnexpectedContent(
                            payload.name() + ": " + name + ": results",
                            results.toString(),
                            "a list of runs");
                }
                if (known != null && name.equals(ONE_AGENT)) {
                    oneAgent(payload.name() + ": " + name, known, results, harvest);
                } else if (known != null) {
                    agents(payload.name() + ": " + name, known, results, harvest);
                }
            }
        }
        return harvest.findings();
    }

    private static JsonNode boards(Payload payload) {
        if (!payload.name().endsWith(".html")) {
            return Figures.json(payload).path("leaderboards");
        }
        String page = payload.text();
        int start = page.indexOf(LIST_IN_PAGE);
        int end = page.indexOf("</script>", Math.max(0, start));
        if (start < 0 || end < 0) {
            throw new UnexpectedContent(payload.name(), "no list", "a script with " + LIST_IN_PAGE);
        }
        return Figures.json(payload.name(), page.substring(start + LIST_IN_PAGE.length(), end));
    }

    private static void oneAgent(String board, Board known, JsonNode results, Harvest harvest) {
        for (JsonNode result : results) {
            harvest.line(() -> {
                String where = where(board, result);
                List<String> models = tags(result, MODEL_TAG);
                if (models.size() != 1) {
                    throw new UnexpectedContent(
                            where + ": tags", models.toString(), "one 'Model: ' tag");
                }
                Run run = run(where, models.getFirst(), result);
                WrittenName name = name(run.model());
                Optional<Effort> effort = effort(result.path("name").asString(""));
                harvest.add(row(effort.map(name::at).orElse(name), known, run.resolved(), run));
            });
        }
    }

    private static void agents(String board, Board known, JsonNode results, Harvest harvest) {
        Map<String, List<Run>> byModel = new TreeMap<>();
        for (JsonNode result : results) {
            harvest.line(() -> {
                List<String> models = tags(result, MODEL_TAG);
                List<String> attempts = tags(result, ATTEMPTS_TAG);
                if (models.size() == 1
                        && (attempts.isEmpty() || attempts.equals(List.of("1")))
                        && !result.has("mini-swe-agent_version")) {
                    Run run = run(where(board, result), models.getFirst(), result);
                    byModel.computeIfAbsent(run.model(), _ -> new ArrayList<>()).add(run);
                }
            });
        }
        byModel.values()
                .forEach(runs -> {
                    Run newest = runs.stream().max(Comparator.comparing(Run::date)).orElseThrow();
                    harvest.add(row(name(newest.model()), known, median(runs), newest));
                });
    }

    private static String where(String board, JsonNode result) {
        return board + ": " + result.path("folder").asString("a run");
    }

    private static Run run(String where, String model, JsonNode result) {
        return new Run(
                model,
                Figures.number(where + ": resolved", result.path("resolved")) / 100,
                Figures.date(where + ": date", result.path("date").asString("")));
    }

    private static Row row(WrittenName name, Board board, double resolved, Run run) {
        return new Row(
                name,
                board.benchmark(),
                Measure.of(Figures.fraction(board.name() + ": resolved", resolved), board.tasks()),
                run.date(),
                Method.MEASURED);
    }

    private static double median(List<Run> runs) {
        double[] sorted = runs.stream().mapToDouble(Run::resolved).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static List<String> tags(JsonNode result, String prefix) {
        var tags = new ArrayList<String>();
        for (JsonNode tag : result.path("tags")) {
            String text = tag.asString("");
            if (text.startsWith(prefix)) {
                tags.add(text.substring(prefix.length()).strip());
            }
        }
        return tags;
    }

    /// A tag is a name, or a link to the model's page at Hugging Face.
    private static WrittenName name(String tag) {
        return HuggingFace.name(tag.replaceFirst("^https://huggingface\\.co/", ""), tag);
    }

    private static Optional<Effort> effort(String run) {
        Matcher matcher = EFFORT.matcher(run);
        return matcher.find()
                ? Optional.of(Effort.parse(matcher.group(1).toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }
}
