package dev.assayer.evidence.sync;

import dev.assayer.catalog.Catalog;
import dev.assayer.catalog.KnownModels;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.NameMatch;
import dev.assayer.catalog.NameMatcher;
import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.catalog.Variant;
import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Access;
import dev.assayer.evidence.Anchor;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.Findings;
import dev.assayer.evidence.Layer;
import dev.assayer.evidence.Listing;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Performance;
import dev.assayer.evidence.PerformanceRow;
import dev.assayer.evidence.Profile;
import dev.assayer.evidence.Quarantined;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.Snapshot.Extras;
import dev.assayer.evidence.SnapshotFormat;
import dev.assayer.evidence.Source;
import dev.assayer.evidence.SourceState;
import dev.assayer.evidence.Unmatched;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Puts what all sources say together: decides which model each name means, which of several
/// figures for one thing counts, and makes a snapshot of it. The same findings over the same base
/// give the same snapshot, and so they do over that snapshot.
///
/// A source without findings of its own, or with older ones than the base holds, keeps what the
/// base has of it, so that a pack goes before what was heard before it was made; of the user's own
/// files, and of sources that a person vouches for, what they say now always counts. Of a source
/// that is trusted less than the limit nothing but its state enters the snapshot, so that it can be
/// shown as experimental.
public final class Assembly {

    private final Sources sources;
    private final ReviewedAliases reviewed;
    private final double leastReliability;

    /// @param sources in the order of their trust
    /// @param reviewed names that a person has looked up
    /// @param leastReliability of a source whose figures count, 0..1
    public Assembly(Sources sources, ReviewedAliases reviewed, double leastReliability) {
        this.sources = sources;
        this.reviewed = reviewed;
        this.leastReliability = leastReliability;
    }

    /// Puts it together, whatever is older than the base passed over.
    public Assembled assemble(
            Function<String, Optional<Findings>> findings, Optional<Snapshot> base) {
        return assemble(findings, Set.of(), base);
    }

    /// Puts it together; costs about a second for all public sources.
    ///
    /// @param findings of a source by its id
    /// @param regardless sources whose findings count although the base holds newer ones
    /// @param base the evidence before, or the pack; empty to begin from nothing
    public Assembled assemble(
            Function<String, Optional<Findings>> findings,
            Set<String> regardless,
            Optional<Snapshot> base) {
        var older = new HashMap<String, Assembled.Older>();
        Map<Feed, Findings> found = newest(findings, regardless, base, older);
        var before = new Anchors(anchors(base));
        var namesAlone = new NameMatcher(List.of(), reviewed);
        var listings = new ArrayList<Listing>();
        var rows = new ArrayList<Row>();
        found.forEach((feed, one) -> {
            if (counts(feed.source())) {
                listings.addAll(one.listings());
                one.rows().stream()
                        .filter(row ->
                                before.recall(row.name().from(feed.source().id()), namesAlone)
                                        .isEmpty())
                        .forEach(rows::add);
            }
        });
        CatalogDraft draft =
                CatalogDraft.settled(
                        base.<Collection<Model>>map(
                                        snapshot -> snapshot.catalog().models().values())
                                .orElseGet(KnownModels::bundled),
                        reviewed,
                        listings,
                        rows);
        var work = new Work(draft.matcher(), base);
        found.forEach((feed, one) -> work.declare(feed, one.benchmarks()));
        sources.feeds().forEach(feed -> work.take(feed, Optional.ofNullable(found.get(feed))));
        return work.finish(draft.models(), older);
    }

    private static List<Anchor> anchors(Optional<Snapshot> base) {
        return base.map(snapshot -> snapshot.extras().anchors()).orElse(List.of());
    }

    private boolean counts(Source source) {
        return source.reliability() >= leastReliability;
    }

