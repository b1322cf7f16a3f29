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
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Aider's code editing boards: 225 Exercism tasks in six languages (`polyglot`), and the older 133
/// in Python (`edit`). The share of tasks solved at the second try counts. Frozen: newest row
/// 2025-10-03.
public final class Aider implements Feed {

    private static final Source SOURCE =
            new Source(
                    "aider",
                    "Aider LLM leaderboards",
                    URI.create("https://aider.chat/docs/leaderboards/"),
                    Licence.shareable(
                            "Apache-2.0",
                            "Aider leaderboard data (github.com/Aider-AI/aider), Apache-2.0."),
                    Layer.SCRAPED,
                    0.8);
    private static final String RAW =
            "https://raw.githubusercontent.com/Aider-AI/aider/main/aider/website/_data/";
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<Benchmark> benchmarks() {
        return List.of(
                new Benchmark("aider/edit", "Aider code editing", Benchmark.Unit.FRACTION, true),
                new Benchmark("aider/polyglot", "Aider polyglot", Benchmark.Unit.FRACTION, true));
    }

    @Override
    public List<String> files() {
        return List.of("aider/polyglot_leaderboard.yml", "aider/edit_leaderboard.yml");
    }

    @Override
    public List<Payload> fetch(Web web) {
        return List.of(
                web.get(URI.create(RAW + "polyglot_leaderboard.yml")),
                web.get(URI.create(RAW + "edit_leaderboard.yml")));
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, Aider::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Payload payload : payloads) {
            String benchmark = payload.name().startsWith("edit") ? "aider/edit" : "aider/polyglot";
            JsonNode list = Figures.tree(YAML, payload);
            if (!list.isArray()) {
                throw new UnexpectedContent(payload.name(), list.toString(), "a list of runs");
            }
            int index = 0;
            for (JsonNode run : list) {
                String where = payload.name() + ": run " + index++;
                harvest.line(() -> harvest.add(row(where, benchmark, run)));
            }
        }
        return harvest.findings();
    }

    private static Row row(String where, String benchmark, JsonNode run) {
        double percent =
                Figures.number(
                        where + ": pass_rate_2",
                        run.has("pass_rate_2") ? run.path("pass_rate_2") : run.path("pass_rate_1"));
        return new Row(
                WrittenName.of(Figures.text(where + ": model", run.path("model"))),
                benchmark,
                Measure.of(
                        Figures.fraction(where + ": pass_rate_2", percent / 100),
                        Math.round(Figures.number(where + ": test_cases", run.path("test_cases")))),
                Figures.date(where + ": date", run.path("date").asString("")),
                Method.MEASURED);
    }
}
