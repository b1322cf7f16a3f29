package dev.assayer.evidence;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The credits that have to stand wherever figures of these sources are shown.
///
/// @param bySource credit by the source's id
public record Credits(SortedMap<String, String> bySource) {

    public Credits {
        bySource = Collections.unmodifiableSortedMap(new TreeMap<>(bySource));
    }

    /// @param ids of sources; those that the snapshot does not name have no credit
    public static Credits of(Snapshot snapshot, Collection<String> ids) {
        var credits = new TreeMap<String, String>();
        for (SourceState state : snapshot.sources()) {
            Source source = state.source();
            if (ids.contains(source.id())) {
                credits.put(source.id(), source.licence().attribution());
            }
        }
        return new Credits(credits);
    }

    /// These and others; of one source that of the others.
    public Credits and(Credits others) {
        var all = new TreeMap<>(bySource);
        all.putAll(others.bySource);
        return new Credits(all);
    }

    /// One line a source, `id: credit`.
    public List<String> lines() {
        return bySource.entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .toList();
    }

    /// For a terminal: a heading and the lines below it, each ended by LF; empty without credits.
    public String text() {
        return bySource.isEmpty() ? "" : "credits\n  " + String.join("\n  ", lines()) + "\n";
    }

    /// For a header: the lines separated by ` | `, in ASCII without control characters.
    public String header() {
        return String.join(" | ", lines()).replaceAll("[^ -~]", "?");
    }
}
