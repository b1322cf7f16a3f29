package dev.assayer.evidence.sync;

import dev.assayer.catalog.NameMatch;
import dev.assayer.catalog.NameMatcher;
import dev.assayer.catalog.Variant;
import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Anchor;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the sources' own identifiers stood beside, in the evidence before and in what is put
/// together now: a name that means something by itself says what its identifier means, the newest
/// of several, and a name that does not may be one that its source has given to a model that it
/// called otherwise ([NameMatcher#renamed]). Confined to one thread.
final class Anchors {

    private record Key(String source, String id) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int bySource = source.compareTo(other.source);
            return bySource != 0 ? bySource : id.compareTo(other.id);
        }
    }

    private final Map<Key, Anchor> known = new TreeMap<>();
    private final Map<Key, LocalDate> learnt = new HashMap<>();

    Anchors(Collection<Anchor> before) {
        before.forEach(anchor -> known.put(new Key(anchor.source(), anchor.id()), anchor));
    }

    /// Learns what a name with an identifier means by itself. Of one day the first name in the
    /// order of letters counts.
    void learn(WrittenName name, Variant variant, LocalDate date) {
        key(name)
                .ifPresent(key -> {
                    var anchor = new Anchor(key.source(), key.id(), variant, name.text());
                    LocalDate last = learnt.get(key);
                    Anchor old = known.get(key);
                    int age = last == null || old == null ? 1 : date.compareTo(last);
                    if (age > 0
                            || (age == 0 && old != null && name.text().compareTo(old.name()) < 0)) {
                        known.put(key, anchor);
                        learnt.put(key, date);
                    }
                });
    }

    /// What a name that matches nothing means, where its identifier tells.
    Optional<NameMatch> recall(WrittenName name, NameMatcher matcher) {
        return key(name)
                .flatMap(key -> Optional.ofNullable(known.get(key)))
                .flatMap(anchor -> matcher.renamed(name, anchor.name(), anchor.variant()));
    }

    private static Optional<Key> key(WrittenName name) {
        return name.source().flatMap(source -> name.ownId().map(id -> new Key(source, id)));
    }

    List<Anchor> all() {
        return List.copyOf(known.values());
    }
}
