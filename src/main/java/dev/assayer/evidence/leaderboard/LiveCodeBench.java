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
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// LiveCodeBench: problems of programming contests with their dates. The site publishes one row per
/// model and problem (7 MB) and adds them up in the browser; so do we, while the file is read row
/// by row.
///
/// What counts is the mean pass@1 on the problems of the newest [#WINDOW] before the newest problem
/// of all: the newer a problem, the less any model can have seen it in training. A model that has
/// not been asked nine in ten of these problems is left out. The content's date is the newest
/// problem's. Share-alike content stays out of the pack.
public final class LiveCodeBench implements Feed {

    private static final Source SOURCE =
            new Source(
                    "livecodebench",
                    "LiveCodeBench",
                    URI.create("https://livecodebench.github.io/performances_generation.json"),
                    Licence.unshareable(
                            "CC-BY-SA-4.0",
                            "LiveCodeBench leaderboard (livecodebench.github.io), CC BY-SA 4.0; per-problem rows added up."),
                    Layer.SCRAPED,
                    0.8);
    private static final String BENCHMARK = "livecodebench/generation";

    /// Half a year before April 2025 held 341 problems: a standard error of 2.7 points at most.
    private static final Duration WINDOW = Duration.ofDays(183);

    private static final double LEAST_SHARE = 0.9;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// `o3-mini-2025-01-31__low`, `grok-3-mini-beta_high`.
    private static final Pattern LEVEL = Pattern.compile("_+(low|medium|high)$");

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<Benchmark> benchmarks() {
        return List.of(
                new Benchmark(
                        BENCHMARK, "LiveCodeBench code generation", Benchmark.Unit.FRACTION, true));
    }

    @Override
    public List<String> files() {
        return List.of("livecodebench/performances_generation*.json");
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, LiveCodeBench::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Payload payload : payloads) {
            Board board = board(payload, harvest);
            LocalDate newest =
                    LocalDate.ofInstant(Instant.ofEpochMilli(board.newest()), ZoneOffset.UTC);
            long begin = board.newest() - WINDOW.toMillis();
            int most =
                    board.solved().values().stream()
                            .mapToInt(solved -> solved.since(begin).size())
                            .max()
                            .orElse(0);
            for (JsonNode model : board.models()) {
                String shown = model.path("model_repr").asString("");
                Solved solved = board.solved().get(shown);
                if (solved != null && solved.since(begin).size() >= most * LEAST_SHARE) {
                    harvest.line(() ->
                            harvest.add(
                                    new Row(
                                            name(shown, model),
                                            BENCHMARK,
                                            solved.measure(begin),
                                            newest,
                                            Method.MEASURED)));
                }
            }
        }
        return harvest.findings();
    }

    /// What the file holds.
    ///
    /// @param solved by the model's shown name
    /// @param models as they are described
    /// @param newest date of a problem, in milliseconds since 1970
    private record Board(Map<String, Solved> solved, List<JsonNode> models, long newest) {}

    /// One problem put to one model.
    private record Problem(long date, double passed) {}

    /// A model's problems.
    private record Solved(List<Problem> problems) {

        List<Problem> since(long begin) {
            return problems.stream().filter(problem -> problem.date() >= begin).toList();
        }

        Measure measure(long begin) {
            List<Problem> counting = since(begin);
            double mean = counting.stream().mapToDouble(Problem::passed).average().orElse(0);
            return Measure.of(Figures.fraction("pass@1", mean), counting.size());
        }
    }

    private static Board board(Payload payload, Harvest harvest) {
        Map<String, Solved> solved = new TreeMap<>();
        var models = new ArrayList<JsonNode>();
        long[] newest = {0};
        try (JsonParser parser = JSON.createParser(payload.content())) {
            expect(payload, parser.nextToken(), JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String part = parser.currentName();
                expect(payload, parser.nextToken(), JsonToken.START_ARRAY);
                int index = 0;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    JsonNode item = parser.readValueAsTree();
                    if (part.equals("models")) {
                        models.add(item);
                    } else if (part.equals("performances")) {
                        String where = payload.name() + ": performance " + index++;
                        harvest.line(() -> {
                            Problem problem = problem(where, item);
                            newest[0] = Math.max(newest[0], problem.date());
                            solved.computeIfAbsent(
                                            Figures.text(where + ": model", item.path("model")),
                                            _ -> new Solved(new ArrayList<>()))
                                    .problems()
                                    .add(problem);
                        });
                    }
                }
            }
            expect(payload, parser.currentToken(), JsonToken.END_OBJECT);
        } catch (JacksonException e) {
            throw new UnexpectedContent(payload.name(), e.getOriginalMessage(), "a whole document");
        }
        if (models.isEmpty() || solved.isEmpty()) {
            throw new UnexpectedContent(
                    payload.name(),
                    models.size() + " models, problems of " + solved.size(),
                    "some of both");
        }
        return new Board(solved, models, newest[0]);
    }

    private static void expect(Payload payload, @Nullable JsonToken found, JsonToken wanted) {
        if (found != wanted) {
            throw new UnexpectedContent(
                    payload.name(), String.valueOf(found), "lists of performances and models");
        }
    }

    private static Problem problem(String where, JsonNode item) {
        double date = Figures.number(where + ": date", item.path("date"));
        if (date < 0 || date > 4e12) {
            throw new UnexpectedContent(
                    where + ": date", Double.toString(date), "milliseconds since 1970");
        }
        return new Problem(
                (long) date,
                Figures.fraction(
                        where + ": pass@1",
                        Figures.number(where + ": pass@1", item.path("pass@1")) / 100));
    }

    /// The name by which the API knows the model says more than the shown one, except that it may
    /// be a moving alias where a link says which weights were meant.
    private static WrittenName name(String shown, JsonNode model) {
        String asked = model.path("model_name").asString(shown);
        WrittenName linked = HuggingFace.name(shown, model.path("link").asString(""));
        WrittenName name =
                linked.anchor().isPresent()
                        ? linked
                        : WrittenName.of(LEVEL.matcher(asked).replaceAll(""));
        return effort(shown, asked).map(name::at).orElse(name);
    }

    private static Optional<Effort> effort(String shown, String asked) {
        Matcher level = LEVEL.matcher(asked);
        if (level.find()) {
            return Optional.of(Effort.parse(level.group(1)));
        }
        return shown.toLowerCase(Locale.ROOT).contains("thinking")
                ? Optional.of(Effort.THINKING)
                : Optional.empty();
    }
}
