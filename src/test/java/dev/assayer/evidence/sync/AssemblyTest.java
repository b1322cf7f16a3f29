package dev.assayer.evidence.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.catalog.Limits;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Captured;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.Findings;
import dev.assayer.evidence.Listing;
import dev.assayer.evidence.Measure;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.Snapshot;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What was put together once is the same when it is put together again over itself.
final class AssemblyTest {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 1);

    @Test
    void thePackAloneStaysAsItIs() {
        Snapshot pack = BundledEvidence.load();

        assertThat(of(Map.of(), Optional.of(pack)).hash()).isEqualTo(pack.hash());
    }

    @Test
    void theSameFindingsOverWhatCameOfThemChangeNothing() {
        Map<String, Findings> all = new HashMap<>();
        for (Feed feed : Sources.all().feeds()) {
            all.put(feed.source().id(), Captured.findings(feed.read(Captured.of(feed))));
        }
        for (Optional<Snapshot> base :
                List.of(Optional.<Snapshot>empty(), Optional.of(BundledEvidence.load()))) {
            isSettled(all, base);
        }
    }

    @Test
    void aSpeedTierAndItsDatedSlugAreNoOtherNamesOfTheModel() {
        Map<String, Findings> findings =
                Map.of(
                        "openrouter",
                        Findings.ofListings(
                                List.of(
                                        listing(
                                                "openrouter",
                                                "anthropic/claude-nova-7",
                                                "anthropic/claude-nova-7-20260723"),
                                        listing(
                                                "openrouter",
                                                "anthropic/claude-nova-7-fast",
                                                "anthropic/claude-nova-7-fast-20260723",
                                                "anthropic-weights/nova"))));

        Snapshot snapshot = isSettled(findings, Optional.empty());

        assertThat(model(snapshot, "anthropic/claude-nova-7").aliases())
                .containsExactly("anthropic/claude-nova-7-20260723", "anthropic-weights/nova");
        assertThat(snapshot.catalog().models())
                .doesNotContainKey(ModelId.of("anthropic/claude-nova-7-fast"));
    }

    /// The catalogues are read before the boards, and here it is a board that says what a name in a
    /// catalogue means.
    @Test
    void whatTheLastSourceTellsIsKnownOfTheFirst() {
        Map<String, Findings> findings =
                Map.of(
                        "models.dev",
                        Findings.ofListings(List.of(listing("labs", "meta-llama/llama-7.1-8b"))),
                        "livebench",
                        Findings.ofRows(
                                List.of(
                                        new Row(
                                                WrittenName.of("llama-7.1-8b-instruct")
                                                        .by("meta")
                                                        .anchored("meta-llama/Llama-7.1-8B"),
                                                "livebench/coding",
                                                Measure.of(0.5),
                                                DAY,
                                                Method.MEASURED))));

        Snapshot snapshot = isSettled(findings, Optional.empty());

        assertThat(snapshot.catalog().models().values())
                .filteredOn(model -> model.id().name().startsWith("llama-7.1"))
                .singleElement()
                .satisfies(model -> {
                    assertThat(model.released()).contains(DAY);
                    assertThat(model.aliases()).contains("meta-llama/llama-7.1-8b");
                });
    }

    /// @return what comes of them
    private static Snapshot isSettled(Map<String, Findings> findings, Optional<Snapshot> base) {
        Snapshot once = of(findings, base);
        Snapshot twice = of(findings, Optional.of(once));

        assertThat(twice.catalog().models().values())
                .filteredOn(model -> !once.catalog().models().containsValue(model))
                .as("models that changed")
                .isEmpty();
        assertThat(twice.hash()).isEqualTo(once.hash());
        return once;
    }

    private static Snapshot of(Map<String, Findings> findings, Optional<Snapshot> base) {
        return new Assembly(Sources.all(), ReviewedAliases.bundled(), 0)
                .assemble(source -> Optional.ofNullable(findings.get(source)), base)
                .snapshot();
    }

    private static Model model(Snapshot snapshot, String id) {
        return Objects.requireNonNull(snapshot.catalog().models().get(ModelId.of(id)));
    }

    private static Listing listing(String host, String id, String... aliases) {
        return new Listing(
                host,
                id,
                new Listing.About(
                        id,
                        Optional.empty(),
                        Optional.of(DAY),
                        false,
                        Limits.UNKNOWN,
                        List.of(aliases)),
                Optional.empty(),
                DAY);
    }
}
