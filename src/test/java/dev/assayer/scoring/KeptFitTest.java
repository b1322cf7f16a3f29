package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The fit that ships with the bundled evidence, and those that are kept of other evidence.
final class KeptFitTest {

    private static final Snapshot PACK = BundledEvidence.load();
    private static final LocalDate DAY = LocalDate.of(2026, 8, 22);

    @Test
    void isWhatAFitOfTheBundledEvidenceGives() throws IOException {
        var now = new ByteArrayOutputStream();
        Abilities.keep(PACK, now);

        try (InputStream kept = KeptFitTest.class.getResourceAsStream("/evidence/abilities.fit")) {
            assertThat(kept).isNotNull();
            assertThat(kept.readAllBytes())
                    .as(
                            "after any change of evidence, tables or method: build, then ./assayer pack --to src/main/resources/evidence")
                    .isEqualTo(now.toByteArray());
        }
    }

    @Test
    void scoresAsTheFitItselfDoes() {
        assertSame(new Abilities().score(PACK, DAY), new Abilities().score(synced(), DAY));
    }

    @Test
    void theBundledOneIsNotSoughtElsewhere() {
        var fits = new Fits();

        new Abilities(fits).score(PACK, DAY);

        assertThat(fits.asked).isZero();
        assertThat(fits.kept).isEmpty();
    }

    @Test
    void whatWasFittedOnceIsTakenUpAgainToTheLastBit() {
        var fits = new Fits();
        Scores fitted = new Abilities(fits).score(synced(), DAY);
        assertThat(fits.kept).hasSize(1);
        assertThat(fits.puts).isOne();

        Scores taken = new Abilities(fits).score(synced(), DAY);

        assertThat(fits.puts).isOne();
        assertSame(taken, fitted);
    }

    /// A quality check takes lines out of a snapshot and leaves its hash as it was.
    @Test
    void otherReadingsUnderTheSameHashAreFittedForThemselves() {
        var fits = new Fits();
        List<Observation> all = PACK.observations();

        new Abilities(fits).keep(synced(all.subList(1, all.size())));
        new Abilities(fits).keep(synced(all.subList(0, all.size() - 1)));

        assertThat(fits.puts).isEqualTo(2);
        assertThat(fits.kept).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "cut", "one bit", "another's"})
    void aDamagedOneIsPassedOverAndWrittenAnew(String damage) {
        var fits = new Fits();
        Scores fitted = new Abilities(fits).score(synced(), DAY);
        byte[] whole = fits.kept.values().iterator().next();
        byte[] damaged =
                switch (damage) {
                    case "empty" -> new byte[0];
                    case "cut" -> Arrays.copyOf(whole, whole.length - 4);
                    case "one bit" -> flipped(whole);
                    default -> sealedByAnother();
                };
        fits.kept.replaceAll((_, _) -> damaged);

        assertSame(new Abilities(fits).score(synced(), DAY), fitted);

        assertThat(fits.kept.values()).singleElement().isEqualTo(whole);
    }

    private static byte[] flipped(byte[] whole) {
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        return flipped;
    }

    private static byte[] sealedByAnother() {
        var others = new Fits();
        new Abilities(others).keep(synced(PACK.observations().subList(0, 500)));
        return others.kept.values().iterator().next();
    }

    private static Snapshot synced() {
        return synced(PACK.observations());
    }

    /// Evidence of which the jar has no fit.
    private static Snapshot synced(List<Observation> observations) {
        return new Snapshot(
                "another hash",
                PACK.catalog(),
                PACK.benchmarks(),
                observations,
                PACK.extras(),
                PACK.sources());
    }

    private static void assertSame(Scores kept, Scores fitted) {
        assertThat(kept.variants()).isEqualTo(fitted.variants());
        kept.variants().stream()
                .limit(50)
                .forEach(variant -> {
                    for (Category category : Category.values()) {
                        assertThat(kept.score(variant, category))
                                .isEqualTo(fitted.score(variant, category));
                    }
                    assertThat(kept.predict(variant, "epoch/gpqa_diamond"))
                            .isEqualTo(fitted.predict(variant, "epoch/gpqa_diamond"));
                });
        assertThat(kept.surprise(PACK.observations().getFirst()))
                .isEqualTo(fitted.surprise(PACK.observations().getFirst()));
    }

    /// Fits in memory.
    private static final class Fits implements KeptFits {

        private final Map<String, byte[]> kept = new HashMap<>();
        private int asked;
        private int puts;

        @Override
        public Optional<byte[]> find(String key) {
            asked++;
            return Optional.ofNullable(kept.get(key));
        }

        @Override
        public void put(String key, byte[] fit) {
            puts++;
            kept.put(key, fit);
        }
    }
}
