package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/// The fit that ships with the bundled evidence.
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
        var elsewhere =
                new Snapshot(
                        "another hash",
                        PACK.catalog(),
                        PACK.benchmarks(),
                        PACK.observations(),
                        PACK.extras(),
                        PACK.sources());
        Scores kept = new Abilities().score(PACK, DAY);
        Scores fitted = new Abilities().score(elsewhere, DAY);

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
}
