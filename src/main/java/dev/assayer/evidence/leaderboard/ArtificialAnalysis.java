package dev.assayer.evidence.leaderboard;

import dev.assayer.catalog.Limits;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Access;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.FetchFailed;
import dev.assayer.evidence.Findings;
import dev.assayer.evidence.Harvest;
import dev.assayer.evidence.Layer;
import dev.assayer.evidence.Licence;
import dev.assayer.evidence.Listing;
import dev.assayer.evidence.Measure;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.PerformanceRow;
import dev.assayer.evidence.Reading;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.Source;
import dev.assayer.evidence.Speed;
import dev.assayer.evidence.UnexpectedContent;
import dev.assayer.evidence.Web;
import dev.assayer.evidence.WebRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Artificial Analysis: indices and benchmarks that it runs itself on some six hundred pairs of
/// model and effort, with speeds and prices across hosts.
///
/// There are two APIs. The older one gives every evaluation in one answer (1,000 requests a day)
/// and is asked first; the newer one (100 a day, in pages) gives the three indices, prices and
/// speeds, and is asked where the older one is gone, refused or changed. The older one writes 0 for
/// what was not measured, the newer one null. Neither dates its content. Re-encodings of the older
/// answer and of the site's own table (`models[]` under a `meta`) are read too; indices that the
/// table marks as estimated are left out.
///
/// Models are known by name, not by `slug`, which has been pointed from one model to another. By
/// `id`, a UUID that nobody else knows, one is known again under another name. The effort stands in
/// brackets behind the name. Prices are those of the model, not of a host: they become no offers,
/// and only help to tell which of other catalogues' prices cannot be right.
public final class ArtificialAnalysis implements Feed {

    private static final String KEY = "ARTIFICIAL_ANALYSIS_API_KEY";

    private static final Source SOURCE =
            new Source(
                    "artificialanalysis",
                    "Artificial Analysis",
                    URI.create("https://artificialanalysis.ai/"),
                    Licence.unshareable(
                            "Artificial Analysis API terms",
                            "Artificial Analysis (https://artificialanalysis.ai/)."),
                    Layer.LIVE,
                    0.9);

    /// The smaller of the two APIs' limits (2026-08).
    private static final Access ACCESS =
            new Access.Key(
                    KEY,
                    true,
                    "a free one is made at https://artificialanalysis.ai/ (sign in, Insights Platform, API keys)",
                    100);

    private static final String OLDER = "https://artificialanalysis.ai/api/v2/data/llms/models";
    private static final String NEWER =
            "https://artificialanalysis.ai/api/v2/language/models/free?page=";
    private static final int MOST_PAGES = 20;

    /// What each model is kept under, at each effort.
    private static final Pattern UUID =
            Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private static final String OLDER_PART = "older";

    /// What the newer API tells too.
    private static final Set<String> OF_BOTH =
            Set.of(
                    "artificialanalysis/intelligence_index",
                    "artificialanalysis/coding_index",
                    "artificialanalysis/agentic_index");

    /// What a figure runs over.
    private enum Range {
        /// 0..100.
        INDEX,
        /// 0..1.
        SHARE,
        /// -100..100: wrong answers count against right ones.
        BALANCE;

        double fraction(double value) {
            return switch (this) {
                case INDEX -> value / 100;
                case SHARE -> value;
                case BALANCE -> (value + 100) / 200;
            };
        }
    }

    /// A figure by the name of its field.
    ///
    /// @param task in our benchmark id
    /// @param name for people
    private record Figure(String task, String name, Range range) {}

    /// Of the net result and the parts of Omniscience the net result and the right answers count:
    /// the third part only says how seldom a model answers at all.
    private static final Map<String, Figure> FIGURES =
            Map.ofEntries(
                    index("intelligence_index", "Intelligence Index"),
                    index("coding_index", "Coding Index"),
                    index("agentic_index", "Agentic Index"),
                    index("math_index", "Math Index"),
                    share("mmlu_pro", "mmlu_pro", "MMLU-Pro"),
                    share("gpqa", "gpqa", "GPQA Diamond"),
                    share("hle", "hle", "Humanity's Last Exam"),
                    share("livecodebench", "livecodebench", "LiveCodeBench"),
                    share("scicode", "scicode", "SciCode"),
                    share("math_500", "math_500", "MATH-500"),
                    share("aime", "aime_24", "AIME 2024"),
                    share("aime_25", "aime_25", "AIME 2025"),
                    share("ifbench", "ifbench", "IFBench"),
                    share("lcr", "lcr", "Long Context Reasoning"),
                    share("aa_lcr", "lcr", "Long Context Reasoning"),
                    share("terminalbench_hard", "terminalbench_hard", "Terminal-Bench Hard"),
                    share("terminal_bench_hard", "terminalbench_hard", "Terminal-Bench Hard"),
                    share("terminalbench_v2_1", "terminalbench_2_1", "Terminal-Bench 2.1"),
                    share("tau2", "tau2", "tau2-bench telecom"),
                    share("tau2_bench", "tau2", "tau2-bench telecom"),
                    share("tau_banking", "tau_banking", "tau banking"),
                    share("critpt", "critpt", "CritPt"),
                    share("gdpval_aa_normalized", "gdpval", "GDPval-AA"),
                    share("apex_agents", "apex_agents", "APEX-Agents"),
                    share(
                            "aa_omniscience_accuracy",
                            "omniscience_accuracy",
                            "Omniscience accuracy"),
                    share("omniscience_accuracy", "omniscience_accuracy", "Omniscience accuracy"),
                    Map.entry(
                            "aa_omniscience",
                            new Figure("omniscience", "Omniscience", Range.BALANCE)),
                    Map.entry(
                            "omniscience",
                            new Figure("omniscience", "Omniscience", Range.BALANCE)));

