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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// HELM Capabilities: five benchmarks under one protocol, run by Stanford CRFM. Release v1.15.0 of
/// November 2025 is the last one; its address is fixed, and so is its date, since the bucket's own
/// times are those of a later copy.
///
/// The table is `{header: [{value}], rows: [[{value, run_spec_names}]]}`: a column is `GPQA - COT
/// correct`, a row begins with the model's name for people. The run's name holds the id, which says
/// more: `mmlu_pro:...,model=openai_gpt-4o-2024-11-20`. The mean over the columns is left out. No
/// licence is stated for the results.
public final class Helm implements Feed {

    private static final Source SOURCE =
            new Source(
                    "helm",
                    "HELM Capabilities",
                    URI.create("https://crfm.stanford.edu/helm/capabilities/latest/"),
                    Licence.unshareable(
                            "no licence stated",
                            "HELM Capabilities by Stanford CRFM (crfm.stanford.edu/helm); no licence stated for the results."),
                    Layer.SCRAPED,
                    0.85);
    private static final URI TABLE =
            URI.create(
                    "https://storage.googleapis.com/crfm-helm-public/capabilities/benchmark_output/releases/v1.15.0/groups/json/core_scenarios_accuracy.json");
    private static final LocalDate RELEASED = LocalDate.of(2025, 11, 24);

    /// Runs of HELM take at most a thousand questions of a set.
    private static final long MOST_QUESTIONS = 1_000;

    /// By the first part of a column's name.
    private static final Map<String, Column> COLUMNS =
            Map.of(
                    "MMLU-Pro", new Column("helm/mmlu_pro", Method.MEASURED, MOST_QUESTIONS),
                    "GPQA", new Column("helm/gpqa", Method.MEASURED, 446),
                    "IFEval", new Column("helm/ifeval", Method.MEASURED, 541),
                    "WildBench", new Column("helm/wildbench", Method.JUDGED, MOST_QUESTIONS),
                    "Omni-MATH", new Column("helm/omni_math", Method.JUDGED, MOST_QUESTIONS));

    private static final Pattern MODEL = Pattern.compile("(?:^|[:,])model=([^,_]+)_([^,]+)");

    /// @param questions asked at most
    private record Column(String benchmark, Method method, long questions) {}

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<Benchmark> benchmarks() {
        return COLUMNS.entrySet().stream()
                .map(column ->
                        new Benchmark(
                                column.getValue().benchmark(),
                                "HELM " + column.getKey(),
                                Benchmark.Unit.FRACTION,
                                true))
                .toList();
    }

    @Override
    public List<String> files() {
        return List.of("helm/core_scenarios_accuracy*.json");
    }

    @Override
    public List<Payload> fetch(Web web) {
        return List.of(web.get(TABLE));
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, Helm::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Payload payload : payloads) {
            JsonNode root = Figures.json(payload);
            List<Optional<Column>> columns = columns(payload, root.path("header"));
            int index = 0;
            for (JsonNode row : root.path("rows")) {
                String where = payload.name() + ": row " + index++;
                harvest.line(() -> row(where, row, columns, harvest));
            }
        }
        return harvest.findings();
    }

    private static List<Optional<Column>> columns(Payload payload, JsonNode header) {
        var columns = new ArrayList<Optional<Column>>();
        for (JsonNode cell : header) {
            String name = cell.path("value").asString("");
            int dash = name.indexOf(" - ");
            columns.add(
                    Optional.ofNullable(COLUMNS.get(dash < 0 ? name : name.substring(0, dash))));
        }
        if (columns.stream().noneMatch(Optional::isPresent)) {
            throw new UnexpectedContent(
                    payload.name() + ": header", header.toString(), "a column such as GPQA");
        }
        return columns;
    }

    private static void row(
            String where, JsonNode row, List<Optional<Column>> columns, Harvest harvest) {
        WrittenName name = name(where, row);
        for (int c = 1; c < columns.size(); c++) {
            JsonNode value = row.path(c).path("value");
            Optional<Column> column = columns.get(c);
            if (column.isPresent() && value.isNumber()) {
                Column known = column.get();
                harvest.add(
                        new Row(
                                name,
                                known.benchmark(),
                                Measure.of(
                                        Figures.fraction(
                                                where + ": " + known.benchmark(),
                                                value.doubleValue()),
                                        known.questions()),
                                RELEASED,
                                known.method()));
            }
        }
    }

    private static WrittenName name(String where, JsonNode row) {
        String shown = Figures.text(where + ": model", row.path(0).path("value"));
        for (JsonNode cell : row) {
            for (JsonNode run : cell.path("run_spec_names")) {
                Matcher matcher = MODEL.matcher(run.asString(""));
                if (matcher.find()) {
                    return WrittenName.of(matcher.group(1) + "/" + matcher.group(2));
                }
            }
        }
        return WrittenName.of(shown);
    }
}
