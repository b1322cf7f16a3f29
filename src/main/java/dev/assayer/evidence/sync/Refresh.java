package dev.assayer.evidence.sync;

import dev.assayer.evidence.Access;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.FetchFailed;
import dev.assayer.evidence.Findings;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Reading;
import dev.assayer.evidence.SourceFailure;
import dev.assayer.evidence.SourceRecord;
import dev.assayer.evidence.SourceRecord.Content;
import dev.assayer.evidence.SourceRecord.Trouble;
import dev.assayer.evidence.SourceRecord.Usage;
import dev.assayer.evidence.SourceStore;
import dev.assayer.evidence.Validator;
import dev.assayer.evidence.Web;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Asks sources, all at once on virtual threads, and keeps what they say: one transaction each. A
/// source that is down, changed, cut off or has lost more than half its lines keeps what it said
/// last, and so does a part of a source that the rest can do without; files of the user's own may
/// shrink, and say nothing any more once they are gone. A source that says what it said before is
/// not read again.
public final class Refresh {

    private final SourceStore store;
    private final Terms terms;
    private final InstantSource clock;

    /// On what terms sources are asked.
    ///
    /// @param web does the asking
    /// @param obstacle why a source cannot be asked at its usual place, and how to mend that; empty
    ///   where it can
    /// @param dailyRequests most requests a day to a source; 0 for any number
    /// @param usualLines how many usable lines a source is known to have before it was ever asked
    ///   here; 0 where that is not known
    /// @param limit how long one source may take in all
    public record Terms(
            Web web,
            Function<Feed, Optional<String>> obstacle,
            ToIntFunction<Feed> dailyRequests,
            ToIntFunction<Feed> usualLines,
            Duration limit) {}

    public Refresh(SourceStore store, Terms terms, InstantSource clock) {
        this.store = store;
        this.terms = terms;
        this.clock = clock;
    }

