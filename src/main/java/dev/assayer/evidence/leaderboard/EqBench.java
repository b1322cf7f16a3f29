package dev.assayer.evidence.leaderboard;

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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/// EQ-Bench: emotional intelligence in role-play and analysis (versions 3 and 4) and creative
/// writing (version 3), as ratings from comparisons that another model judges; a judge favours its
/// own family and long answers.
///
/// The boards exist only inside the site's scripts:
/// - `eqbench3.js` and `creative_writing.js`: CSV in a template literal. A leading `*` marks a new
///   model, the row `__metadata__` is none;
/// - `eqbench4/eqbench4_data.js`: an object with `generated_at` and `models[].{model, elo, ci_low,
///   ci_high, n_scenarios}`.
///
/// Extracts are read too: the CSV alone, and `{generated_at, pooled_elo}` of version 4. The first
/// two files carry no date; they change together with the third, whose date they get.
public final class EqBench implements Feed {

    private static final Source SOURCE =
            new Source(
                    "eqbench",
                    "EQ-Bench",
                    URI.create("https://eqbench.com/"),
                    Licence.unshareable(
                            "no licence stated",
                            "EQ-Bench (eqbench.com) by Samuel J. Paech; no licence stated."),
                    Layer.SCRAPED,
                    0.7);
    private static final String RAW =
            "https://raw.githubusercontent.com/EQ-bench/EQ-bench-site/main/";

    private static final Board EQ_3 =
            new Board("eqbench3", "eqbench/eq3", "elo_norm", "leaderboardDataEQBench3");
    private static final Board WRITING =
            new Board(
                    "creative_writing",
                    "eqbench/creative_writing",
                    "elo_score",
                    "leaderboardDataCreativeWritingV3");
    private static final String EQ_4 = "eqbench4";
    private static final String EQ_4_ID = "eqbench/eq4";

    /// The newest content known, for a date where a file of version 4 is missing.
    private static final LocalDate LAST_KNOWN = LocalDate.of(2026, 7, 26);

    /// A board in CSV.
    ///
    /// @param file how its file's name begins
    /// @param elo column of the rating
    /// @param variable of the script that holds the table
    private record Board(String file, String benchmark, String elo, String variable) {}

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<Benchmark> benchmarks() {
        return List.of(
                new Benchmark(EQ_3.benchmark(), "EQ-Bench 3", Benchmark.Unit.ELO, true),
                new Benchmark(EQ_4_ID, "EQ-Bench 4", Benchmark.Unit.ELO, true),
                new Benchmark(
                        WRITING.benchmark(),
                        "EQ-Bench Creative Writing v3",
                        Benchmark.Unit.ELO,
                        true));
    }

    @Override
    public List<String> files() {
        return List.of("eqbench/eqbench3*", "eqbench/creative_writing*", "eqbench/eqbench4*");
    }

    @Override
    public List<Payload> fetch(Web web) {
        return List.of(
                web.get(URI.create(RAW + "eqbench3.js")),
                web.get(URI.create(RAW + "creative_writing.js")),
                web.get(URI.create(RAW + "eqbench4/eqbench4_data.js")));
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, EqBench::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        LocalDate date = LAST_KNOWN;
        for (Payload payload : payloads) {
            if (payload.name().startsWith(EQ_4)) {
                date = version4(payload, harvest);
            }
        }
        for (Payload payload : payloads) {
            for (Board board : List.of(EQ_3, WRITING)) {
                if (payload.name().startsWith(board.file())) {
                    version3(payload, board, payload.published().orElse(date), harvest);
                }
            }
        }
        return harvest.findings();
    }

