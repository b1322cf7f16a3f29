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
import dev.assayer.evidence.WebRequest;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Terminal-Bench: tasks in a terminal, solved or not; the share solved, of an agent with a model.
/// Each version has tasks of its own and is a benchmark of its own.
///
/// Of rows under the board's own agent, Terminus, the newest of each model and effort counts, as
/// `terminalbench/terminus_<version>`: one agent, so that rows compare models. Where a model has
/// none, the median of its rows under other agents counts, as `terminalbench/agents_<version>`.
/// Rows of several models together and rows that the board hides are left out.
///
/// The shape is that of the board's site (github.com/harbor-framework/terminal-bench-website,
/// `lib/leaderboard.ts`, September 2026): `{leaderboard: {name, title}, rows: [{status, n_trials,
/// updated_at, metadata, metrics}], pagination: {total_pages, page_size}}`, with
/// `metadata.{model_display, agent_display, model_org}` as text or `{label, url}`,
/// `metadata.{reasoning_effort, date, model_names}`, and `metrics.{accuracy,
/// accuracy_ci95_half_width, accuracy_stderr}` in percent.
public final class TerminalBench implements Feed {

    private static final Source SOURCE =
            new Source(
                    "terminalbench",
                    "Terminal-Bench",
                    URI.create("https://www.tbench.ai/"),
                    Licence.unshareable(
                            "no licence stated",
                            "Terminal-Bench leaderboard (tbench.ai); no licence stated."),
                    Layer.LIVE,
                    0.7);
    private static final String ADDRESS =
            "https://ofhuhcpkvzjlejydnvyd.supabase.co/functions/v1/leaderboard-read";

    private static final List<Board> BOARDS =
            List.of(
                    new Board("4.0", "terminal-bench/terminal-bench", "4-0-0"),
                    new Board("3.0", "terminal-bench/terminal-bench", "3-0-0"),
                    new Board("2.1", "terminal-bench/terminal-bench-2-1", "main"),
                    new Board("2.0", "terminal-bench/terminal-bench-2", "2-0"));

    private static final int MOST_PAGES = 20;
    private static final double NORMAL_95 = 1.96;
    private static final Set<String> NO_EFFORT = Set.of("", "default", "n/a", "unknown", "-");

    /// @param packageName under which the board is asked for, together with its name
    private record Board(String version, String packageName, String name) {

        String benchmark(boolean isTerminus) {
            return "terminalbench/"
                    + (isTerminus ? "terminus_" : "agents_")
                    + version.replace('.', '_');
        }

        String file() {
            return "terminal-bench-" + version;
        }

        String request(Optional<String> page) {
            return "{\"package\":\"%s\",\"name\":\"%s\"%s}"
                    .formatted(packageName, name, page.orElse(""));
        }
    }

    /// One row that counts.
    private record Run(WrittenName name, boolean isTerminus, Measure measure, LocalDate date) {}

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<Benchmark> benchmarks() {
        return BOARDS.stream()
                .flatMap(board ->
                        Stream.of(
                                benchmark(board, true, "Terminal-Bench %s, Terminus"),
                                benchmark(board, false, "Terminal-Bench %s, other agents")))
                .toList();
    }

    private static Benchmark benchmark(Board board, boolean isTerminus, String name) {
        return new Benchmark(
                board.benchmark(isTerminus),
                name.formatted(board.version()),
                Benchmark.Unit.FRACTION,
                true);
    }

    @Override
    public List<String> files() {
        return BOARDS.stream().map(board -> "terminalbench/" + board.file() + "*.json").toList();
    }

    @Override
    public List<Payload> fetch(Web web) {
        var payloads = new ArrayList<Payload>();
        for (Board board : BOARDS) {
            Payload first = page(web, board, Optional.empty());
            payloads.add(first.named(board.file() + ".json"));
            JsonNode pagination = Figures.json(first).path("pagination");
            int pages = Math.min(pagination.path("total_pages").asInt(1), MOST_PAGES);
            int size = pagination.path("page_size").asInt(100);
            for (int page = 2; page <= pages; page++) {
                String next = ",\"page\":" + page + ",\"page_size\":" + size;
                payloads.add(
                        page(web, board, Optional.of(next))
                                .named(board.file() + "-" + page + ".json"));
            }
        }
        return payloads;
    }

