package dev.assayer.app;

import dev.assayer.evidence.Findings;
import dev.assayer.evidence.SourceRecord;
import dev.assayer.evidence.SourceRecord.Trouble;
import dev.assayer.evidence.SourceStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A store of sources that can go back to what a source said before the last sync, when what it
/// says now turns out not to be believable. For one sync, on one thread.
final class LastGood implements SourceStore {

    private final SourceStore store;
    private final Map<String, Optional<SourceRecord>> records = new HashMap<>();
    private final Map<String, Findings> findings = new HashMap<>();

    /// Sources that had said nothing before what turned out not to be believable.
    private final Set<String> backToNothing = new HashSet<>();

    LastGood(SourceStore store) {
        this.store = store;
    }

    @Override
    public Map<String, SourceRecord> records() {
        return store.records();
    }

    @Override
    public Optional<Findings> findings(String source) {
        return store.findings(source).filter(_ -> !backToNothing.contains(source));
    }

    @Override
    public Optional<String> assembled() {
        return store.assembled();
    }

    @Override
    public void assembled(String inputs) {
        store.assembled(inputs);
    }

    @Override
    public void put(SourceRecord record) {
        store.put(record);
    }

    @Override
    public void put(SourceRecord record, Findings said) {
        String source = record.source();
        Optional<SourceRecord> old = Optional.ofNullable(store.records().get(source));
        records.put(source, old);
        findings.put(
                source,
                old.filter(this::isExamined)
                        .flatMap(_ -> store.findings(source))
                        .orElse(Findings.NONE));
        store.put(record, said);
    }

    /// Whether what a source said last went into the evidence, or was found out: a sync may have
    /// been killed between hearing it and examining it.
    private boolean isExamined(SourceRecord record) {
        String inputs = store.assembled().orElse("");
        return record.content()
                .filter(content -> !content.hash().isEmpty())
                .filter(content -> inputs.contains(' ' + record.source() + '=' + content.hash()))
                .isPresent();
    }

    /// Whether what is kept of a source has not gone into the evidence yet, nor been found out: it
    /// was heard by this sync, or by one that broke off.
    boolean isUnexamined(String source) {
        return Optional.ofNullable(store.records().get(source))
                .filter(record -> record.content().isPresent())
                .filter(record -> !isExamined(record))
                .isPresent();
    }

    /// Whether what is kept of a source now may be used.
    ///
    /// @param rejected sources that were found out; what they said before is used instead, where
    ///   that is known
    boolean isBelieved(String source, Set<String> rejected) {
        return !rejected.contains(source) || findings.containsKey(source);
    }

    /// Brings back what a source said last. Of a source that said nothing new nothing older is
    /// known: it is read again at the next visit.
    ///
    /// @param reason what was wrong with what it says now
    void restore(String source, String reason) {
        Findings old = findings.get(source);
        SourceRecord now = store.records().get(source);
        if (now == null) {
            return;
        }
        if (old == null) {
            store.put(
                    rejected(
                            now,
                            now.trouble(),
                            now.succeeded(),
                            now.content().map(SourceRecord.Content::toBeRead),
                            reason));
            return;
        }
        if (old.size() == 0) {
            backToNothing.add(source);
        }
        Optional<SourceRecord> before = records.getOrDefault(source, Optional.empty());
        store.put(
                rejected(
                        now,
                        before.flatMap(SourceRecord::trouble),
                        before.flatMap(SourceRecord::succeeded),
                        before.flatMap(SourceRecord::content),
                        reason),
                old);
    }

    private static SourceRecord rejected(
            SourceRecord now,
            Optional<Trouble> earlier,
            Optional<Instant> succeeded,
            Optional<SourceRecord.Content> content,
            String reason) {
        return new SourceRecord(
                now.source(),
                now.attempted(),
                succeeded,
                Optional.of(
                        new Trouble(
                                earlier.map(Trouble::failures).orElse(0) + 1,
                                now.source() + ": " + reason)),
                now.usage(),
                content);
    }
}
