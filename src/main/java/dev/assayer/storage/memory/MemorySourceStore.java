package dev.assayer.storage.memory;

import dev.assayer.evidence.Findings;
import dev.assayer.evidence.SourceRecord;
import dev.assayer.evidence.SourceStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Sources for the length of one command. Thread-safe.
public final class MemorySourceStore implements SourceStore {

    private final Map<String, SourceRecord> records = new HashMap<>(); // guarded by this
    private final Map<String, Findings> findings = new HashMap<>(); // guarded by this
    private Optional<String> assembled = Optional.empty(); // guarded by this

    @Override
    public synchronized Map<String, SourceRecord> records() {
        return Map.copyOf(records);
    }

    @Override
    public synchronized Optional<Findings> findings(String source) {
        return Optional.ofNullable(findings.get(source));
    }

    @Override
    public synchronized Optional<String> assembled() {
        return assembled;
    }

    @Override
    public synchronized void assembled(String inputs) {
        assembled = Optional.of(inputs);
    }

    @Override
    public synchronized void put(SourceRecord record) {
        records.put(record.source(), record);
    }

    @Override
    public synchronized void put(SourceRecord record, Findings said) {
        records.put(record.source(), record);
        findings.put(record.source(), said);
    }
}
