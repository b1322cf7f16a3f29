package dev.assayer.scoring;

import dev.assayer.evidence.Snapshot;
import java.time.LocalDate;

/// Observations in, scores with uncertainty out. Pure: the same snapshot and day give the same
/// scores, bit for bit. What a method keeps of its work saves time and shows in no score.
public interface ScoringMethod {

    /// Names method and version, e.g. `abilities/2`; part of a routing table's identity.
    String id();

    /// @param snapshot the evidence
    /// @param asOf the day on which the evidence's age is judged
    Scores score(Snapshot snapshot, LocalDate asOf);
}