    private static void version3(Payload payload, Board board, LocalDate date, Harvest harvest) {
        List<Table.Line> lines =
                Table.csv(
                        payload.name(),
                        table(payload, board.variable()),
                        List.of("model_name", board.elo()));
        for (Table.Line line : lines) {
            harvest.line(() -> {
                String name = line.text("model_name").replaceFirst("^\\*", "");
                if (!name.equals("__metadata__")) {
                    harvest.add(
                            new Row(
                                    WrittenName.of(name),
                                    board.benchmark(),
                                    new Measure(
                                            elo(line, board.elo()),
                                            bound(line, "ci_low_norm"),
                                            bound(line, "ci_high_norm"),
                                            OptionalLong.empty()),
                                    date,
                                    Method.JUDGED));
                }
            });
        }
    }

    /// The CSV inside the script, or the whole file where it is none.
    private static String table(Payload payload, String variable) {
        String text = payload.text();
        int at = text.indexOf(variable);
        if (at < 0 && text.startsWith("model_name,")) {
            return text;
        }
        int start = at < 0 ? -1 : text.indexOf('`', at);
        int end = start < 0 ? -1 : text.indexOf('`', start + 1);
        if (end < 0) {
            throw new UnexpectedContent(
                    payload.name(),
                    text.substring(0, Math.min(40, text.length())),
                    variable + " = `...`");
        }
        return text.substring(start + 1, end).strip();
    }

    private static double elo(Table.Line line, String column) {
        return Figures.elo(line.where(column), line.number(column));
    }

    private static OptionalDouble bound(Table.Line line, String column) {
        return line.has(column) ? OptionalDouble.of(elo(line, column)) : OptionalDouble.empty();
    }

    /// @return the date of the content
    private static LocalDate version4(Payload payload, Harvest harvest) {
        String text = payload.text();
        int start = text.indexOf('{');
        int end = text.lastIndexOf('}');
        if (start < 0 || end < start) {
            throw new UnexpectedContent(
                    payload.name(),
                    text.substring(0, Math.min(40, text.length())),
                    "an object with models");
        }
        JsonNode root = Figures.json(payload.name(), text.substring(start, end + 1));
        String dated = payload.name() + ": generated_at";
        LocalDate date = Figures.date(dated, Figures.text(dated, root.path("generated_at")));
        JsonNode models = root.path("models");
        JsonNode pooled = root.path("pooled_elo");
        if (!models.isArray() && !pooled.isObject()) {
            throw new UnexpectedContent(
                    payload.name(), "neither", "a list models, or an object pooled_elo");
        }
        for (JsonNode model : models) {
            harvest.line(() -> harvest.add(version4(payload.name(), model, date)));
        }
        for (Map.Entry<String, JsonNode> model : pooled.properties()) {
            String where = payload.name() + ": " + model.getKey();
            harvest.line(() ->
                    harvest.add(
                            version4(
                                    model.getKey(),
                                    Measure.of(
                                            Figures.elo(
                                                    where,
                                                    Figures.number(where, model.getValue()))),
                                    date)));
        }
        return date;
    }

    private static Row version4(String file, JsonNode model, LocalDate date) {
        String name = Figures.text(file + ": model", model.path("model"));
        String where = file + ": " + name + ": ";
        JsonNode scenarios = model.path("n_scenarios");
        return version4(
                name,
                new Measure(
                        Figures.elo(
                                where + "elo", Figures.number(where + "elo", model.path("elo"))),
                        end(where + "ci_low", model.path("ci_low")),
                        end(where + "ci_high", model.path("ci_high")),
                        scenarios.isNumber()
                                ? OptionalLong.of(scenarios.longValue())
                                : OptionalLong.empty()),
                date);
    }

    private static OptionalDouble end(String where, JsonNode node) {
        return Optional.of(node).filter(JsonNode::isNumber).stream()
                .mapToDouble(number -> Figures.elo(where, number.doubleValue()))
                .findFirst();
    }

    private static Row version4(String name, Measure measure, LocalDate date) {
        return new Row(WrittenName.of(name), EQ_4_ID, measure, date, Method.JUDGED);
    }
}
