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
import java.net.URI;
import java.time.LocalDate;
import java.util.List;

/// Vectara's hallucination board: how often a summary says what its document does not, as a trained
/// judge sees it. It exists only as a Markdown table in a README, between two marks.
public final class Vectara implements Feed {

    private static final Source SOURCE =
            new Source(
                    "vectara",
                    "Vectara hallucination leaderboard",
                    URI.create(
                            "https://raw.githubusercontent.com/vectara/hallucination-leaderboard/main/README.md"),
                    Licence.shareable(
                            "Apache-2.0",
                            "Vectara hallucination leaderboard (github.com/vectara/hallucination-leaderboard), Apache-2.0."),
                    Layer.SCRAPED,
                    0.8);
    private static final String BENCHMARK = "vectara/hallucination";
    private static final String START = "<!-- LEADERBOARD_START -->";
    private static final String END = "<!-- LEADERBOARD_END -->";
    private static final List<String> HEADER = List.of("Model", "Hallucination Rate");

    /// The table carries no date; this is the last change known, for answers without one.
    private static final LocalDate LAST_KNOWN = LocalDate.of(2026, 3, 10);

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<Benchmark> benchmarks() {
        return List.of(
                new Benchmark(
                        BENCHMARK, "Vectara hallucination rate", Benchmark.Unit.FRACTION, false));
    }

    @Override
    public List<String> files() {
        return List.of("vectara/README.md");
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, Vectara::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Payload payload : payloads) {
            String text = payload.text();
            int start = text.indexOf(START);
            int end = text.indexOf(END);
            if (start < 0 || end < start) {
                throw new UnexpectedContent(
                        payload.name(),
                        text.substring(0, Math.min(40, text.length())),
                        START + " ... " + END);
            }
            List<String> lines =
                    text.substring(start + START.length(), end)
                            .lines()
                            .filter(line -> line.contains("|"))
                            .toList();
            String header = lines.isEmpty() ? "" : lines.getFirst();
            if (!cells(header).stream().limit(HEADER.size()).toList().equals(HEADER)) {
                throw new UnexpectedContent(
                        payload.name() + ": table", header, String.join("|", HEADER));
            }
            LocalDate date = payload.published().orElse(LAST_KNOWN);
            for (int i = 2; i < lines.size(); i++) {
                String line = lines.get(i);
                String where = payload.name() + ": table line " + (i + 1);
                harvest.line(() -> harvest.add(row(where, line, date)));
            }
        }
        return harvest.findings();
    }

    private static Row row(String where, String line, LocalDate date) {
        List<String> cells = cells(line);
        if (cells.size() < HEADER.size()) {
            throw new UnexpectedContent(where, line, String.join("|", HEADER));
        }
        return new Row(
                name(cells.get(0)),
                BENCHMARK,
                Measure.of(Figures.percent(where, cells.get(1))),
                date,
                Method.JUDGED);
    }

    /// The names are Hugging Face ids where the model is open, and look like them where it is not.
    private static WrittenName name(String text) {
        return WrittenName.of(text).anchored(text);
    }

    private static List<String> cells(String line) {
        String inner = line.strip().replaceFirst("^\\|", "").replaceFirst("\\|$", "");
        return List.of(inner.split("\\|", -1)).stream().map(String::strip).toList();
    }
}
