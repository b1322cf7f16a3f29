package dev.assayer.evidence.sync;

import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Disagreement;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Observations in the making: of several figures for one variant in one benchmark one counts. That
/// of the benchmark's own board goes before one that repeats it, then the newest, and of the same
/// day the better one: a source lists a model twice for another prompt format or thinking budget,
/// and the better one is how the model can be used. Of a model that the benchmark's own board has
/// at any effort no repeated figure counts, because repeats often leave the effort out or get it
/// wrong. Confined to one thread.
final class Observations {

    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, Benchmark> benchmarks = new HashMap<>();
    private final Map<String, Observation> best = new TreeMap<>();
    private final Map<String, List<Observation>> others = new HashMap<>();

    Observations(List<Feed> feeds) {
        for (Feed feed : feeds) {
            for (Benchmark benchmark : feed.benchmarks()) {
                benchmarks.putIfAbsent(benchmark.id(), benchmark);
                if (feed.owns(benchmark.id())) {
                    owners.put(benchmark.id(), feed.source().id());
                }
            }
        }
    }

    /// Takes in benchmarks that a source's content declares by itself.
    void declare(Feed feed, List<Benchmark> declared) {
        for (Benchmark benchmark : declared) {
            benchmarks.putIfAbsent(benchmark.id(), benchmark);
            if (feed.owns(benchmark.id())) {
                owners.putIfAbsent(benchmark.id(), feed.source().id());
            }
        }
    }

    void add(Observation one) {
        String key = one.benchmark() + " " + one.variant();
        best.merge(
                key,
                one,
                (old, candidate) -> {
                    Observation better = better(old, candidate);
                    others.computeIfAbsent(key, _ -> new ArrayList<>())
                            .add(better.equals(old) ? candidate : old);
                    return better;
                });
    }

    /// What other sources say of the same thing, and does not count.
    List<Disagreement> disagreements() {
        var all = new ArrayList<Disagreement>();
        best.forEach((key, counted) ->
                others.getOrDefault(key, List.of()).stream()
                        .filter(other -> !other.source().equals(counted.source()))
                        .forEach(other -> all.add(new Disagreement(counted, other))));
        return all;
    }

    private Observation better(Observation old, Observation candidate) {
        boolean isOwn = isOwners(candidate);
        if (isOwners(old) != isOwn) {
            return isOwn ? candidate : old;
        }
        boolean isOldClaimed = old.method() == Method.SELF_REPORTED;
        boolean isClaimed = candidate.method() == Method.SELF_REPORTED;
        if (isOldClaimed != isClaimed) {
            return isClaimed ? old : candidate;
        }
        int age = candidate.date().compareTo(old.date());
        return age > 0 || (age == 0 && isBetterFigure(candidate, old)) ? candidate : old;
    }

    private boolean isBetterFigure(Observation one, Observation other) {
        Benchmark benchmark = benchmarks.get(one.benchmark());
        boolean isHigherBetter = benchmark == null || benchmark.higherIsBetter();
        double lead = one.measure().value() - other.measure().value();
        return isHigherBetter ? lead > 0 : lead < 0;
    }

    Collection<Observation> kept() {
        var atOwner = new HashSet<String>();
        for (Observation one : best.values()) {
            if (isOwners(one)) {
                atOwner.add(one.benchmark() + " " + one.variant().model());
            }
        }
        return best.values().stream()
                .filter(one ->
                        isOwners(one)
                                || !atOwner.contains(one.benchmark() + " " + one.variant().model()))
                .toList();
    }

    private boolean isOwners(Observation one) {
        return one.source().equals(owners.getOrDefault(one.benchmark(), ""));
    }
}
