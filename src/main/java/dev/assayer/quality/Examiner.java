package dev.assayer.quality;

import dev.assayer.catalog.ModelId;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Quarantine;
import dev.assayer.evidence.Quarantined;
import dev.assayer.evidence.Quarantined.Subject;
import dev.assayer.evidence.Quote;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.sync.Assembled;
import dev.assayer.scoring.Scores;
import dev.assayer.scoring.ScoringMethod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Examines evidence before it comes into force: each line by itself ([Rules]), against what the
/// same source said before ([Changes]), against what everything else foretells ([Surprises]), each
/// price ([Prices]), and whether small models stand above large ones ([Siblings]).
///
/// What fails is kept out by itself; a source of which more than [#TOLERATED] fails, or whose
/// columns, units or names as a whole have come to mean something else, or that has lost most lines
/// of a benchmark, is rejected and keeps its last good content. Pure, without state.
public final class Examiner {

    /// Of the lines of one kind of a source: as [dev.assayer.evidence.Harvest#TOLERATED].
    public static final double TOLERATED = 0.2;

    /// Of fewer lines than this none decides over a source, and over a model.
    private static final int ENOUGH_LINES = 5;

    private static final int ENOUGH_OF_MODEL = 3;

    private final ScoringMethod scoring;
    private final double limit;

    /// @param limit from which anomaly on a line is kept out, 0..1
    public Examiner(ScoringMethod scoring, double limit) {
        this.scoring = scoring;
        this.limit = limit;
    }

    /// Examines evidence of which no source was accepted beforehand.
    public Examination examine(
            Function<Map<String, String>, Assembled> evidence,
            Optional<Snapshot> before,
            LocalDate today) {
        return examine(evidence, before, Set.of(), today);
    }

    /// Examines; costs about a second for ten thousand observations.
    ///
    /// @param evidence puts the evidence together; of the sources it is given, with the reason,
    ///   with their last good content instead of their newest. Asked once, and again after each
    ///   rejection
    /// @param before the evidence in force, where there is any
    /// @param accepted sources that count as a whole, whatever they say, and whose prices need not
    ///   be near those of before; single lines of them are judged all the same
    /// @param today days after it are in the future
    public Examination examine(
            Function<Map<String, String>, Assembled> evidence,
            Optional<Snapshot> before,
            Set<String> accepted,
            LocalDate today) {
        Map<String, String> rejected = new TreeMap<>();
        var settled = new HashSet<>(accepted);
        while (true) {
            Assembled candidate = evidence.apply(Map.copyOf(rejected));
            Verdict verdict = judge(candidate, before, accepted, settled, today);
            if (verdict.rejected().isEmpty()) {
                Snapshot passed =
                        Quarantine.apply(
                                candidate.snapshot(),
                                verdict.lines(),
                                verdict.stead(),
                                verdict.prices());
                return new Examination(
                        passed,
                        verdict.lines(),
                        rejected,
                        verdict.flags(),
                        new Marking(candidate, verdict, rejected).report(passed.hash()));
            }
            rejected.putAll(verdict.rejected());
            settled.addAll(verdict.rejected().keySet());
        }
    }

    /// What one round came to.
    ///
    /// @param lines to be kept out
    /// @param stead lines of before in the stead of names that were re-pointed
    /// @param prices in the stead of those that are kept out, by the offer's id
    /// @param rejected sources to be rejected
    /// @param surprises how far each observation is off
    record Verdict(
            List<Quarantined> lines,
            List<Observation> stead,
            Map<String, Quote> prices,
            Map<String, String> rejected,
            List<Flag> flags,
            Surprises surprises) {}

    private Verdict judge(
            Assembled candidate,
            Optional<Snapshot> before,
            Set<String> accepted,
            Set<String> settled,
            LocalDate today) {
        Snapshot snapshot = candidate.snapshot();
        var fresh = new TreeSet<String>(candidate.setAside().keySet());
        fresh.removeAll(settled);
        var lines = new ArrayList<>(new Rules(snapshot, today).broken(snapshot));
        Optional<Changes> changes = before.map(old -> new Changes(candidate, old, fresh));
        Map<String, String> rejected = new TreeMap<>();
        changes.ifPresent(found -> rejected.putAll(found.rejected()));
        candidate
                .older()
                .forEach((source, older) -> {
                    if (!settled.contains(source)) {
                        rejected.put(source, reason(older));
                    }
                });
        var flags = new ArrayList<Flag>();
        var surprises =
                new Surprises(snapshot, observations(snapshot, lines), scoring, today, limit);
        var stead = new ArrayList<Observation>();
        changes.ifPresent(found -> rePointed(found.moved(), surprises, lines, stead, flags));
        surprising(snapshot, surprises, lines);
        var prices = new Prices(snapshot, candidate.quotes(), before, accepted, limit);
        lines.addAll(prices.wrong());
        wholeSources(snapshot, lines, fresh, rejected);
        changes.ifPresent(found -> flags.addAll(found.gone()));
        flags.addAll(Siblings.above(snapshot));
        return new Verdict(lines, stead, prices.instead(), rejected, flags, surprises);
    }

