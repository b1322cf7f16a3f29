package dev.assayer.evidence.leaderboard;

import dev.assayer.catalog.Effort;
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
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// tau2-bench: a model serves a simulated customer with tools, in four domains; the share of tasks
/// done at the first of four trials. One file per submission, listed by a manifest.
///
/// Only plain models on text under the standard scaffold count, and only those that the board's
/// operators ran under version 1 of the benchmark: older submissions were graded otherwise, and
/// makers' own runs have other user simulators. The banking domain is kept where its retrieval is
/// the `alltools` setting, which the operators standardised on. Names and addresses of submitters
/// are never read.
public final class TauBench implements Feed {

    private static final Source SOURCE =
            new Source(
                    "tau2",
                    "tau2-bench",
                    URI.create("https://github.com/sierra-research/tau2-bench"),
                    Licence.shareable(
                            "MIT",
                            "tau2-bench leaderboard by Sierra Research (github.com/sierra-research/tau2-bench), MIT."),
                    Layer.SCRAPED,
                    0.8);
    private static final String RAW =
            "https://raw.githubusercontent.com/sierra-research/tau2-bench/main/web/leaderboard/public/submissions/";
    private static final List<String> DOMAINS =
            List.of("airline", "retail", "telecom", "banking_knowledge");

    /// Tasks in each domain, times four trials.
    private static final Map<String, Long> TRIALS =
            Map.of("airline", 200L, "retail", 456L, "telecom", 456L, "banking_knowledge", 388L);

    private static final int MOST_SUBMISSIONS = 500;

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<Benchmark> benchmarks() {
        return DOMAINS.stream()
                .map(domain ->
                        new Benchmark(
                                "tau2/" + domain,
                                "tau2-bench " + domain.replace('_', ' '),
                                Benchmark.Unit.FRACTION,
                                true))
                .toList();
    }

    @Override
    public List<String> files() {
        return List.of("tau2/**submission.json");
    }

    @Override
    public List<Payload> fetch(Web web) {
        JsonNode manifest = Figures.json(web.get(URI.create(RAW + "manifest.json")));
        var payloads = new ArrayList<Payload>();
        for (JsonNode name : manifest.path("submissions")) {
            String directory = name.asString("");
            if (directory.matches("[\\w.-]+") && payloads.size() < MOST_SUBMISSIONS) {
                payloads.add(web.get(URI.create(RAW + directory + "/submission.json")));
            }
        }
        return payloads;
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, TauBench::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Payload payload : payloads) {
            harvest.line(() -> submission(payload, harvest));
        }
        return harvest.findings();
    }

    private static void submission(Payload payload, Harvest harvest) {
        JsonNode submission = Figures.json(payload);
        JsonNode results = submission.path("results");
        if (!results.isObject()) {
            throw new UnexpectedContent(
                    payload.name() + ": results", results.toString(), "an object");
        }
        if (!isComparable(payload, submission)) {
            return;
        }
        WrittenName name = name(payload, submission);
        String dated = payload.name() + ": evaluation_date";
        LocalDate date =
                Figures.date(
                        dated,
                        Figures.text(
                                dated, submission.path("methodology").path("evaluation_date")));
        for (String domain : DOMAINS) {
            JsonNode result = results.path(domain);
            if (result.path("pass_1").isNumber() && isStandard(domain, result)) {
                harvest.add(
                        new Row(
                                name,
                                "tau2/" + domain,
                                Measure.of(
                                        Figures.fraction(
                                                payload.name() + ": " + domain + ": pass_1",
                                                result.path("pass_1").doubleValue() / 100),
                                        TRIALS.getOrDefault(domain, 1L)),
                                date,
                                Method.MEASURED));
            }
        }
    }

    private static boolean isComparable(Payload payload, JsonNode submission) {
        return !payload.name().startsWith("A_EXAMPLE")
                && !submission.path("modality").asString("text").equals("voice")
                && submission.path("submission_type").asString("").equals("standard")
                && submission.path("submitting_organization").asString("").equals("Sierra")
                && submission
                        .path("methodology")
                        .path("tau2_bench_version")
                        .asString("")
                        .startsWith("1.");
    }

    private static boolean isStandard(String domain, JsonNode result) {
        return !domain.equals("banking_knowledge")
                || result.path("retrieval_config").asString("").equals("alltools");
    }

    private static WrittenName name(Payload payload, JsonNode submission) {
        WrittenName name =
                WrittenName.of(
                                Figures.text(
                                        payload.name() + ": model_name",
                                        submission.path("model_name")))
                        .by(submission.path("model_organization").asString(""));
        JsonNode effort = submission.path("reasoning_effort");
        if (!effort.isString()) {
            return name;
        }
        String word = effort.stringValue().toLowerCase(Locale.ROOT);
        try {
            return name.at(word.equals("enabled") ? Effort.THINKING : Effort.parse(word));
        } catch (IllegalArgumentException e) {
            throw new UnexpectedContent(
                    payload.name() + ": reasoning_effort", word, "an effort or 'enabled'");
        }
    }
}
