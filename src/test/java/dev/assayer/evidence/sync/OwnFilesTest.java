package dev.assayer.evidence.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.catalog.Catalog;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Captured;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SnapshotFormat;
import dev.assayer.storage.memory.MemorySourceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The user's own files from disk to snapshot, and what happens when they change or go.
final class OwnFilesTest {

    /// A catalogue of what the files speak of, without any evidence.
    private static final Snapshot CATALOGUE =
            SnapshotFormat.snapshot(
                    new Catalog(
                            Stream.of(
                                            "openai/gpt-5",
                                            "openai/gpt-5-mini",
                                            "qwen/qwen3-32b",
                                            "anthropic/claude-opus-4.5")
                                    .map(OwnFilesTest::model)
                                    .toList(),
                            List.of()),
                    List.of(),
                    List.of(),
                    Snapshot.Extras.NONE,
                    List.of());

    private final MemorySourceStore store = new MemorySourceStore();

    @TempDir private Path folder = Path.of("");

    @Test
    void whatTheUserKnowsBecomesEvidenceBesideEverybodyElses() throws IOException {
        copy("own-static/models.json", "models.json");
        copy("own-dumps/trun1.json", "configs/trun1.json");
        copy("own-dumps/trun2.json", "configs/trun2.json");
        copy("own-observations/b.csv", "mine.csv");

        assertThat(sync("static", "models.json")).isInstanceOf(Visit.Changed.class);
        assertThat(sync("dumps", "configs/trun*.json")).isInstanceOf(Visit.Changed.class);
        assertThat(sync("own", "mine.csv")).isInstanceOf(Visit.Changed.class);

        Snapshot snapshot = assembled(CATALOGUE);
        assertThat(snapshot.observations())
                .extracting(Observation::benchmark)
                .contains("static/humaneval", "dump/livecodebench", "own/house_arena");
        assertThat(snapshot.observations())
                .filteredOn(one -> one.benchmark().equals("own/refusals"))
                .extracting(one -> one.variant().toString())
                .containsExactlyInAnyOrder("openai/gpt-5-mini", "openai/gpt-5@high");
        assertThat(snapshot.benchmarks())
                .contains(
                        new Benchmark(
                                "own/house_arena",
                                "house_arena (yours)",
                                Benchmark.Unit.ELO,
                                true));
        assertThat(snapshot.extras().profiles()).containsKey(ModelId.of("openai/gpt-5-mini"));
        assertThat(SnapshotFormat.text(SnapshotFormat.parse(SnapshotFormat.text(snapshot))))
                .isEqualTo(SnapshotFormat.text(snapshot));
    }

    @Test
    void ofTwoFiguresTheNewerCountsAndBetweenErrorRatesTheLower() throws IOException {
        Files.writeString(
                folder.resolve("mine.csv"),
                """
                model,benchmark,value,unit,higher_is_better,date
                openai/gpt-5,own/errors,7,percent,false,2026-08-01
                openai/gpt-5,own/errors,4,percent,false,2026-08-01
                openai/gpt-5,own/later,9,percent,false,2026-08-02
                openai/gpt-5,own/later,2,percent,false,2026-08-01
                """);
        sync("own", "mine.csv");

        assertThat(assembled(CATALOGUE).observations())
                .extracting(Observation::benchmark, one -> one.measure().value())
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("own/errors", 0.04),
                        org.assertj.core.api.Assertions.tuple("own/later", 0.09));
    }

    @Test
    void aFileMayShrinkGrowOlderAndGo() throws IOException {
        copy("own-static/models.json", "models.json");
        sync("static", "models.json");
        Snapshot before = assembled(CATALOGUE);
        assertThat(before.extras().profiles()).hasSize(3);

        Files.writeString(
                folder.resolve("models.json"),
                "[{\"id\": \"openai/gpt-5-mini\", \"date\": \"2020-01-01\", \"scores\": {\"mmlu\": 70}}]");
        assertThat(sync("static", "models.json")).isInstanceOf(Visit.Changed.class);
        Snapshot smaller = assembled(before);
        assertThat(smaller.observations())
                .singleElement()
                .returns("static/mmlu", Observation::benchmark)
                .returns(Variant.parse("openai/gpt-5-mini"), Observation::variant);

        Files.delete(folder.resolve("models.json"));
        assertThat(sync("static", "models.json")).isInstanceOf(Visit.Changed.class);
        Snapshot gone = assembled(smaller);
        assertThat(gone.observations()).isEmpty();
        assertThat(gone.extras().profiles()).isEmpty();
        assertThat(gone.sources()).isEmpty();

        assertThat(sync("static", "models.json"))
                .isInstanceOfSatisfying(
                        Visit.NotConfigured.class,
                        visit -> assertThat(visit.reason()).endsWith("models.json"));
    }

    private static Model model(String id) {
        return new Model(ModelId.of(id), id, Optional.empty(), false, Limits.UNKNOWN, List.of());
    }

    private void copy(String captured, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.copy(Captured.DIRECTORY.resolve(captured), file);
    }

    private Visit sync(String source, String pattern) {
        Feed feed =
                Sources.all().feeds().stream()
                        .filter(one -> one.source().id().equals(source))
                        .findFirst()
                        .orElseThrow();
        var origin =
                new Origin.PerSource(
                        Map.of(source, new LocalFiles(folder.resolve(pattern), Captured.CLOCK)),
                        new Origin.Live());
        var terms =
                new Refresh.Terms(
                        (request, _) -> {
                            throw new IllegalStateException("no web for " + request.address());
                        },
                        _ -> Optional.empty(),
                        _ -> 0,
                        _ -> 0,
                        Duration.ofSeconds(10));
        return new Refresh(store, terms, Captured.CLOCK)
                .run(origin, List.of(feed), SyncOrder.ALL, _ -> {})
                .getFirst();
    }

    private Snapshot assembled(Snapshot base) {
        return new Assembly(Sources.all(), ReviewedAliases.bundled(), 0)
                .assemble(store::findings, Optional.of(base))
                .snapshot();
    }
}
