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
import dev.assayer.evidence.UnexpectedContent;
import dev.assayer.evidence.Web;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// EvalPlus: HumanEval+ and MBPP+, function-level Python with many more tests than the originals;
/// pass@1. Frozen since December 2024, so it tells old models apart and nothing else.
public final class EvalPlus implements Feed {

    private static final Source SOURCE =
            new Source(
                    "evalplus",
                    "EvalPlus",
                    URI.create("https://evalplus.github.io/results.json"),
                    Licence.shareable(
                            "Apache-2.0", "EvalPlus leaderboard (evalplus.github.io), Apache-2.0."),
                    Layer.SCRAPED,
                    0.8);

    /// The file itself has no date; its repository has not changed since.
    private static final LocalDate FROZEN = LocalDate.of(2024, 12, 26);

    private static final Pattern HUGGING_FACE =
            Pattern.compile("https://huggingface\\.co/([\\w.-]+/[\\w.-]+)/?");

    private static final Map<String, Figure> FIGURES =
            Map.of(
                    "humaneval+", new Figure("evalplus/humaneval_plus", 164),
                    "mbpp+", new Figure("evalplus/mbpp_plus", 378));

    /// @param benchmark our id
    /// @param tasks size of the set
    private record Figure(String benchmark, long tasks) {}

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<Benchmark> benchmarks() {
        return List.of(
                new Benchmark(
                        "evalplus/humaneval_plus", "HumanEval+", Benchmark.Unit.FRACTION, true),
                new Benchmark("evalplus/mbpp_plus", "MBPP+", Benchmark.Unit.FRACTION, true));
    }

    @Override
    public List<String> files() {
        return List.of("evalplus/results.json");
    }

    @Override
    public List<Payload> fetch(Web web) {
        return List.of(web.get(SOURCE.url()));
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.ofRows(SOURCE.id(), payloads, EvalPlus::rows);
    }

    private static List<Row> rows(List<Payload> payloads) {
        var rows = new ArrayList<Row>();
        for (Payload payload : payloads) {
            JsonNode root = Figures.json(payload);
            if (!root.isObject()) {
                throw new UnexpectedContent(
                        payload.name(), root.toString(), "an object keyed by model");
            }
            for (Map.Entry<String, JsonNode> model : root.properties()) {
                JsonNode passed = model.getValue().path("pass@1");
                if (!passed.isObject()) {
                    throw new UnexpectedContent(
                            model.getKey() + ": pass@1", passed.toString(), "an object");
                }
                WrittenName name = name(model.getKey(), model.getValue().path("link").asString(""));
                FIGURES.forEach((key, figure) -> {
                    JsonNode value = passed.path(key);
                    if (value.isNumber()) {
                        String where = model.getKey() + ": " + key;
                        rows.add(
                                new Row(
                                        name,
                                        figure.benchmark(),
                                        Measure.of(
                                                Figures.fraction(where, value.doubleValue() / 100),
                                                figure.tasks()),
                                        FROZEN,
                                        Method.MEASURED));
                    }
                });
            }
        }
        return rows;
    }

    private static WrittenName name(String text, String link) {
        Matcher matcher = HUGGING_FACE.matcher(link);
        return matcher.matches()
                ? WrittenName.of(text).anchored(matcher.group(1))
                : WrittenName.of(text);
    }
}
