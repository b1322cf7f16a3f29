package dev.assayer.evidence.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.evidence.Captured;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.Findings;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/// Whom to believe where several sources say the same: all of them together, from captured files.
final class TrustOrderTest {

    private static final Map<String, Findings> FINDINGS = findings();

    @Test
    void whatAProviderListsItselfGoesBeforeEveryCopyOfItsList() {
        List<ListedOffer> own =
                of(FINDINGS.keySet()).catalog().offers().stream()
                        .filter(offer -> offer.provider().equals("openrouter"))
                        .toList();

        assertThat(own).isNotEmpty().extracting(ListedOffer::source).containsOnly("openrouter");
        assertThat(own)
                .filteredOn(offer -> offer.upstreamModel().equals("openai/gpt-5"))
                .singleElement()
                .extracting(offer ->
                        Objects.requireNonNull(offer.price().orElse(null)).inputPerMillion())
                .isEqualTo(new BigDecimal("1.1"));
    }

    @Test
    void withoutTheProvidersOwnListACopyIsBetterThanNothing() {
        assertThat(of(Set.of("models.dev", "litellm")).catalog().offers())
                .filteredOn(offer -> offer.provider().equals("openrouter"))
                .extracting(ListedOffer::source)
                .contains("models.dev");
    }

    @Test
    void openAiOffersNothingThatAnswersOnlyUnderResponses() {
        assertThat(of(FINDINGS.keySet()).catalog().offers())
                .filteredOn(offer -> offer.provider().equals("openai"))
                .extracting(ListedOffer::upstreamModel)
                .contains("gpt-5")
                .doesNotContain("gpt-5-pro", "container", "openai/container");
    }

    @Test
    void openRoutersIdsAreTheModelsAndThoseGivenAwayGoByTheirPlainId() {
        var models = of(FINDINGS.keySet()).catalog().models();

        assertThat(models)
                .containsKeys(ModelId.of("openai/gpt-5"), ModelId.of("cohere/north-mini-code"))
                .doesNotContainKey(ModelId.of("cohere/north-mini-code:free"));
        assertThat(models.get(ModelId.of("openai/gpt-5")))
                .satisfies(model ->
                        assertThat(Objects.requireNonNull(model).aliases())
                                .contains("openai/gpt-5-2025-08-07"));
        assertThat(models.get(ModelId.of("anthropic/claude-opus-5")))
                .satisfies(model ->
                        assertThat(Objects.requireNonNull(model).released())
                                .contains(LocalDate.of(2026, 7, 24)));
    }

    @Test
    void noRepeatedFigureCountsBesideTheOwnersOfTheSameModel() {
        assertThat(indices(of(FINDINGS.keySet())))
                .contains(
                        tuple("openai/gpt-5@high", "artificialanalysis"),
                        tuple("openai/gpt-5@low", "artificialanalysis"),
                        tuple("anthropic/claude-opus-5@max", "openrouter"))
                .doesNotContain(tuple("openai/gpt-5@high", "openrouter"))
                .doesNotHaveDuplicates();
        assertThat(indices(of(Set.of("openrouter"))))
                .contains(tuple("openai/gpt-5@high", "openrouter"));
    }

    @Test
    void aTitleThatMatchesNothingMakesNoModelAndLeavesKnownOnesAlone() {
        Snapshot snapshot = of(FINDINGS.keySet());

        assertThat(snapshot.catalog().models().keySet())
                .noneMatch(id -> id.value().contains("claude-4.5-sonnet"));
        assertThat(snapshot.catalog().models().get(ModelId.of("openai/gpt-5")))
                .satisfies(model ->
                        assertThat(Objects.requireNonNull(model).released())
                                .contains(LocalDate.of(2025, 8, 7)));
    }

    private static List<Tuple> indices(Snapshot snapshot) {
        return snapshot.observations().stream()
                .filter(one -> one.benchmark().equals("artificialanalysis/intelligence_index"))
                .map((Observation one) -> tuple(one.variant().toString(), one.source()))
                .toList();
    }

    private static Snapshot of(Set<String> sources) {
        return new Assembly(Sources.all(), ReviewedAliases.bundled(), 0)
                .assemble(
                        source ->
                                sources.contains(source)
                                        ? Optional.ofNullable(FINDINGS.get(source))
                                        : Optional.empty(),
                        Optional.empty())
                .snapshot();
    }

    private static Map<String, Findings> findings() {
        var findings = new HashMap<String, Findings>();
        for (Feed feed : Sources.all().feeds()) {
            findings.put(feed.source().id(), Captured.findings(feed.read(Captured.of(feed))));
        }
        return findings;
    }
}
