package dev.assayer.evidence.sync;

import dev.assayer.evidence.Disagreement;
import dev.assayer.evidence.Quote;
import dev.assayer.evidence.Snapshot;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What all sources together amount to, before anybody has judged whether it can be right.
///
/// @param snapshot the evidence
/// @param quotes every price of a known model, of hosts without a preset too
/// @param disagreements figures that gave way to another source's figure for the same thing
/// @param setAside how many lines of each source its reader could not explain, by the source's id;
///   of the sources that gave findings
/// @param said of how many variants each source has a figure now, whether it counts or gave way to
///   another source's, by the source's id and the benchmark's; of the sources that gave findings,
///   but for the user's own files, which may shrink
/// @param older findings that were passed over because what is in force is newer, by the source's
///   id
public record Assembled(
        Snapshot snapshot,
        List<Quote> quotes,
        List<Disagreement> disagreements,
        Map<String, Integer> setAside,
        Map<String, Map<String, Integer>> said,
        Map<String, Older> older) {

    public Assembled {
        quotes = List.copyOf(quotes);
        disagreements = List.copyOf(disagreements);
        setAside = Map.copyOf(setAside);
        said = Map.copyOf(said);
        older = Map.copyOf(older);
    }

    /// The same, told of some only of the sources that were passed over.
    public Assembled withOlder(Predicate<String> isTold) {
        return new Assembled(
                snapshot,
                quotes,
                disagreements,
                setAside,
                said,
                older.entrySet().stream()
                        .filter(entry -> isTold.test(entry.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /// Findings older than what is in force of their source.
    ///
    /// @param newest date of their newest line
    /// @param inForce date of the newest line in force
    public record Older(LocalDate newest, LocalDate inForce) {}
}
