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
import dev.assayer.evidence.Web;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The Berkeley Function Calling Leaderboard, version 4. A model is listed with its native function
/// calling (`FC`) or with the functions described in the prompt; where both stand there the native
/// row counts, because that is how requests with tools are sent.
public final class Bfcl implements Feed {

    private static final Source SOURCE =
            new Source(
                    "bfcl",
                    "Berkeley Function Calling Leaderboard",
                    URI.create("https://gorilla.cs.berkeley.edu/data_overall.csv"),
                    Licence.shareable(
                            "Apache-2.0",
                            "Berkeley Function Calling Leaderboard (gorilla.cs.berkeley.edu), Apache-2.0."),
                    Layer.SCRAPED,
                    0.85);

    private static final Map<String, String> COLUMNS =
            Map.of(
                    "Overall Acc", "overall",
                    "Non-Live AST Acc", "non_live",
                    "Live Acc", "live",
                    "Multi Turn Acc", "multi_turn",
                    "Web Search Acc", "web_search",
                    "Memory Acc", "memory",
                    "Irrelevance Detection", "irrelevance");

    /// The table carries no date; this is the last change known, for answers without one.
    private static final LocalDate LAST_KNOWN = LocalDate.of(2025, 12, 16);

    private static final String NATIVE = " (FC)";
    private static final String PROMPTED = " (Prompt)";

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<Benchmark> benchmarks() {
        return COLUMNS.entrySet().stream()
                .map(column ->
                        new Benchmark(
                                "bfcl/" + column.getValue(),
                                "BFCL " + column.getValue().replace('_', ' '),
                                Benchmark.Unit.FRACTION,
                                true))
                .toList();
    }

    @Override
    public List<String> files() {
        return List.of("bfcl/data_overall.csv");
    }

    @Override
    public List<Payload> fetch(Web web) {
        return List.of(web.get(SOURCE.url()));
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.ofRows(SOURCE.id(), payloads, Bfcl::rows);
    }

    private static List<Row> rows(List<Payload> payloads) {
        var rows = new ArrayList<Row>();
        var needed = new ArrayList<>(COLUMNS.keySet());
        needed.add("Model");
        for (Payload payload : payloads) {
            List<Table.Line> lines = Table.csv(payload, needed);
            Set<String> called =
                    lines.stream()
                            .map(line -> line.text("Model"))
                            .filter(name -> name.endsWith(NATIVE))
                            .map(name -> name.substring(0, name.length() - NATIVE.length()))
                            .collect(Collectors.toSet());
            for (Table.Line line : lines) {
                String name = line.text("Model");
                boolean isSecond =
                        name.endsWith(PROMPTED)
                                && called.contains(
                                        name.substring(0, name.length() - PROMPTED.length()));
                if (!isSecond) {
                    COLUMNS.forEach((column, task) -> {
                        if (!line.text(column).equals("N/A")) {
                            rows.add(
                                    new Row(
                                            WrittenName.of(name),
                                            "bfcl/" + task,
                                            Measure.of(
                                                    Figures.percent(
                                                            line.where(column), line.text(column))),
                                            payload.published().orElse(LAST_KNOWN),
                                            Method.MEASURED));
                        }
                    });
                }
            }
        }
        return rows;
    }
}
