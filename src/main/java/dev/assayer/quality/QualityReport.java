package dev.assayer.quality;

import dev.assayer.catalog.ModelId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How good the evidence is, by source and by model.
///
/// @param snapshot hash of the snapshot that it is about
/// @param sources by the source's id
/// @param models by the model's id; those that have any evidence
public record QualityReport(String snapshot, List<OfSource> sources, List<OfModel> models) {

    public QualityReport {
        sources = List.copyOf(sources);
        models = List.copyOf(models);
    }

    /// What it says of one source; empty for one without evidence.
    public Optional<OfSource> source(String id) {
        return sources.stream().filter(one -> one.source().equals(id)).findFirst();
    }

    /// Sources that are not believed as a whole, with the reason.
    public Map<String, String> rejected() {
        return sources.stream()
                .filter(one -> !one.rejected().isEmpty())
                .collect(Collectors.toMap(OfSource::source, OfSource::rejected));
    }

    /// The same, with those sources rejected and no others.
    public QualityReport withRejected(Map<String, String> reasons) {
        return new QualityReport(
                snapshot,
                sources.stream()
                        .map(one ->
                                new OfSource(
                                        one.source(),
                                        one.lines(),
                                        one.quarantined(),
                                        one.marks(),
                                        reasons.getOrDefault(one.source(), "")))
                        .toList(),
                models);
    }

    /// Four marks, each 0..1.
    ///
    /// @param validation share of the lines that keep the rules which a line must keep by itself
    /// @param anomaly mean over the lines of how unlikely each is to be right; less is better
    /// @param consistency share of the values that another source gives too which agree with it; 1
    ///   where there is nothing to compare
    /// @param completeness share of what could be told that is told
    public record Marks(
            double validation, double anomaly, double consistency, double completeness) {}

    /// @param source its id
    /// @param lines matched lines of its content
    /// @param quarantined how many of them are kept out
    /// @param marks its marks
    /// @param rejected why its newest content is not in force; empty when it is
    public record OfSource(
            String source, int lines, int quarantined, Marks marks, String rejected) {}

    /// @param model its id
    /// @param lines matched lines about it
    /// @param quarantined how many of them are kept out
    /// @param marks its marks
    public record OfModel(ModelId model, int lines, int quarantined, Marks marks) {}
}
