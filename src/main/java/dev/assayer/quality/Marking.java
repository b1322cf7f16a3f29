package dev.assayer.quality;

import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Disagreement;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Performance;
import dev.assayer.evidence.Quarantined;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.Unmatched;
import dev.assayer.evidence.sync.Assembled;
import dev.assayer.quality.QualityReport.Marks;
import dev.assayer.quality.QualityReport.OfModel;
import dev.assayer.quality.QualityReport.OfSource;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Scores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Gives the marks of a [QualityReport].
///
/// Completeness of a source is the mean over its lines of the share of what is wanted: of a figure
/// its model and its precision (an interval or the number of samples), of an offer its model, its
/// price and its context window, of a speed its model, its time to first token and its throughput;
/// a line without a known model has nothing. Completeness of a model is the mean of two shares: of
/// release date, context window and price, and of the categories that have evidence of their own.
final class Marking {

    private final Assembled candidate;
    private final Snapshot snapshot;
    private final Examiner.Verdict verdict;
    private final Map<String, String> rejected;
    private final Map<String, Tally> sources = new TreeMap<>();
    private final Map<ModelId, Tally> models = new TreeMap<>();
    private final Map<String, Benchmark> benchmarks = new HashMap<>();

    Marking(Assembled candidate, Examiner.Verdict verdict, Map<String, String> rejected) {
        this.candidate = candidate;
        this.snapshot = candidate.snapshot();
        this.verdict = verdict;
        this.rejected = rejected;
        snapshot.benchmarks().forEach(one -> benchmarks.put(one.id(), one));
    }

    /// Sums over lines.
    private static final class Tally {
        private int lines;
        private int setAside;
        private int formal;
        private int quarantined;
        private double anomaly;
        private int compared;
        private int disagreed;
        private double complete;

        Marks marks(double completeness) {
            double all = Math.max(1, lines + setAside);
            return new Marks(
                    rounded(1 - (formal + setAside) / all),
                    rounded(anomaly / Math.max(1, lines)),
                    rounded(compared == 0 ? 1 : 1 - (double) disagreed / compared),
                    rounded(completeness));
        }
    }

    /// @param passed hash of the snapshot that the examination let pass
    QualityReport report(String passed) {
        Map<List<Object>, Quarantined> out = new HashMap<>();
        verdict.lines().forEach(line -> out.put(key(line), line));
        rejected.keySet().forEach(this::source);
        for (Observation one : snapshot.observations()) {
            boolean isPrecise =
                    one.measure().samples().isPresent() || one.measure().low().isPresent();
            double anomaly =
                    verdict.surprises().of(one).map(Surprises.Finding::anomaly).orElse(0.0);
            count(
                    one.source(),
                    Optional.of(one.variant().model()),
                    isPrecise ? 1 : 0.5,
                    anomaly,
                    Optional.ofNullable(
                            out.get(
                                    List.of(
                                            Quarantined.Subject.OBSERVATION,
                                            one.source(),
                                            one.benchmark(),
                                            one.variant()))));
        }
        for (ListedOffer offer : snapshot.catalog().offers()) {
            double told =
                    (offer.variant().isPresent() ? 1 : 0)
                            + (offer.price().isPresent() ? 1 : 0)
                            + (offer.limits().contextTokens() > 0 ? 1 : 0);
            Optional<Quarantined> line =
                    offer.variant()
                            .flatMap(variant ->
                                    Optional.ofNullable(
                                            out.get(
                                                    List.of(
                                                            Quarantined.Subject.PRICE,
                                                            offer.source(),
                                                            offer.provider()
                                                                    + "/"
                                                                    + offer.upstreamModel(),
                                                            variant))));
            count(offer.source(), offer.model(), told / 3, 0, line);
        }
        for (Performance one : snapshot.extras().performance()) {
            double told =
                    1
                            + (one.speed().ttft().isKnown() ? 1 : 0)
                            + (one.speed().throughput().isKnown() ? 1 : 0);
            count(
                    one.source(),
                    Optional.of(one.variant().model()),
                    told / 3,
                    0,
                    Optional.ofNullable(
                            out.get(
                                    List.of(
                                            Quarantined.Subject.PERFORMANCE,
                                            one.source(),
                                            one.host().orElse("all hosts"),
                                            one.variant()))));
        }
        for (Quarantined line : snapshot.extras().quarantine()) {
            count(line.source(), Optional.of(line.variant().model()), 1, 0, Optional.of(line));
        }
        candidate.setAside().forEach((source, lines) -> source(source).setAside += lines);
        compare();
        return new QualityReport(passed, ofSources(), ofModels());
    }