    /// The findings that are no older than what the base has of their source.
    ///
    /// @param older takes in what is passed over
    private Map<Feed, Findings> newest(
            Function<String, Optional<Findings>> findings,
            Set<String> regardless,
            Optional<Snapshot> base,
            Map<String, Assembled.Older> older) {
        Map<String, LocalDate> dates = new HashMap<>();
        base.ifPresent(snapshot ->
                snapshot.sources()
                        .forEach(state -> dates.put(state.source().id(), state.contentDate())));
        var newest = new LinkedHashMap<Feed, Findings>();
        for (Feed feed : sources.feeds()) {
            String source = feed.source().id();
            LocalDate inForce = dates.getOrDefault(source, LocalDate.EPOCH);
            findings.apply(source)
                    .ifPresent(one -> {
                        boolean isSomething = one.size() > 0;
                        if (feed.access() instanceof Access.OwnFiles
                                || !one.newest().isBefore(inForce)
                                || (isSomething && regardless.contains(source))) {
                            newest.put(feed, one);
                        } else if (isSomething) {
                            older.put(source, new Assembled.Older(one.newest(), inForce));
                        }
                    });
        }
        return newest;
    }

    /// One assembly under way.
    private final class Work {

        private final NameMatcher matcher;
        private final Optional<Snapshot> base;
        private final OfferList offers;
        private final Anchors anchors;
        private final Observations observations = new Observations(sources.feeds());
        private final List<Performance> performance = new ArrayList<>();
        private final Map<ModelId, Profile> profiles = new TreeMap<>();
        private final List<Quarantined> quarantine = new ArrayList<>();
        private final List<Unmatched> unmatched = new ArrayList<>();
        private final Map<String, SourceState> states = new TreeMap<>();
        private final Map<Source, Findings> taken = new LinkedHashMap<>();
        private final Map<String, Benchmark> declared = new TreeMap<>();
        private final Map<String, Integer> offered = new HashMap<>();
        private final Map<String, Map<String, Set<Variant>>> said = new HashMap<>();
        private final Map<WrittenName, Optional<NameMatch>> matches = new HashMap<>();

        Work(NameMatcher matcher, Optional<Snapshot> base) {
            this.matcher = matcher;
            this.base = base;
            this.offers = new OfferList(matcher);
            this.anchors = new Anchors(anchors(base));
            base.ifPresent(snapshot ->
                    snapshot.sources().forEach(state -> states.put(state.source().id(), state)));
        }

        /// Takes in benchmarks that only a source's content knows.
        void declare(Feed feed, List<Benchmark> benchmarks) {
            observations.declare(feed, benchmarks);
            benchmarks.forEach(benchmark -> declared.putIfAbsent(benchmark.id(), benchmark));
        }

        void take(Feed feed, Optional<Findings> findings) {
            Source source = feed.source();
            if (findings.isEmpty()) {
                keep(source);
            } else if (findings.get().equals(Findings.NONE)) {
                states.remove(source.id()); // the user has taken the file away
            } else if (counts(source)) {
                take(source, findings.get());
                if (feed.access() instanceof Access.OwnFiles) {
                    said.remove(source.id());
                }
            } else {
                states.put(
                        source.id(),
                        new SourceState(
                                source, findings.get().newest(), findings.get().size(), 0, 0));
            }
        }

        private void take(Source source, Findings findings) {
            var unknown = new TreeMap<String, Integer>();
            findings.rows().forEach(row -> learn(row.name().from(source.id()), row.date()));
            findings.performance().forEach(row -> learn(row.name().from(source.id()), row.date()));
            var figures = new HashMap<String, Set<Variant>>();
            for (Row row : findings.rows()) {
                match(row.name().from(source.id()), unknown)
                        .ifPresent(match -> {
                            figures.computeIfAbsent(row.benchmark(), _ -> new HashSet<>())
                                    .add(match.variant());
                            observations.add(
                                    new Observation(
                                            match.variant(),
                                            row.name().text(),
                                            row.benchmark(),
                                            row.measure(),
                                            row.date(),
                                            source.id(),
                                            row.method()));
                        });
            }
            said.put(source.id(), figures);
            for (PerformanceRow row : findings.performance()) {
                match(row.name().from(source.id()), unknown)
                        .ifPresent(match ->
                                performance.add(
                                        new Performance(
                                                match.variant(),
                                                row.host(),
                                                row.speed(),
                                                source.id(),
                                                row.date())));
            }
            for (Profile profile : findings.profiles()) {
                match(profile.name().from(source.id()), unknown)
                        .ifPresent(match -> profiles.put(match.variant().model(), profile));
            }
            offered.put(source.id(), offers.add(source.id(), findings.listings()));
            unknown.forEach(
                    (name, lines) -> unmatched.add(new Unmatched(source.id(), name, lines)));
            taken.put(source, findings);
        }