    private static String reason(Assembled.Older older) {
        return Check.OLDER.reason(
                "its newest line is of "
                        + older.newest()
                        + ", what is in force is of "
                        + older.inForce()
                        + " (expected: the same day or later): older content does not replace"
                        + " newer");
    }

    /// The observations that the lines are about.
    private static Collection<Observation> observations(
            Snapshot snapshot, Collection<Quarantined> lines) {
        Set<List<Object>> out = new HashSet<>();
        lines.stream()
                .filter(line -> line.subject() == Subject.OBSERVATION)
                .forEach(line -> out.add(List.of(line.source(), line.what(), line.variant())));
        return snapshot.observations().stream()
                .filter(one -> out.contains(List.of(one.source(), one.benchmark(), one.variant())))
                .toList();
    }

    /// A name that moved is believed if what it says now is clearly likelier than what it said
    /// before, going by all other evidence.
    private void rePointed(
            List<Changes.Moved> moved,
            Surprises surprises,
            List<Quarantined> lines,
            List<Observation> stead,
            List<Flag> flags) {
        if (moved.isEmpty()) {
            return;
        }
        Scores others =
                surprises.without(moved.stream().flatMap(one -> one.now().stream()).toList());
        for (Changes.Moved one : moved) {
            double now = square(surprises.deviations(others, one.now()));
            double old = square(surprises.deviations(others, one.before()));
            double anomaly = Anomaly.ofMove(now - old);
            if (!one.isRematched() && anomaly >= limit) {
                one.now()
                        .forEach(line ->
                                lines.add(
                                        Rules.quarantined(
                                                line,
                                                anomaly,
                                                Check.RE_POINTED.reason(one.text()))));
                stead.addAll(one.before());
            } else {
                flags.add(new Flag(one.source(), one.text()));
            }
        }
    }

    private static double square(List<Double> deviations) {
        return deviations.stream().mapToDouble(one -> one * one).average().orElse(0);
    }

    private void surprising(Snapshot snapshot, Surprises surprises, List<Quarantined> lines) {
        Set<Observation> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(observations(snapshot, lines));
        Map<ModelId, List<Observation>> byModel = new TreeMap<>();
        for (Observation one : snapshot.observations()) {
            if (!known.contains(one)) {
                byModel.computeIfAbsent(one.variant().model(), _ -> new ArrayList<>()).add(one);
            }
        }
        byModel.forEach((model, all) -> {
            double mean = meanWithoutWorst(all, surprises);
            boolean isWhole = all.size() >= ENOUGH_OF_MODEL && mean >= limit;
            for (Observation one : all) {
                surprises
                        .of(one)
                        .filter(finding -> finding.anomaly() >= limit)
                        .map(finding ->
                                Rules.quarantined(one, finding.anomaly(), finding.reason(one)))
                        .or(() ->
                                isWhole
                                        ? Optional.of(
                                                Rules.quarantined(
                                                        one, mean, Check.MODEL.reason(whole(mean))))
                                        : Optional.empty())
                        .ifPresent(lines::add);
            }
        });
    }

    /// One wrong line is no reason to doubt the others.
    private static double meanWithoutWorst(List<Observation> all, Surprises surprises) {
        double[] anomalies =
                all.stream()
                        .mapToDouble(one ->
                                surprises.of(one).map(Surprises.Finding::anomaly).orElse(0.0))
                        .sorted()
                        .toArray();
        return Arrays.stream(anomalies, 0, anomalies.length - 1).average().orElse(0);
    }

    private String whole(double mean) {
        return "the values of this model contradict one another, mean anomaly without the worst "
                + Rules.number(mean)
                + " (expected: below "
                + limit
                + ")";
    }

    /// Rejects sources too many of whose lines fail.
    private static void wholeSources(
            Snapshot snapshot,
            List<Quarantined> lines,
            Set<String> fresh,
            Map<String, String> rejected) {
        Map<String, Integer> all = new HashMap<>();
        snapshot.observations()
                .forEach(one -> all.merge("OBSERVATION " + one.source(), 1, Integer::sum));
        snapshot.catalog().offers().stream()
                .filter(offer -> offer.price().isPresent())
                .forEach(offer -> all.merge("PRICE " + offer.source(), 1, Integer::sum));
        snapshot.extras()
                .performance()
                .forEach(one -> all.merge("PERFORMANCE " + one.source(), 1, Integer::sum));
        Map<String, List<Quarantined>> failed = new HashMap<>();
        lines.forEach(line ->
                failed.computeIfAbsent(line.subject() + " " + line.source(), _ -> new ArrayList<>())
                        .add(line));
        failed.forEach((kind, some) -> {
            String source = some.getFirst().source();
            int of = all.getOrDefault(kind, 0);
            if (fresh.contains(source) && of >= ENOUGH_LINES && some.size() > TOLERATED * of) {
                Quarantined first = some.getFirst();
                rejected.putIfAbsent(
                        source,
                        Check.of(first)
                                .orElse(Check.SURPRISE)
                                .reason(
                                        some.size()
                                                + " of "
                                                + of
                                                + " lines cannot be right (expected: at most a"
                                                + " fifth), e.g. "
                                                + first.what()
                                                + " of "
                                                + first.variant()
                                                + ": "
                                                + first.reason()));
            }
        });
    }
}
