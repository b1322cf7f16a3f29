package dev.assayer.quality;

import dev.assayer.evidence.Quarantined;
import dev.assayer.evidence.Snapshot;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What examining evidence came to.
///
/// @param snapshot what of it is in force, with what is not listed in its extras
/// @param quarantined the lines that this examination kept out, by source
/// @param rejected sources that were not believed as a whole and keep their last good content, with
///   the reason; it begins with the word of a [Check]
/// @param flags what is odd, and stays in force
/// @param report how good the evidence is
public record Examination(
        Snapshot snapshot,
        List<Quarantined> quarantined,
        Map<String, String> rejected,
        List<Flag> flags,
        QualityReport report) {

    public Examination {
        quarantined = List.copyOf(quarantined);
        rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
        flags = List.copyOf(flags);
    }

    /// The same, with sources that an earlier examination rejected.
    public Examination withRejected(Map<String, String> earlier) {
        Map<String, String> all = new TreeMap<>(earlier);
        all.putAll(rejected);
        return new Examination(snapshot, quarantined, all, flags, report.withRejected(all));
    }
}
