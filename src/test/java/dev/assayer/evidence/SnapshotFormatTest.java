package dev.assayer.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assayer.catalog.Capability;
import dev.assayer.catalog.Catalog;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Snapshot.Extras;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A snapshot's canonical text: reads back to the same snapshot, and its hash depends on nothing
/// but the content.
final class SnapshotFormatTest {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 19);
    private static final ModelId MODEL = ModelId.of("a/one");

    @Test
    void readsBackWhatItWrites() {
        Snapshot snapshot = snapshot(observations());

        Snapshot fromFiles = SnapshotFormat.parse(SnapshotFormat.files(snapshot));
        Snapshot fromText = SnapshotFormat.parse(SnapshotFormat.text(snapshot));

        assertThat(fromText.hash())
                .isEqualTo(snapshot.hash())
                .isEqualTo(fromFiles.hash())
                .hasSize(64);
        assertThat(fromText).usingRecursiveComparison().isEqualTo(snapshot);
        assertThat(fromFiles).usingRecursiveComparison().isEqualTo(snapshot);
    }

    @Test
    void theOrderInWhichEvidenceCameDoesNotMatter() {
        var shuffled = new ArrayList<>(observations());
        Collections.shuffle(shuffled, new Random(3));

        assertThat(snapshot(shuffled).hash()).isEqualTo(snapshot(observations()).hash());
    }

    @Test
    void oneDigitMoreIsAnotherSnapshot() {
        String text = SnapshotFormat.text(snapshot(observations()));

        Snapshot edited = SnapshotFormat.parse(text.replace("0.7747", "0.7748"));

        assertThat(edited.hash()).isNotEqualTo(snapshot(observations()).hash());
    }

    @Test
    void textThatWasCutOffAnywhereIsRefusedOrHasAnotherHash() {
        Snapshot whole = snapshot(observations());
        String text = SnapshotFormat.text(whole);
        for (int end = 0; end < text.length(); end++) {
            String cut = text.substring(0, end);
            try {
                assertThat(SnapshotFormat.parse(cut).hash()).isNotEqualTo(whole.hash());
            } catch (MalformedSnapshot e) {
                assertThat(e).hasMessageStartingWith("snapshot: ");
            }
        }
    }

    @Test
    void saysWhichFileAndLineIsWrong() {
        var files = new HashMap<>(SnapshotFormat.files(snapshot(observations())));
        files.merge(
                "observations/board.csv", "", (old, _) -> old.replace("0.7747", "three quarters"));

        assertThatThrownBy(() -> SnapshotFormat.parse(files))
                .isInstanceOf(MalformedSnapshot.class)
                .hasMessageContaining("observations/board.csv: line 3")
                .hasMessageContaining("three quarters");
    }

    @Test
    void refusesTheSameNumberTwiceAndUnknownModels() {
        List<Observation> twice = new ArrayList<>(observations());
        twice.add(observations().getFirst());

        assertThatThrownBy(() -> snapshot(twice)).hasMessageContaining("stands twice");
        assertThatThrownBy(() -> snapshot(List.of(observation("b/unknown", "board/x", 0.5))))
                .hasMessageContaining("b/unknown");
    }

    @Test
    void theBundledPackIsCanonicalAndLargeEnough() {
        Snapshot pack = BundledEvidence.load();

        Snapshot again =
                SnapshotFormat.snapshot(
                        pack.catalog(),
                        pack.benchmarks(),
                        pack.observations(),
                        pack.extras(),
                        pack.sources());
        assertThat(again.hash()).isEqualTo(pack.hash());
        assertThat(pack.catalog().models()).hasSizeGreaterThan(250);
        assertThat(pack.observations()).hasSizeGreaterThan(5_000);
        assertThat(pack.sources())
                .extracting(state -> state.source().licence().id())
                .containsOnly("Apache-2.0", "CC-BY-4.0", "MIT");
    }

    private static List<Observation> observations() {
        return List.of(
                new Observation(
                        Variant.parse("a/one@high"),
                        "One, \"the first\" (high)",
                        "board/elo",
                        new Measure(
                                1234.5,
                                OptionalDouble.of(1200),
                                OptionalDouble.of(1300.1),
                                OptionalLong.of(99)),
                        DAY,
                        "board",
                        Method.VOTED),
                observation("a/one", "board/x", 0.7747),
                observation("a/one@thinking", "board/x", 0.0001));
    }

    private static Observation observation(String variant, String benchmark, double value) {
        return new Observation(
                Variant.parse(variant),
                "one",
                benchmark,
                Measure.of(value),
                DAY,
                "board",
                Method.MEASURED);
    }

    private static Snapshot snapshot(List<Observation> observations) {
        var model =
                new Model(
                        MODEL,
                        "One",
                        Optional.of(DAY),
                        true,
                        new Limits(1000, 100, Set.of(Capability.TOOLS, Capability.IMAGES)),
                        List.of("a/one-2026", "Org/One"));
        var bare =
                new Model(
                        ModelId.of("a/two"),
                        "Two",
                        Optional.empty(),
                        false,
                        Limits.UNKNOWN,
                        List.of());
        var offer =
                new ListedOffer(
                        "openai",
                        "one",
                        Optional.of(Variant.parse("a/one@none")),
                        Optional.of(
                                Price.perMillion(
                                        new BigDecimal("0.075"),
                                        new BigDecimal("10"),
                                        new BigDecimal("0.01"))),
                        Limits.UNKNOWN,
                        "board",
                        DAY);
        var unpriced =
                new ListedOffer(
                        "groq",
                        "x",
                        Optional.empty(),
                        Optional.empty(),
                        Limits.UNKNOWN,
                        "board",
                        DAY);
        var source =
                new Source(
                        "board",
                        "Board",
                        URI.create("https://board.example"),
                        Licence.shareable("MIT", "Board, MIT"),
                        Layer.SCRAPED,
                        0.8);
        return SnapshotFormat.snapshot(
                new Catalog(List.of(bare, model), List.of(offer, unpriced)),
                List.of(
                        new Benchmark("board/x", "X", Benchmark.Unit.FRACTION, true),
                        new Benchmark("board/elo", "Elo", Benchmark.Unit.ELO, true)),
                observations,
                Extras.NONE,
                List.of(new SourceState(source, DAY, 10, 3, 1)));
    }
}