    /// Asks those sources; blocks until each has answered, failed or run out of time.
    ///
    /// @param origin where their files come from
    /// @param order how to ask
    /// @param progress told of each visit as it ends, on the calling thread
    /// @return one visit per feed, in their order
    public List<Visit> run(
            Origin origin, List<Feed> feeds, SyncOrder order, Consumer<Visit> progress) {
        Map<String, SourceRecord> records = store.records();
        var pending = new LinkedHashMap<Feed, Pending>();
        var visits = new ArrayList<Visit>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Feed feed : feeds) {
                Optional<SourceRecord> before =
                        Optional.ofNullable(records.get(feed.source().id()));
                pending.put(feed, start(feed, origin, before, order, threads));
            }
            pending.forEach((feed, one) -> {
                Visit visit = one.result().join().visit();
                keep(feed, visit, one, order);
                progress.accept(visit);
                visits.add(visit);
            });
            threads.shutdownNow(); // interrupts those that ran out of time
        }
        return visits;
    }

    /// A visit under way.
    ///
    /// @param place where the source's files come from, see [Origin#place]
    private record Pending(
            SourceWeb web,
            Optional<SourceRecord> before,
            String place,
            CompletableFuture<Result> result) {}

    /// A visit that ended.
    ///
    /// @param hash of the files, where they were had
    /// @param findings what was said, where it was new
    private record Result(Visit visit, String hash, Findings findings) {

        Result(Visit visit, String hash) {
            this(visit, hash, Findings.NONE);
        }
    }

    private Pending start(
            Feed feed,
            Origin origin,
            Optional<SourceRecord> before,
            SyncOrder order,
            ExecutorService threads) {
        String source = feed.source().id();
        int allowed = terms.dailyRequests().applyAsInt(feed);
        int used = before.map(record -> record.usage().on(today())).orElse(0);
        var web = new SourceWeb(terms.web(), allowed > 0 ? Math.max(0, allowed - used) : -1);
        Optional<String> missing =
                origin.isUsual(feed) ? terms.obstacle().apply(feed) : Optional.empty();
        if (missing.isPresent()) {
            var visit = new Visit.NotConfigured(source, missing.get());
            return new Pending(
                    web,
                    before,
                    origin.place(feed),
                    CompletableFuture.completedFuture(new Result(visit, "")));
        }
        var late =
                new Result(
                        new Visit.Failed(
                                source,
                                new SourceFailure.Unreachable(
                                        source,
                                        feed.source().url().toString(),
                                        "not done after " + terms.limit().toMillis() + " ms")),
                        "");
        return new Pending(
                web,
                before,
                origin.place(feed),
                CompletableFuture.supplyAsync(
                                () -> visit(feed, origin, web, before, order), threads)
                        .exceptionally(problem ->
                                new Result(
                                        new Visit.Failed(source, cannotBeAsked(feed, problem)), ""))
                        .completeOnTimeout(late, terms.limit().toMillis(), TimeUnit.MILLISECONDS));
    }

    private Result visit(
            Feed feed,
            Origin origin,
            SourceWeb web,
            Optional<SourceRecord> before,
            SyncOrder order) {
        String source = feed.source().id();
        Optional<Content> known =
                before.flatMap(SourceRecord::content)
                        .filter(content ->
                                !order.force()
                                        && (content.accepted() || !order.accept())
                                        && content.version() == feed.version());
        int lastLines =
                order.accept()
                        ? 0
                        : before.flatMap(SourceRecord::content)
                                .map(Content::lines)
                                .orElseGet(() -> terms.usualLines().applyAsInt(feed));
        try {
            if (origin.isRemote(feed)
                    && known.isPresent()
                    && known.get().place().equals(origin.place(feed))
                    && web.isAllAsBefore(known.get().validators())) {
                return new Result(new Visit.Unchanged(source, known.get().lines()), "");
            }
            List<Payload> payloads = origin.payloads(feed, web);
            String hash = hash(payloads);
            if (known.isPresent() && known.get().hash().equals(hash)) {
                return new Result(new Visit.Unchanged(source, known.get().lines()), hash);
            }
            return read(feed, payloads, lastLines, hash);
        } catch (NotThere e) {
            boolean hadSome =
                    before.flatMap(SourceRecord::content)
                            .filter(old -> old.lines() > 0)
                            .isPresent();
            if (hadSome && feed.access() instanceof Access.OwnFiles) {
                return new Result(Visit.Changed.of(source, Findings.NONE), "");
            }
            return new Result(new Visit.NotConfigured(source, e.reason()), "");
        } catch (FetchFailed e) {
            return new Result(new Visit.Failed(source, e.toFailure(source)), "");
        }
    }

    /// A fault of ours, or too little memory for what came: one source's, not the sync's.
    private static SourceFailure cannotBeAsked(Feed feed, Throwable problem) {
        Throwable cause = problem.getCause() == null ? problem : problem.getCause();
        return new SourceFailure.Unreachable(
                feed.source().id(),
                feed.source().url().toString(),
                cause instanceof OutOfMemoryError
                        ? "more than there is memory for (ASSAYER_JAVA_OPTS=-Xmx1g gives more)"
                        : "cannot be asked (" + cause.getClass().getSimpleName() + ")");
    }

    private Result read(Feed feed, List<Payload> payloads, int last, String hash) {
        String source = feed.source().id();
        return switch (feed.read(payloads)) {
            case Reading.Failed(SourceFailure failure) ->
                    new Result(new Visit.Failed(source, failure), hash);
            case Reading.Found(Findings all) -> {
                boolean isOwn = feed.access() instanceof Access.OwnFiles;
                Findings said = isOwn ? all : all.until(today().plusDays(1));
                Findings kept = ofMissingParts(feed, payloads);
                Findings findings = said.with(kept);
                yield !isOwn && said.size() * 2L < last - kept.size()
                        ? new Result(
                                new Visit.Failed(
                                        source,
                                        new SourceFailure.Shrunk(
                                                source, said.size(), last - kept.size())),
                                hash)
                        : new Result(Visit.Changed.of(source, findings), hash, findings);
            }
        };
    }

    /// What the parts that are missing this time said last.
    private Findings ofMissingParts(Feed feed, List<Payload> payloads) {
        List<String> parts =
                payloads.stream().filter(Payload::isMissing).map(Payload::name).toList();
        if (parts.isEmpty()) {
            return Findings.NONE;
        }
        Findings before = store.findings(feed.source().id()).orElse(Findings.NONE);
        return parts.stream()
                .map(part -> feed.ofPart(part, before))
                .reduce(Findings.NONE, Findings::with);
    }

    /// Writes down how a visit went.
    private void keep(Feed feed, Visit visit, Pending pending, SyncOrder order) {
        Instant now = clock.instant();
        Optional<SourceRecord> before = pending.before();
        int used =
                before.map(record -> record.usage().on(today())).orElse(0) + pending.web().seal();
        var usage = new Usage(today(), used);
        Optional<Content> content = before.flatMap(SourceRecord::content);
        String source = visit.source();
        switch (visit) {
            case Visit.NotConfigured _ -> {}
            case Visit.Unchanged _ ->
                    store.put(
                            new SourceRecord(
                                    source,
                                    now,
                                    Optional.of(now),
                                    Optional.empty(),
                                    usage,
                                    content.map(old -> confirmed(old, pending))));
            case Visit.Changed _ -> {
                Result result = pending.result().join();
                store.put(
                        new SourceRecord(
                                source,
                                now,
                                Optional.of(now),
                                Optional.empty(),
                                usage,
                                Optional.of(
                                        new Content(
                                                result.hash(),
                                                feed.version(),
                                                result.findings().size(),
                                                now,
                                                pending.web().validators(),
                                                order.accept(),
                                                pending.place()))),
                        result.findings());
            }
            case Visit.Failed(String _, SourceFailure failure) ->
                    store.put(
                            new SourceRecord(
                                    source,
                                    now,
                                    before.flatMap(SourceRecord::succeeded),
                                    Optional.of(
                                            new Trouble(
                                                    before.flatMap(SourceRecord::trouble)
                                                                    .map(Trouble::failures)
                                                                    .orElse(0)
                                                            + 1,
                                                    failure.message())),
                                    usage,
                                    content));
        }
    }

    /// Content that came again as it was: newer validators count, and no others than those of the
    /// place where it was had.
    private static Content confirmed(Content old, Pending pending) {
        List<Validator> now = pending.web().validators();
        boolean isElsewhere = !old.place().equals(pending.place());
        return new Content(
                old.hash(),
                old.version(),
                old.lines(),
                old.changed(),
                now.isEmpty() && !isElsewhere ? old.validators() : now,
                old.accepted(),
                pending.place());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static String hash(List<Payload> payloads) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Payload payload : payloads) {
                String head = payload.name() + ' ' + payload.content().length + '\n';
                digest.update(head.getBytes(StandardCharsets.UTF_8));
                digest.update(payload.content());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