    private static Payload page(Web web, Board board, Optional<String> page) {
        return web.get(WebRequest.of(ADDRESS).posting(board.request(page)));
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, TerminalBench::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Board board : BOARDS) {
            Map<String, List<Run>> runs = new TreeMap<>();
            for (Payload payload : payloads) {
                if (payload.name().startsWith(board.file())) {
                    read(payload, board, harvest, runs);
                }
            }
            runs.values().forEach(ofModel -> harvest.add(row(board, ofModel)));
        }
        return harvest.findings();
    }

    private static void read(
            Payload payload, Board board, Harvest harvest, Map<String, List<Run>> runs) {
        JsonNode root = Figures.json(payload);
        JsonNode rows = root.path("rows");
        if (!rows.isArray()) {
            throw new UnexpectedContent(payload.name() + ": rows", root.toString(), "a list");
        }
        String title = root.path("leaderboard").path("title").asString("");
        if (!title.contains(board.version())) {
            throw new UnexpectedContent(
                    payload.name() + ": leaderboard.title",
                    title,
                    "a title with " + board.version());
        }
        boolean isPercent = rows.isEmpty();
        for (JsonNode row : rows) {
            isPercent |= row.path("metrics").path("accuracy").asDouble(0) > 1;
        }
        if (!isPercent) {
            throw new UnexpectedContent(
                    payload.name() + ": metrics.accuracy", "none above 1", "percent");
        }
        int index = 0;
        for (JsonNode row : rows) {
            String where = payload.name() + ": row " + index++;
            harvest.line(() ->
                    run(where, row)
                            .ifPresent(run ->
                                    runs.computeIfAbsent(
                                                    run.name().text() + run.name().effort(),
                                                    _ -> new ArrayList<>())
                                            .add(run)));
        }
    }

    private static Optional<Run> run(String where, JsonNode row) {
        JsonNode metadata = row.path("metadata");
        String model = label(metadata.path("model_display"));
        if (model.isEmpty()) {
            throw new UnexpectedContent(
                    where + ": metadata.model_display",
                    metadata.path("model_display").toString(),
                    "a text, or an object with a label");
        }
        if (!row.path("status").asString("display").equals("display")
                || metadata.path("model_names").size() > 1
                || model.equalsIgnoreCase("multiple")) {
            return Optional.empty();
        }
        String agent = label(metadata.path("agent_display"));
        String day = metadata.path("date").asString(row.path("updated_at").asString(""));
        return Optional.of(
                new Run(
                        name(where, model, metadata),
                        agent.toLowerCase(Locale.ROOT).startsWith("terminus"),
                        measure(where, row),
                        Figures.date(where + ": metadata.date", day)));
    }

    private static String label(JsonNode node) {
        return node.isObject()
                ? node.path("label").asString("").strip()
                : node.asString("").strip();
    }

    /// Anthropic's models stand there without their first name, as `Opus 5`.
    private static WrittenName name(String where, String model, JsonNode metadata) {
        String lab = label(metadata.path("model_org"));
        boolean isClaude =
                lab.equalsIgnoreCase("anthropic")
                        || metadata.path("model_display")
                                .path("url")
                                .asString("")
                                .contains("anthropic.com");
        boolean isShort = isClaude && !model.toLowerCase(Locale.ROOT).contains("claude");
        WrittenName name = WrittenName.of(isShort ? "Claude " + model : model).by(lab);
        String effort =
                metadata.path("reasoning_effort").asString("").strip().toLowerCase(Locale.ROOT);
        if (NO_EFFORT.contains(effort)) {
            return name;
        }
        try {
            return name.at(effort.equals("off") ? Effort.NONE : Effort.parse(effort));
        } catch (IllegalArgumentException e) {
            throw new UnexpectedContent(
                    where + ": metadata.reasoning_effort", effort, "an effort, or nothing");
        }
    }

    private static Measure measure(String where, JsonNode row) {
        JsonNode metrics = row.path("metrics");
        double accuracy = Figures.number(where + ": metrics.accuracy", metrics.path("accuracy"));
        double half =
                metrics.path("accuracy_ci95_half_width")
                        .asDouble(NORMAL_95 * metrics.path("accuracy_stderr").asDouble(0));
        JsonNode trials = row.has("n_trials") ? row.path("n_trials") : metrics.path("n_trials");
        String at = where + ": metrics.accuracy";
        return new Measure(
                Figures.fraction(at, accuracy / 100),
                end(at, half, accuracy - half),
                end(at, half, accuracy + half),
                trials.isNumber() && trials.longValue() > 0
                        ? OptionalLong.of(trials.longValue())
                        : OptionalLong.empty());
    }

    private static OptionalDouble end(String where, double half, double percent) {
        return half > 0
                ? OptionalDouble.of(Figures.fraction(where, Math.clamp(percent, 0, 100) / 100))
                : OptionalDouble.empty();
    }

    /// What counts of all rows of one model at one effort.
    private static Row row(Board board, List<Run> runs) {
        List<Run> terminus = runs.stream().filter(Run::isTerminus).toList();
        Run chosen =
                terminus.isEmpty()
                        ? middle(runs)
                        : terminus.stream().max(Comparator.comparing(Run::date)).orElseThrow();
        return new Row(
                chosen.name(),
                board.benchmark(!terminus.isEmpty()),
                chosen.measure(),
                chosen.date(),
                Method.MEASURED);
    }

    /// The row in the middle; of an even number the lower of the two.
    private static Run middle(List<Run> runs) {
        List<Run> sorted =
                runs.stream()
                        .sorted(Comparator.comparingDouble((Run run) -> run.measure().value()))
                        .toList();
        return sorted.get((sorted.size() - 1) / 2);
    }
}