        private void learn(WrittenName name, LocalDate date) {
            if (name.ownId().isPresent()) {
                byName(name).ifPresent(match -> anchors.learn(name, match.variant(), date));
            }
        }

        private Optional<NameMatch> byName(WrittenName name) {
            return matches.computeIfAbsent(name, matcher::match);
        }

        private Optional<NameMatch> match(WrittenName name, Map<String, Integer> unknown) {
            Optional<NameMatch> match = byName(name).or(() -> anchors.recall(name, matcher));
            if (match.isEmpty()) {
                unknown.merge(name.text(), 1, Integer::sum);
            }
            return match;
        }

        /// Keeps what the base has of a source.
        private void keep(Source source) {
            if (base.isEmpty() || !counts(source)) {
                return;
            }
            Snapshot before = base.get();
            for (Observation one : before.observations()) {
                if (one.source().equals(source.id())) {
                    observations.add(one);
                }
            }
            for (ListedOffer offer : before.catalog().offers()) {
                if (offer.source().equals(source.id())) {
                    offers.keep(offer);
                }
            }
            Extras extras = before.extras();
            extras.performance().stream()
                    .filter(one -> one.source().equals(source.id()))
                    .forEach(performance::add);
            extras.quarantine().stream()
                    .filter(one -> one.source().equals(source.id()))
                    .forEach(quarantine::add);
            if (source.layer() == Layer.STATIC) {
                profiles.putAll(extras.profiles());
            }
            extras.unmatched().stream()
                    .filter(one -> one.source().equals(source.id()))
                    .forEach(unmatched::add);
        }

        Assembled finish(Collection<Model> models, Map<String, Assembled.Older> older) {
            Collection<Observation> kept = observations.kept();
            Map<String, Long> counted =
                    kept.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            Observation::source, Collectors.counting()));
            Map<String, Long> unknown =
                    unmatched.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            Unmatched::source, Collectors.counting()));
            taken.forEach((source, findings) ->
                    states.put(
                            source.id(),
                            new SourceState(
                                    source,
                                    findings.newest(),
                                    findings.size(),
                                    counted.getOrDefault(source.id(), 0L).intValue()
                                            + offered.getOrDefault(source.id(), 0),
                                    unknown.getOrDefault(source.id(), 0L).intValue())));
            var extras =
                    new Extras(
                            distinct(performance), profiles, quarantine, unmatched, anchors.all());
            return new Assembled(
                    SnapshotFormat.snapshot(
                            new Catalog(models, offers.offers()),
                            benchmarks(kept),
                            kept,
                            extras,
                            states.values()),
                    offers.quotes(),
                    observations.disagreements(),
                    taken.entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            entry -> entry.getKey().id(),
                                            entry -> entry.getValue().setAside().size())),
                    said.entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey, entry -> sizes(entry.getValue()))),
                    older);
        }

        private static Map<String, Integer> sizes(Map<String, Set<Variant>> figures) {
            return figures.entrySet().stream()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    Map.Entry::getKey, entry -> entry.getValue().size()));
        }

        private Collection<Benchmark> benchmarks(Collection<Observation> observed) {
            var known = new TreeMap<String, Benchmark>();
            base.map(Snapshot::benchmarks)
                    .orElse(List.of())
                    .forEach(benchmark -> known.put(benchmark.id(), benchmark));
            known.putAll(declared);
            sources.feeds().reversed().stream()
                    .flatMap(feed -> feed.benchmarks().stream())
                    .forEach(benchmark -> known.put(benchmark.id(), benchmark));
            known.keySet()
                    .retainAll(
                            observed.stream()
                                    .map(Observation::benchmark)
                                    .collect(Collectors.toSet()));
            return known.values();
        }
    }

    /// One figure per variant, host and source: the newest, and of the same day the first.
    private static List<Performance> distinct(List<Performance> all) {
        var newest = new LinkedHashMap<String, Performance>();
        for (Performance one : all) {
            newest.merge(
                    one.variant() + " " + one.host().orElse("") + " " + one.source(),
                    one,
                    (old, other) -> other.date().isAfter(old.date()) ? other : old);
        }
        return List.copyOf(newest.values());
    }
}
