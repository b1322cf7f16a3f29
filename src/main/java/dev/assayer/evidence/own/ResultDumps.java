package dev.assayer.evidence.own;

import dev.assayer.evidence.Access;
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
import java.util.List;
import java.util.Optional;

/// Dumps of benchmark results that the user keeps (`configs/trun*.json`): rows of model, benchmark
/// or category, and a score of 0..100. A benchmark becomes `dump/<name>`, a category
/// `dump/category_<name>`. The fields are described in `docs/own-evidence.md`.
public final class ResultDumps implements Feed {

    private static final String PREFIX = "dump/";

    /// What a row may name instead of a benchmark: the categories of scores, and `knowledge`, which
    /// the layered view counts. Anything else would count for nothing.
    static final List<String> CATEGORIES =
            List.of(
                    "coding",
                    "math",
                    "reasoning",
                    "research",
                    "language",
                    "empathy",
                    "creative_writing",
                    "general",
                    "question",
                    "chat",
                    "tools",
                    "knowledge");

    private static final Source SOURCE =
            new Source(
                    "dumps",
                    "Your dumps of results",
                    URI.create("file:configs/"),
                    Licence.own("Your own files."),
                    Layer.SCRAPED,
                    0.7);

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public Access access() {
        return new Access.OwnFiles("evidence.dumps");
    }

    @Override
    public boolean owns(String benchmark) {
        return benchmark.startsWith(PREFIX);
    }

    @Override
    public List<String> files() {
        return List.of("own-dumps/**trun*.json");
    }

    @Override
    public List<Payload> fetch(Web web) {
        throw new FetchFailed("configs/trun*.json", "are files of yours, and nowhere on the web");
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, ResultDumps::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Payload payload : payloads) {
            for (Entry entry : Entry.json(payload, "results")) {
                harvest.line(() -> row(entry, payload, harvest));
            }
        }
        return harvest.findings();
    }

    private static void row(Entry entry, Payload payload, Harvest harvest) {
        Benchmark benchmark = benchmark(entry);
        var row =
                new Row(
                        entry.model("model"),
                        benchmark.id(),
                        Measure.of(entry.share("score")),
                        entry.date(payload),
                        entry.method(Method.MEASURED));
        harvest.declare(entry.place(), benchmark);
        harvest.add(row);
    }

    private static Benchmark benchmark(Entry entry) {
        Optional<String> named = entry.find("benchmark");
        if (named.isPresent()) {
            return benchmark(Entry.slug(entry.where("benchmark"), named.get()), named.get());
        }
        String category =
                entry.find("category")
                        .orElseThrow(() ->
                                new UnexpectedContent(
                                        entry.place(),
                                        entry.fields().toString(),
                                        "a 'benchmark' or a 'category'"));
        String word = Entry.slug(entry.where("category"), category);
        if (!CATEGORIES.contains(word)) {
            throw new UnexpectedContent(
                    entry.where("category"), category, String.join(", ", CATEGORIES));
        }
        return benchmark("category_" + word, category);
    }

    private static Benchmark benchmark(String task, String name) {
        return new Benchmark(PREFIX + task, name + " (your dumps)", Benchmark.Unit.FRACTION, true);
    }
}