    private void count(
            String source,
            Optional<ModelId> model,
            double told,
            double anomaly,
            Optional<Quarantined> out) {
        add(source(source), told, anomaly, out);
        model.ifPresent(
                id -> add(models.computeIfAbsent(id, _ -> new Tally()), told, anomaly, out));
    }

    private static void add(Tally tally, double told, double anomaly, Optional<Quarantined> out) {
        tally.lines++;
        tally.complete += told;
        tally.anomaly += out.map(Quarantined::anomaly).orElse(anomaly);
        if (out.isPresent()) {
            tally.quarantined++;
            tally.formal += out.flatMap(Check::of).filter(Check::isFormal).isPresent() ? 1 : 0;
        }
    }

    private Tally source(String id) {
        return sources.computeIfAbsent(id, _ -> new Tally());
    }

    private void compare() {
        for (Disagreement one : candidate.disagreements()) {
            Benchmark benchmark = benchmarks.get(one.counted().benchmark());
            if (benchmark != null) {
                int isLarge = one.isLarge(benchmark.unit()) ? 1 : 0;
                for (Tally tally :
                        List.of(
                                source(one.counted().source()),
                                source(one.other().source()),
                                models.computeIfAbsent(
                                        one.counted().variant().model(), _ -> new Tally()))) {
                    tally.compared++;
                    tally.disagreed += isLarge;
                }
            }
        }
    }

    private List<OfSource> ofSources() {
        Map<String, Integer> unmatched = new HashMap<>();
        for (Unmatched one : snapshot.extras().unmatched()) {
            unmatched.merge(one.source(), one.lines(), Integer::sum);
        }
        var all = new ArrayList<OfSource>();
        sources.forEach((id, tally) -> {
            double lines = tally.lines + unmatched.getOrDefault(id, 0);
            all.add(
                    new OfSource(
                            id,
                            tally.lines,
                            tally.quarantined,
                            tally.marks(tally.complete / Math.max(1, lines)),
                            rejected.getOrDefault(id, "")));
        });
        return all;
    }

    private List<OfModel> ofModels() {
        Set<ModelId> priced = new HashSet<>();
        snapshot.catalog().offers().stream()
                .filter(offer -> offer.price().isPresent())
                .forEach(offer -> offer.model().ifPresent(priced::add));
        Map<ModelId, Integer> categories = categories();
        var all = new ArrayList<OfModel>();
        models.forEach((id, tally) -> {
            if (categories.containsKey(id)) {
                Optional<Model> model = snapshot.catalog().model(id);
                double facts =
                        (model.flatMap(Model::released).isPresent() ? 1 : 0)
                                + (model.filter(one -> one.limits().contextTokens() > 0).isPresent()
                                        ? 1
                                        : 0)
                                + (priced.contains(id) ? 1 : 0);
                double known = categories.getOrDefault(id, 0) / (double) Category.values().length;
                all.add(
                        new OfModel(
                                id,
                                tally.lines,
                                tally.quarantined,
                                tally.marks((facts / 3 + known) / 2)));
            }
        });
        return all;
    }

    /// In how many categories each model has evidence of its own.
    private Map<ModelId, Integer> categories() {
        Scores scores = verdict.surprises().scores();
        Map<ModelId, Set<Category>> own = new HashMap<>();
        for (Variant variant : scores.variants()) {
            Set<Category> known = own.computeIfAbsent(variant.model(), _ -> new HashSet<>());
            for (Category category : Category.values()) {
                if (!known.contains(category)
                        && scores.score(variant, category)
                                .filter(one -> !one.borrowed())
                                .isPresent()) {
                    known.add(category);
                }
            }
        }
        Map<ModelId, Integer> counts = new HashMap<>();
        own.forEach((model, known) -> counts.put(model, known.size()));
        snapshot.observations().forEach(one -> counts.putIfAbsent(one.variant().model(), 0));
        return counts;
    }

    private static List<Object> key(Quarantined line) {
        return List.of(line.subject(), line.source(), line.what(), line.variant());
    }

    private static double rounded(double mark) {
        return Math.round(mark * 1000) / 1000.0;
    }
}
