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
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// EvalPlus: HumanEval and MBPP, function-level Python, under the original tests and under the many
/// more of HumanEval+ and MBPP+; pass@1. Frozen since December 2024, so it tells old models apart
/// and nothing else.
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

    private static final Map<String, Figure> FIGURES =
            Map.of(
                    "humaneval", new Figure("evalplus/humaneval", "HumanEval", 164),
                    "humaneval+", new Figure("evalplus/humaneval_plus", "HumanEval+", 164),
                    "mbpp", new Figure("evalplus/mbpp", "MBPP", 378),
                    "mbpp+", new Figure("evalplus/mbpp_plus", "MBPP+", 378));

    /// @param benchmark our id
    /// @param name for people
    /// @param tasks size of the set
    private record Figure(String benchmark, String name, long tasks) {}

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<Benchmark> benchmarks() {
        return FIGURES.values().stream()
                .map(figure ->
                        new Benchmark(
                                figure.benchmark(), figure.name(), Benchmark.Unit.FRACTION, true))
                .toList();
    }

    @Override
    public List<String> files() {
        return List.of("evalplus/results.json");
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, EvalPlus::findings);
    }

    @Override
    public int version() {
        return 2;
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Payload payload : payloads) {
            JsonNode root = Figures.json(payload);
            if (!root.isObject()) {
                throw new UnexpectedContent(
                        payload.name(), root.toString(), "an object keyed by model");
            }
            for (Map.Entry<String, JsonNode> model : root.properties()) {
                harvest.line(() -> model(model.getKey(), model.getValue(), harvest));
            }
        }
        return harvest.findings();
    }

    private static void model(String model, JsonNode fields, Harvest harvest) {
        JsonNode passed = fields.path("pass@1");
        if (!passed.isObject()) {
            throw new UnexpectedContent(model + ": pass@1", passed.toString(), "an object");
        }
        WrittenName name = HuggingFace.name(model, fields.path("link").asString(""));
        FIGURES.forEach((key, figure) -> {
            JsonNode value = passed.path(key);
            if (value.isNumber()) {
                harvest.add(
                        new Row(
                                name,
                                figure.benchmark(),
                                Measure.of(
                                        Figures.fraction(
                                                model + ": " + key, value.doubleValue() / 100),
                                        figure.tasks()),
                                FROZEN,
                                Method.MEASURED));
            }
        });
    }
}