    private static Map.Entry<String, Figure> index(String task, String name) {
        return Map.entry("artificial_analysis_" + task, new Figure(task, name, Range.INDEX));
    }

    private static Map.Entry<String, Figure> share(String field, String task, String name) {
        return Map.entry(field, new Figure(task, name, Range.SHARE));
    }

    private static final Set<String> JUDGED = Set.of("gdpval", "apex_agents");

    /// Dollars per million tokens; the dearest real price is some 600.
    private static final double DEAREST = 5_000;

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public Access access() {
        return ACCESS;
    }

    @Override
    public List<Benchmark> benchmarks() {
        var tasks = new TreeMap<String, String>();
        FIGURES.values().forEach(figure -> tasks.put(figure.task(), figure.name()));
        return tasks.entrySet().stream()
                .map(task ->
                        new Benchmark(
                                SOURCE.id() + "/" + task.getKey(),
                                "Artificial Analysis " + task.getValue(),
                                Benchmark.Unit.FRACTION,
                                true))
                .toList();
    }

    @Override
    public List<String> files() {
        return List.of("artificialanalysis/**_llms-*.json");
    }

    @Override
    public List<Payload> fetch(Web web) {
        return older(web).map(List::of).orElseGet(() -> newer(web));
    }

    /// What only the older API tells, while the newer one stands in for it.
    @Override
    public Findings ofPart(String part, Findings before) {
        return Findings.ofRows(
                before.rows().stream()
                        .filter(row ->
                                part.equals(OLDER_PART) && !OF_BOTH.contains(row.benchmark()))
                        .toList());
    }

    private static Optional<Payload> older(Web web) {
        try {
            Payload answer = web.get(WebRequest.of(OLDER).withKey("x-api-key", KEY));
            boolean isWhole =
                    !models(answer).isEmpty()
                            && models(answer).get(0).path("evaluations").isObject();
            return isWhole ? Optional.of(answer.named(OLDER_PART)) : Optional.empty();
        } catch (FetchFailed | UnexpectedContent _) {
            return Optional.empty();
        }
    }

