package dev.assayer.evidence.sync;

import dev.assayer.catalog.Catalog;
import dev.assayer.catalog.KnownModels;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.NameMatch;
import dev.assayer.catalog.NameMatcher;
import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Board;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.FetchFailed;
import dev.assayer.evidence.Listing;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.PriceList;
import dev.assayer.evidence.Reading;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SnapshotFormat;
import dev.assayer.evidence.Source;
import dev.assayer.evidence.SourceFailure;
import dev.assayer.evidence.SourceState;
import dev.assayer.evidence.sync.SyncReport.SourceReport;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes a new snapshot: reads all sources at once on virtual threads, decides which model each
/// name means, and keeps the last good rows of every source that is down, changed, cut off or has
/// lost more than half its rows. Stores nothing.
public final class Sync {

    private static final int EXAMPLES = 8;

    private final Sources sources;
    private final ReviewedAliases reviewed;
    private final Duration limit;

    /// @param sources what to read
    /// @param reviewed names that a person has looked up
    /// @param limit how long one source may take in all
    public Sync(Sources sources, ReviewedAliases reviewed, Duration limit) {
        this.sources = sources;
        this.reviewed = reviewed;
        this.limit = limit;
    }

    /// Runs a sync; blocks until every source has answered or failed.
    ///
    /// @param origin where the files come from
    /// @param base the last good snapshot, if there is one
    public SyncReport run(Origin origin, Optional<Snapshot> base) {
        Map<String, SourceState> before =
                base.map(Snapshot::sources).orElse(List.of()).stream()
                        .collect(
                                Collectors.toMap(
                                        state -> state.source().id(), Function.identity()));
        var listings = new LinkedHashMap<PriceList, Reading<Listing>>();
        var rows = new LinkedHashMap<Board, Reading<Row>>();
        read(origin, before, listings, rows);

        var draft =
                new CatalogDraft(
                        base.<Collection<Model>>map(
                                        snapshot -> snapshot.catalog().models().values())
                                .orElseGet(KnownModels::bundled),
                        reviewed);
        var allListings = new ArrayList<Listing>();
        listings.values().forEach(reading -> allListings.addAll(rowsOf(reading)));
        draft.addListings(allListings);
        draft.addNamed(
                rows.values().stream().flatMap(reading -> rowsOf(reading).stream()).toList());

        var states = new TreeMap<>(before);
        var reports = new ArrayList<SourceReport>();
        var offers = new OfferList(draft.matcher());
        listings.forEach(
                (list, reading) -> takeOffers(list, reading, base, offers, states, reports));
        Collection<Observation> observations =
                observe(rows, base, draft.matcher(), states, reports);
        var snapshot =
                SnapshotFormat.snapshot(
                        new Catalog(draft.models(), offers.offers()),
                        benchmarks(observations, base),
                        observations,
                        states.values());
        return new SyncReport(snapshot, reports, offers.rejected());
    }

