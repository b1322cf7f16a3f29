package dev.assayer.evidence.own;

import dev.assayer.catalog.WrittenName;
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
import dev.assayer.evidence.Profile;
import dev.assayer.evidence.Reading;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.Source;
import dev.assayer.evidence.UnexpectedContent;
import dev.assayer.evidence.Web;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/// The user's `models.json`: what they know of their models, a [Profile] each, and scores of 0..100
/// that they hold to be right, as benchmarks `static/<name>`. Its fields are described in
/// `docs/own-evidence.md`.
public final class StaticModels implements Feed {

    private static final double MOST_CONTEXT = 100_000_000;
    private static final double MOST_MILLIS = 86_400_000;

    private static final Source SOURCE =
            new Source(
                    "static",
                    "Your models.json",
                    URI.create("file:models.json"),
                    Licence.own("Your own file."),
                    Layer.STATIC,
                    0.6);

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public Access access() {
        return new Access.OwnFiles("evidence.static-file");
    }

    @Override
    public List<String> files() {
        return List.of("own-static/*.json");
    }

    @Override
    public List<Payload> fetch(Web web) {
        throw new FetchFailed("models.json", "is a file of yours, and nowhere on the web");
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, StaticModels::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Payload payload : payloads) {
            for (Entry entry : Entry.json(payload, "models")) {
                harvest.line(() -> entry(entry, payload, harvest));
            }
        }
        return harvest.findings();
    }

    /// Without a name nothing of it can be used, and that is said once.
    private static void entry(Entry entry, Payload payload, Harvest harvest) {
        entry.model("id");
        harvest.line(() -> harvest.add(profile(entry, payload)));
        entry.nested("scores")
                .forEach(score -> harvest.line(() -> score(entry, score, payload, harvest)));
    }

    private static Profile profile(Entry entry, Payload payload) {
        WrittenName name = entry.model("id");
        OptionalDouble context = entry.number("context_window", 1, MOST_CONTEXT);
        return new Profile(
                name,
                entry.find("display_name").orElse(name.text()),
                entry.find("provider"),
                context.isPresent()
                        ? OptionalInt.of((int) context.getAsDouble())
                        : OptionalInt.empty(),
                costs(entry),
                entry.number("avg_latency_ms", 0, MOST_MILLIS),
                entry.flag("open_source"),
                entry.words("tags"),
                entry.find("api_alias"),
                capabilities(entry),
                entry.date(payload));
    }

    private static Optional<Profile.Costs> costs(Entry entry) {
        Optional<BigDecimal> input = cost(entry, "cost_in_per_1k");
        Optional<BigDecimal> output = cost(entry, "cost_out_per_1k");
        if (input.isPresent() != output.isPresent()) {
            String missing = input.isPresent() ? "cost_out_per_1k" : "cost_in_per_1k";
            throw new UnexpectedContent(
                    entry.where(missing), "nothing", "both costs, or neither of them");
        }
        return input.flatMap(in -> output.map(out -> new Profile.Costs(in, out)));
    }

    private static Optional<BigDecimal> cost(Entry entry, String field) {
        return entry.decimal(field)
                .map(cost -> {
                    if (cost.signum() < 0) {
                        throw new UnexpectedContent(
                                entry.where(field),
                                cost.toPlainString(),
                                "US dollars per thousand tokens, 0 or more");
                    }
                    return cost;
                });
    }

    private static Map<String, Double> capabilities(Entry entry) {
        var capabilities = new TreeMap<String, Double>();
        for (Entry.Named each : entry.nested("capabilities")) {
            capabilities.put(each.name(), each.entry().required("score", 0, 1));
        }
        return capabilities;
    }

    private static void score(Entry model, Entry.Named named, Payload payload, Harvest harvest) {
        Entry entry = named.entry();
        var benchmark =
                new Benchmark(
                        "static/" + Entry.slug(entry.place(), named.name()),
                        named.name() + " (your models.json)",
                        Benchmark.Unit.FRACTION,
                        true);
        Measure measure = Measure.of(entry.share("score"));
        harvest.declare(entry.place(), benchmark);
        harvest.add(
                new Row(
                        model.model("id"),
                        benchmark.id(),
                        measure,
                        entry.find("date").isPresent() ? entry.date(payload) : model.date(payload),
                        Method.SELF_REPORTED));
    }
}
