package dev.assayer.admin;

import dev.assayer.evidence.Snapshot;
import dev.assayer.scoring.Scores;
import java.time.LocalDate;

/// The evidence in force as one scoring method sees it.
///
/// @param snapshot the evidence
/// @param scores of it
/// @param method id of the scoring method
/// @param asOf the day on which it was scored
public record EvidenceView(Snapshot snapshot, Scores scores, String method, LocalDate asOf) {}