    private static List<Payload> newer(Web web) {
        var pages = new ArrayList<Payload>();
        boolean hasMore = true;
        while (hasMore && pages.size() < MOST_PAGES) {
            int number = pages.size() + 1;
            Payload page = web.get(WebRequest.of(NEWER + number).withKey("x-api-key", KEY));
            pages.add(page.named("newer-" + number));
            hasMore = about(Figures.json(page), "pagination").path("has_more").asBoolean(false);
        }
        pages.add(Payload.missing(OLDER_PART));
        return pages;
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, ArtificialAnalysis::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Payload payload : payloads) {
            boolean isNoughtKnown =
                    payload.name().startsWith("newer") || payload.name().startsWith("web");
            LocalDate date = date(payload);
            var priced = new HashSet<Listing>();
            int index = 0;
            for (JsonNode model : models(payload)) {
                String where = payload.name() + ": model " + index++;
                harvest.line(() -> {
                    WrittenName name = name(where, model);
                    listing(name, model, date).filter(priced::add).ifPresent(harvest::add);
                    speed(model)
                            .ifPresent(speed ->
                                    harvest.add(
                                            new PerformanceRow(
                                                    name, Optional.empty(), speed, date)));
                    rows(where, name, model, date, isNoughtKnown).forEach(harvest::add);
                });
            }
        }
        return harvest.findings();
    }

    private static JsonNode models(Payload payload) {
        JsonNode root = Figures.json(payload);
        JsonNode list = root.has("data") ? root.path("data") : root.path("models");
        if (!list.isArray()) {
            throw new UnexpectedContent(
                    payload.name() + ": data", root.toString(), "a list of models");
        }
        return list;
    }

    /// What a document says of itself, which one client saw on top and another under `meta`.
    private static JsonNode about(JsonNode root, String field) {
        return root.has(field) ? root.path(field) : root.path("meta").path(field);
    }

    private static LocalDate date(Payload payload) {
        JsonNode fetched = about(Figures.json(payload), "fetched_at");
        return fetched.isString()
                ? Figures.date(payload.name() + ": meta.fetched_at", fetched.stringValue())
                : payload.published().orElse(payload.fetched());
    }

    private static WrittenName name(String where, JsonNode model) {
        WrittenName text = WrittenName.of(Figures.text(where + ": name", model.path("name")));
        String id = model.path("id").asString("");
        WrittenName name = UUID.matcher(id).matches() ? text.keptAs(id) : text;
        for (JsonNode lab :
                List.of(
                        model.path("model_creator").path("slug"),
                        model.path("model_creator").path("name"),
                        model.path("creator").path("slug"),
                        model.path("creator_slug"))) {
            if (lab.isString()) {
                return name.by(lab.stringValue());
            }
        }
        return name;
    }

    private static List<Row> rows(
            String where, WrittenName name, JsonNode model, LocalDate date, boolean isNoughtKnown) {
        var rows = new ArrayList<Row>();
        JsonNode evaluations = model.path("evaluations");
        for (Map.Entry<String, JsonNode> evaluation : evaluations.properties()) {
            Figure figure = FIGURES.get(evaluation.getKey());
            JsonNode value = evaluation.getValue();
            boolean isEstimate =
                    evaluations.path(evaluation.getKey() + "_is_estimated").asBoolean(false);
            if (figure != null
                    && !isEstimate
                    && !value.isNull()
                    && (isNoughtKnown || value.doubleValue(1) != 0)) {
                String what = where + ": " + evaluation.getKey();
                rows.add(
                        new Row(
                                name,
                                SOURCE.id() + "/" + figure.task(),
                                Measure.of(
                                        Figures.fraction(
                                                what,
                                                figure.range()
                                                        .fraction(Figures.number(what, value)))),
                                date,
                                JUDGED.contains(figure.task()) ? Method.JUDGED : Method.MEASURED));
            }
        }
        return rows;
    }

    private static Optional<Speed> speed(JsonNode model) {
        var speed =
                new Speed(
                        new Speed.Spread(
                                first(
                                        model,
                                        "median_time_to_first_token_seconds",
                                        "time_to_first_token_seconds",
                                        "ttft_seconds"),
                                first(model, "percentile_95_time_to_first_token_seconds")),
                        new Speed.Spread(
                                first(
                                        model,
                                        "median_output_tokens_per_second",
                                        "output_tokens_per_second"),
                                first(model, "percentile_05_output_tokens_per_second")),
                        new Speed.Spread(
                                first(
                                        model,
                                        "median_end_to_end_response_time_seconds",
                                        "end_to_end_response_time_seconds"),
                                OptionalDouble.empty()));
        return speed.isKnown() ? Optional.of(speed) : Optional.empty();
    }

    /// The first of those fields that is above nought, wherever the format keeps its speeds.
    private static OptionalDouble first(JsonNode model, String... fields) {
        for (JsonNode place : List.of(model.path("performance"), model.path("speed"), model)) {
            for (String field : fields) {
                double value = place.path(field).doubleValue(0);
                if (value > 0 && Double.isFinite(value)) {
                    return OptionalDouble.of(value);
                }
            }
        }
        return OptionalDouble.empty();
    }

    /// One line per model and price, whatever the effort: effort costs tokens, not another price.
    private static Optional<Listing> listing(WrittenName name, JsonNode model, LocalDate date) {
        JsonNode pricing = model.path("pricing");
        OptionalDouble input = price(pricing.path("price_1m_input_tokens"));
        OptionalDouble output = price(pricing.path("price_1m_output_tokens"));
        if (input.isEmpty() || output.isEmpty()) {
            return Optional.empty();
        }
        String plain = name.text().replaceFirst("\\s*\\([^()]*\\)$", "");
        return Optional.of(
                new Listing(
                        SOURCE.id(),
                        plain,
                        new Listing.About(
                                plain,
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                Limits.UNKNOWN,
                                List.of()),
                        Optional.of(
                                Price.perMillion(
                                        BigDecimal.valueOf(input.getAsDouble()),
                                        BigDecimal.valueOf(output.getAsDouble()))),
                        date));
    }

    private static OptionalDouble price(JsonNode node) {
        double value = node.doubleValue(0);
        return value > 0 && value <= DEAREST ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