    private void read(
            Origin origin,
            Map<String, SourceState> before,
            Map<PriceList, Reading<Listing>> listings,
            Map<Board, Reading<Row>> rows) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pendingListings =
                    new LinkedHashMap<PriceList, CompletableFuture<Reading<Listing>>>();
            var pendingRows = new LinkedHashMap<Board, CompletableFuture<Reading<Row>>>();
            sources.priceLists()
                    .forEach(list -> pendingListings.put(list, start(list, origin, threads)));
            sources.boards()
                    .forEach(board -> pendingRows.put(board, start(board, origin, threads)));
            pendingListings.forEach(
                    (list, pending) -> listings.put(list, checked(list, pending.join(), before)));
            pendingRows.forEach(
                    (board, pending) -> rows.put(board, checked(board, pending.join(), before)));
            threads.shutdownNow(); // interrupts those that ran out of time
        }
    }

    /// Reads one source; the result is there within the limit, whatever the source does.
    private <T> CompletableFuture<Reading<T>> start(
            Feed<T> feed, Origin origin, ExecutorService threads) {
        Source source = feed.source();
        Reading<T> late =
                new Reading.Failed<>(
                        new SourceFailure.Unreachable(
                                source.id(),
                                source.url().toString(),
                                "not done after " + limit.toMillis() + " ms"));
        return CompletableFuture.supplyAsync(() -> read(feed, origin), threads)
                .completeOnTimeout(late, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static <T> Reading<T> read(Feed<T> feed, Origin origin) {
        try {
            return feed.read(origin.payloads(feed));
        } catch (FetchFailed e) {
            return new Reading.Failed<>(e.toFailure(feed.source().id()));
        } catch (RuntimeException e) {
            return new Reading.Failed<>(
                    new SourceFailure.Unreachable(
                            feed.source().id(), feed.source().url().toString(), e.toString()));
        }
    }

    private static <T> Reading<T> checked(
            Feed<T> feed, Reading<T> reading, Map<String, SourceState> before) {
        SourceState last = before.get(feed.source().id());
        if (last != null
                && reading instanceof Reading.Rows<T>(List<T> rows)
                && rows.size() * 2L < last.rows()) {
            return new Reading.Failed<>(
                    new SourceFailure.Shrunk(feed.source().id(), rows.size(), last.rows()));
        }
        return reading;
    }

    private static <T> List<T> rowsOf(Reading<T> reading) {
        return switch (reading) {
            case Reading.Rows<T>(List<T> rows) -> rows;
            case Reading.Failed<T> _ -> List.of();
        };
    }

    private static void takeOffers(
            PriceList list,
            Reading<Listing> reading,
            Optional<Snapshot> base,
            OfferList offers,
            Map<String, SourceState> states,
            List<SourceReport> reports) {
        Source source = list.source();
        switch (reading) {
            case Reading.Rows<Listing>(List<Listing> rows) -> {
                int taken = offers.add(source.id(), rows);
                LocalDate date =
                        rows.stream()
                                .map(Listing::date)
                                .max(Comparator.naturalOrder())
                                .orElse(LocalDate.EPOCH);
                states.put(source.id(), new SourceState(source, date, rows.size(), taken, 0));
                reports.add(
                        new SourceReport(
                                source.id(), rows.size(), taken, 0, List.of(), Optional.empty()));
            }
            case Reading.Failed<Listing>(SourceFailure failure) -> {
                for (ListedOffer offer :
                        base.map(Snapshot::catalog).map(Catalog::offers).orElse(List.of())) {
                    if (offer.source().equals(source.id())) {
                        offers.keep(offer);
                    }
                }
                reports.add(failed(source, failure));
            }
        }
    }

    private static SourceReport failed(Source source, SourceFailure failure) {
        return new SourceReport(source.id(), 0, 0, 0, List.of(), Optional.of(failure));
    }

    /// Matches the rows of all boards; of several numbers for one benchmark and variant one counts.
    private static Collection<Observation> observe(
            Map<Board, Reading<Row>> boards,
            Optional<Snapshot> base,
            NameMatcher matcher,
            Map<String, SourceState> states,
            List<SourceReport> reports) {
        var best = new TreeMap<String, Observation>();
        var owners = new HashMap<String, String>();
        boards.keySet()
                .forEach(board ->
                        board.benchmarks().stream()
                                .filter(benchmark -> board.owns(benchmark.id()))
                                .forEach(benchmark ->
                                        owners.put(benchmark.id(), board.source().id())));
        var counts = new LinkedHashMap<Source, Counts>();
        boards.forEach((board, reading) -> {
            Source source = board.source();
            switch (reading) {
                case Reading.Rows<Row>(List<Row> rows) ->
                        counts.put(source, observe(source, rows, matcher, owners, best));
                case Reading.Failed<Row>(SourceFailure failure) -> {
                    keep(source, base, owners, best);
                    reports.add(failed(source, failure));
                }
            }
        });
        counts.forEach((source, count) -> {
            int kept =
                    (int)
                            best.values().stream()
                                    .filter(one -> one.source().equals(source.id()))
                                    .count();
            states.put(
                    source.id(),
                    new SourceState(
                            source, count.newest(), count.rows(), kept, count.unmatched().size()));
            reports.add(
                    new SourceReport(
                            source.id(),
                            count.rows(),
                            kept,
                            count.unmatched().size(),
                            count.unmatched().stream().limit(EXAMPLES).toList(),
                            Optional.empty()));
        });
        return best.values();
    }

    /// What the rows of one board came to.
    private record Counts(int rows, LocalDate newest, Set<String> unmatched) {}

    private static Counts observe(
            Source source,
            List<Row> rows,
            NameMatcher matcher,
            Map<String, String> owners,
            Map<String, Observation> best) {
        var unmatched = new LinkedHashSet<String>();
        var matches = new HashMap<WrittenName, Optional<NameMatch>>();
        LocalDate newest = LocalDate.EPOCH;
        for (Row row : rows) {
            newest = row.date().isAfter(newest) ? row.date() : newest;
            Optional<NameMatch> match = matches.computeIfAbsent(row.name(), matcher::match);
            if (match.isEmpty()) {
                unmatched.add(row.name().text());
            } else {
                put(
                        new Observation(
                                match.get().variant(),
                                row.name().text(),
                                row.benchmark(),
                                row.measure(),
                                row.date(),
                                source.id(),
                                row.method()),
                        owners,
                        best);
            }
        }
        return new Counts(rows.size(), newest, unmatched);
    }

    private static void keep(
            Source source,
            Optional<Snapshot> base,
            Map<String, String> owners,
            Map<String, Observation> best) {
        for (Observation old : base.map(Snapshot::observations).orElse(List.of())) {
            if (old.source().equals(source.id())) {
                put(old, owners, best);
            }
        }
    }

    private static void put(
            Observation one, Map<String, String> owners, Map<String, Observation> best) {
        best.merge(
                one.benchmark() + " " + one.variant(),
                one,
                (old, candidate) -> {
                    String owner = owners.getOrDefault(one.benchmark(), "");
                    boolean isOldOwn = old.source().equals(owner);
                    boolean isOwn = candidate.source().equals(owner);
                    if (isOldOwn != isOwn) {
                        return isOwn ? candidate : old;
                    }
                    // A source lists a model twice for another prompt format or thinking budget:
                    // the newest run
                    // counts, and of the same day the better one, which is how the model can be
                    // used.
                    int age = candidate.date().compareTo(old.date());
                    boolean isBetter = candidate.measure().value() > old.measure().value();
                    return age > 0 || (age == 0 && isBetter) ? candidate : old;
                });
    }

    private List<Benchmark> benchmarks(
            Collection<Observation> observations, Optional<Snapshot> base) {
        var known = new TreeMap<String, Benchmark>();
        base.map(Snapshot::benchmarks)
                .orElse(List.of())
                .forEach(benchmark -> known.put(benchmark.id(), benchmark));
        sources.boards().reversed().stream()
                .flatMap(board -> board.benchmarks().stream())
                .forEach(benchmark -> known.put(benchmark.id(), benchmark));
        known.keySet()
                .retainAll(
                        observations.stream()
                                .map(Observation::benchmark)
                                .collect(Collectors.toSet()));
        return List.copyOf(known.values());
    }
}
