package dev.assayer.evidence.leaderboard;

import dev.assayer.catalog.WrittenName;
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
import dev.assayer.evidence.Tarball;
import dev.assayer.evidence.UnexpectedContent;
import dev.assayer.evidence.Web;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// LLM-Stats as its repository left it on 2025-05-22: one file per model
/// (`models/openai/gpt-4.1-2025-04-14/model.json`), with what its maker, and seldom anybody else,
/// said it reached. The folders name the model; the name inside does not tell two GPT-4o apart.
///
/// The repository is deprecated, so the commit of that day is asked for, and the newest one where
/// that is gone. Its prices are as old and are not read.
public final class LlmStats implements Feed {

    private static final Source SOURCE =
            new Source(
                    "llmstats",
                    "LLM-Stats (repository)",
                    URI.create("https://github.com/JonathanChavezTamales/LLMStats"),
                    Licence.shareable(
                            "CC-BY-4.0",
                            "LLM-Stats (github.com/JonathanChavezTamales/LLMStats), CC BY 4.0; names matched to models."),
                    Layer.SCRAPED,
                    0.5);
    private static final String ARCHIVE = SOURCE.url() + "/archive/";
    private static final String COMMIT = "df1d14eda7143f27fd5e7d71d8b14cb0c807de0d";

    /// Length of `2024-03`, which stands where nobody knew the day.
    private static final int MONTH = 7;

    private static final Pattern MODEL =
            Pattern.compile("(?:.*/)?models/([\\w.-]+)/([\\w.-]+)/model\\.json");
    private static final Pattern HUGGING_FACE =
            Pattern.compile("https://huggingface\\.co/([\\w.-]+/[\\w.-]+)/?");

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<Benchmark> benchmarks() {
        return LlmStatsBenchmarks.ALL;
    }

    @Override
    public List<String> files() {
        return List.of("llmstats/models/**/model.json");
    }

    @Override
    public List<Payload> fetch(Web web) {
        Payload archive;
        try {
            archive = web.get(URI.create(ARCHIVE + COMMIT + ".tar.gz"));
        } catch (FetchFailed _) {
            archive = web.get(URI.create(ARCHIVE + "main.tar.gz"));
        }
        return List.of(archive.named("llmstats.tar.gz"));
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, LlmStats::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Payload payload : payloads) {
            if (payload.name().endsWith(".tar.gz")) {
                Tarball.read(payload, "/model.json")
                        .files()
                        .forEach((path, text) -> model(payload.with(path, text), harvest));
            } else {
                model(payload, harvest);
            }
        }
        return harvest.findings();
    }

    private static void model(Payload payload, Harvest harvest) {
        JsonNode model = Figures.json(payload);
        JsonNode figures = model.path("qualitative_metrics");
        if (!figures.isArray()) {
            throw new UnexpectedContent(
                    payload.name() + ": qualitative_metrics", figures.toString(), "a list");
        }
        WrittenName name = name(payload, model);
        int index = 0;
        for (JsonNode figure : figures) {
            String where = payload.name() + ": figure " + index++;
            harvest.line(() -> row(where, name, figure).ifPresent(harvest::add));
        }
    }

    private static WrittenName name(Payload payload, JsonNode model) {
        Matcher path = MODEL.matcher(payload.name());
        WrittenName name =
                path.matches()
                        ? WrittenName.of(path.group(2)).by(path.group(1))
                        : WrittenName.of(
                                Figures.text(payload.name() + ": name", model.path("name")));
        Matcher weights = HUGGING_FACE.matcher(model.path("weights_link").asString(""));
        return weights.matches() ? name.anchored(weights.group(1)) : name;
    }

    private static Optional<Row> row(String where, WrittenName name, JsonNode figure) {
        Optional<String> benchmark =
                LlmStatsBenchmarks.find(
                        Figures.text(where + ": dataset_name", figure.path("dataset_name")));
        if (benchmark.isEmpty()) {
            return Optional.empty();
        }
        double score = Figures.number(where + ": score", figure.path("score"));
        String recorded = figure.path("date_recorded").asString("");
        LocalDate date =
                Figures.date(
                        where + ": date_recorded",
                        recorded.length() == MONTH ? recorded + "-01" : recorded);
        return Optional.of(
                new Row(
                        name,
                        benchmark.get(),
                        Measure.of(Figures.fraction(where + ": score", score)),
                        date,
                        figure.path("is_self_reported").asBoolean(true)
                                ? Method.SELF_REPORTED
                                : Method.MEASURED));
    }
}
