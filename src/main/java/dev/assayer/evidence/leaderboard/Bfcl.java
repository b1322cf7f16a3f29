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
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, Bfcl::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        var needed = new ArrayList<>(COLUMNS.keySet());
        needed.add("Model");
        for (Payload payload : payloads) {
            List<Table.Line> lines = Table.csv(payload, needed);
            var prompted = new LinkedHashMap<String, Table.Line>();
            var called = new HashSet<String>();
            LocalDate date = payload.published().orElse(LAST_KNOWN);
            for (Table.Line line : lines) {
                harvest.line(() -> {
                    String name = line.text("Model");
                    if (name.endsWith(PROMPTED)) {
                        prompted.put(name, line);
                    } else {
                        figures(line, date, harvest);
                        called.add(name.replace(NATIVE, ""));
                    }
                });
            }
            prompted.forEach((name, line) -> {
                if (!called.contains(name.replace(PROMPTED, ""))) {
                    harvest.line(() -> figures(line, date, harvest));
                }
            });
        }
        return harvest.findings();
    }

    private static void figures(Table.Line line, LocalDate date, Harvest harvest) {
        COLUMNS.forEach((column, task) -> {
            if (!line.text(column).equals("N/A")) {
                harvest.add(
                        new Row(
                                WrittenName.of(line.text("Model")),
                                "bfcl/" + task,
                                Measure.of(Figures.percent(line.where(column), line.text(column))),
                                date,
                                Method.MEASURED));
            }
        });
    }
}
