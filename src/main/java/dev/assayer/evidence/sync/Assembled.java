package dev.assayer.evidence.sync;

import dev.assayer.evidence.Disagreement;
import dev.assayer.evidence.Quote;
import dev.assayer.evidence.Snapshot;
import java.util.List;
import java.util.Map;

/// What all sources together amount to, before anybody has judged whether it can be right.
///
/// @param snapshot the evidence
/// @param quotes every price of a known model, of hosts without a preset too
/// @param disagreements figures that gave way to another source's figure for the same thing
/// @param setAside how many lines of each source its reader could not explain, by the source's id;
///   of the sources that gave findings
public record Assembled(
        Snapshot snapshot,
        List<Quote> quotes,
        List<Disagreement> disagreements,
        Map<String, Integer> setAside) {

    public Assembled {
        quotes = List.copyOf(quotes);
        disagreements = List.copyOf(disagreements);
        setAside = Map.copyOf(setAside);
    }
}
