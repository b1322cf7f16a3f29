package dev.assayer.app;

import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.NameMatcher;
import dev.assayer.catalog.Offer;
import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.config.Configuration;
import dev.assayer.config.DeclaredModel;
import dev.assayer.config.Settings;
import dev.assayer.evidence.Snapshot;
import dev.assayer.provider.OfferBook;
import dev.assayer.provider.Upstream;
import dev.assayer.routing.RoutingSettings;
import dev.assayer.routing.RoutingTable;
import dev.assayer.routing.TableSpec;
import dev.assayer.scoring.Scores;
import dev.assayer.scoring.ScoringMethod;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/// Where things stand on one day: the evidence in force and its scores, from which offers become a
/// routing table. Immutable.
///
/// @param snapshot the evidence
/// @param scores what it amounts to
/// @param scoring how it was scored
/// @param asOf the day
public record Standing(Snapshot snapshot, Scores scores, ScoringMethod scoring, LocalDate asOf) {

    /// Scores a snapshot.
    public static Standing of(Snapshot snapshot, ScoringMethod scoring, LocalDate asOf) {
        return new Standing(snapshot, scoring.score(snapshot, asOf), scoring, asOf);
    }

    /// Turns providers into offers.
    OfferBook offers() {
        return new OfferBook(
                snapshot.catalog(),
                () ->
                        new NameMatcher(
                                snapshot.catalog().models().values(), ReviewedAliases.bundled()));
    }

    /// Models that are said to be what the catalogue does not know, in words: they have no
    /// evidence.
    public List<String> doubts(List<Upstream> upstreams) {
        return upstreams.stream()
                .flatMap(upstream ->
                        upstream.models().stream()
                                .flatMap(model ->
                                        model
                                                .as()
                                                .filter(this::isUnknown)
                                                .map(id -> doubt(upstream, model, id))
                                                .stream()))
                .toList();
    }

    private boolean isUnknown(ModelId model) {
        return snapshot.catalog().model(model).isEmpty();
    }

    private static String doubt(Upstream upstream, DeclaredModel model, ModelId as) {
        return upstream.id()
                + "/"
                + model.id()
                + ": 'as: "
                + as
                + "' is not in the catalogue, so it has no evidence (./assayer rank --all lists the catalogue)";
    }

    /// The routing table over the user's providers.
    ///
    /// @param upstreams the providers
    /// @param told models that providers listed themselves, by provider id
    public RoutingTable table(
            Configuration configuration, List<Upstream> upstreams, Map<String, List<String>> told) {
        return table(configuration.settings(), offers().offers(upstreams, told));
    }

    RoutingTable table(Settings settings, List<Offer> offers) {
        return RoutingTable.of(
                new TableSpec(
                        snapshot.hash(),
                        scoring.id(),
                        asOf,
                        new RoutingSettings(
                                settings.routing().weights(), settings.routing().defaultOffer()),
                        offers),
                scores);
    }
}
