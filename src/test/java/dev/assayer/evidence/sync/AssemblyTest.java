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
import dev.assayer.evidence.FindingsFormat;
import dev.assayer.evidence.Listing;
import dev.assayer.evidence.Measure;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SnapshotFormat;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What was put together once is the same when it is put together again over itself.
final class AssemblyTest {

    private static final String AA = "artificialanalysis";
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

    @Test
    void aModelThatItsSourceRenamesKeepsItsMatchWhileTheSourcesOwnIdIsTheSame() {
        Snapshot before = of(Map.of(AA, figures("Nova 7 Chat (high)")), Optional.of(withNova()));
        assertThat(variants(before)).containsExactly("x-ai/nova-7-chat@high");

        Snapshot after =
                reread(of(Map.of(AA, figures("Nova 7 Chat Prime (high)")), Optional.of(before)));

        assertThat(variants(after)).containsExactly("x-ai/nova-7-chat@high");
        assertThat(after.extras().anchors()).isEqualTo(before.extras().anchors());
        assertThat(
                        isSettled(
                                        Map.of(AA, figures("Nova 7 Chat Prime (high)")),
                                        Optional.of(after))
                                .hash())
                .isEqualTo(after.hash());
        assertThat(
                        variants(
                                of(
                                        Map.of(AA, figures("Nova 7 Chat Prime (high)")),
                                        Optional.of(withNova()))))
                .as("without having seen the id before")
                .isEmpty();
    }

    @Test
    void anIdThatIsPointedToAnotherModelIsNotBelieved() {
        Snapshot before = of(Map.of(AA, figures("Nova 7 Chat (high)")), Optional.of(withNova()));

        assertThat(variants(of(Map.of(AA, figures("Nova 8 Chat (high)")), Optional.of(before))))
                .as("a model of its own goes by its name")
                .containsExactly("x-ai/nova-8-chat@high");
        for (String other :
                List.of(
                        "Nova 9 Chat (high)",
                        "Nova 7 Chat (May 2026) (high)",
                        "Nova 7 Chat Prime (low)",
                        "Stella 7 Chat (high)",
                        "Nova 7 Chat Base (high)",
                        "Nova 7 Chat + GPT-5 (high)")) {
            assertThat(variants(of(Map.of(AA, figures(other)), Optional.of(before))))
                    .as(other)
                    .isEmpty();
        }
    }

    @Test
    void aSingleWordThatIsTheNewNameOfAKnownModelMakesNoOther() {
        Snapshot before = of(Map.of(AA, figures("nova-7-chat")), Optional.of(withNova()));

        Snapshot after = of(Map.of(AA, figures("nova-7-chat-prime")), Optional.of(before));

        assertThat(variants(after)).containsExactly("x-ai/nova-7-chat");
        assertThat(after.catalog().models()).isEqualTo(before.catalog().models());
    }

    @Test
    void thePackHoldsNobodysOwnIds() {
        assertThat(BundledEvidence.load().extras().anchors()).isEmpty();
    }

    private static Snapshot withNova() {
        return of(
                Map.of(
                        "openrouter",
                        Findings.ofListings(
                                List.of(
                                        listing("openrouter", "x-ai/nova-7-chat"),
                                        listing("openrouter", "x-ai/nova-8-chat")))),
                Optional.empty());
    }

    /// What Artificial Analysis says of one model, always under the same id; kept between syncs on
    /// the way.
    private static Findings figures(String name) {
        var row =
                new Row(
                        WrittenName.of(name)
                                .by("xai")
                                .keptAs("00000000-0000-4000-8000-000000000007"),
                        "artificialanalysis/gpqa",
                        Measure.of(0.5),
                        DAY,
                        Method.MEASURED);
        return FindingsFormat.parse(FindingsFormat.text(Findings.ofRows(List.of(row))));
    }

    private static List<String> variants(Snapshot snapshot) {
        return snapshot.observations().stream().map(one -> one.variant().toString()).toList();
    }

    private static Snapshot reread(Snapshot snapshot) {
        return SnapshotFormat.parse(SnapshotFormat.text(snapshot));
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
