package dev.assayer.evidence.sync;

import dev.assayer.evidence.Snapshot;
import java.util.List;

/// What all sources together amount to.
///
/// @param snapshot the evidence
/// @param rejectedPrices offers whose price was too far off to be believed, one line each
public record Assembled(Snapshot snapshot, List<String> rejectedPrices) {

    public Assembled {
        rejectedPrices = List.copyOf(rejectedPrices);
    }
}
