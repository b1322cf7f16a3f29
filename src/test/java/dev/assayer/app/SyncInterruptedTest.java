package dev.assayer.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assayer.Main;
import dev.assayer.config.Configuration;
import dev.assayer.config.ConfigurationLoader;
import dev.assayer.config.KnownIds;
import dev.assayer.config.Surroundings;
import dev.assayer.evidence.Captured;
import dev.assayer.evidence.Findings;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.SourceRecord;
import dev.assayer.evidence.sync.Sources;
import dev.assayer.evidence.sync.SyncOrder;
import dev.assayer.evidence.sync.Visit;
import dev.assayer.storage.sql.ChildJvm;
import dev.assayer.storage.sql.SmallDisk;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Syncs that die or meet: whatever happened before, the next one leaves what it would have left on
/// a fresh home.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class SyncInterruptedTest {

    /// As small as the captured files: beside the bundled evidence each would look like a board
    /// that has lost most of its lines.
    private static final EvidencePack PACK = EvidencePack.of(Captured.DIRECTORY, Set.of());

    @TempDir private Path root;

    @Test
    void aSyncThatWasKilledIsMadeGoodByTheNext() throws Exception {
        Path spared = root.resolve("spared");
        assertThat(finish(sync(spared, List.of()))).isZero();
        Path struck = root.resolve("struck");
        for (int visits : List.of(1, 8, 16)) {
            killAfter(visits, sync(struck, List.of("--force")));
        }
        // After the last visit everything is put together, examined and put into force.
        Process last = sync(struck, List.of("--force"));
        try (BufferedReader lines = last.inputReader(UTF_8)) {
            String line = lines.readLine();
            while (line != null && !line.contains("\"own\"")) {
                line = lines.readLine();
            }
            last.toHandle().destroyForcibly();
        }
        last.waitFor();

        assertThat(finish(sync(struck, List.of()))).isZero();

        try (Stores expected = Stores.open(spared);
                Stores actual = Stores.open(struck)) {
            assertThat(actual.snapshots().currentHash())
                    .isEqualTo(expected.snapshots().currentHash());
            assertThat(actual.sources().records().keySet())
                    .isEqualTo(expected.sources().records().keySet());
            for (String source : expected.sources().records().keySet()) {
                assertThat(rows(actual, source).equals(rows(expected, source))).as(source).isTrue();
            }
            assertThat(actual.quality().find(actual.snapshots().currentHash().orElseThrow()))
                    .isPresent();
        }
    }

    @Test
    void whatWasHeardBeforeAKillIsExaminedBeforeItCountsAsGood() throws Exception {
        Path home = root.resolve("home");
        assertThat(finish(sync(home, List.of()))).isZero();
        Path boards = copy();
        Path bfcl = boards.resolve("bfcl/data_overall.csv");
        String well = Files.readString(bfcl);
        Files.writeString(
                bfcl,
                well.replace("Live Acc,Live Simple", "Multi Turn Acc,Live Simple")
                        .replace("Multi Turn Acc,Multi Turn Base", "Live Acc,Multi Turn Base"));
        Process struck = sync(home, List.of(), boards);
        try (BufferedReader lines = struck.inputReader(UTF_8)) {
            String line = lines.readLine();
            while (!line.contains("\"bfcl\"")) {
                line = lines.readLine();
            }
            struck.toHandle().destroyForcibly();
        }
        struck.waitFor();

        for (String other : List.of("worse", "worst")) {
            assertThat(finish(sync(home, List.of(), boards))).isOne();
            assertThat(bfcl(home)).as("rejected").isPresent();
            Files.writeString(bfcl, Files.readString(bfcl) + other + "\n");
        }
        Files.writeString(bfcl, well);
        assertThat(finish(sync(home, List.of(), boards))).isZero();
        assertThat(bfcl(home)).isEmpty();
    }

    /// Why bfcl is rejected; empty when it is not.
    private static Optional<String> bfcl(Path home) {
        try (Stores stores = Stores.open(home)) {
            String reason =
                    new EvidenceSync(configuration(home), stores)
                            .report(stores.snapshots().current().orElseThrow())
                            .orElseThrow()
                            .rejected()
                            .getOrDefault("bfcl", "");
            boolean isFailing =
                    Optional.ofNullable(stores.sources().records().get("bfcl"))
                            .flatMap(SourceRecord::trouble)
                            .isPresent();
            assertThat(isFailing).isEqualTo(!reason.isEmpty());
            return Optional.of(reason).filter(text -> !text.isEmpty());
        }
    }

    private Path copy() throws IOException {
        Path boards = root.resolve("boards");
        try (Stream<Path> files = Files.walk(Captured.DIRECTORY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = boards.resolve(Captured.DIRECTORY.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        return boards;
    }

    @Test
    void aFullDiskLosesNothing() throws Exception {
        Path spared = root.resolve("spared");
        assertThat(finish(sync(spared, List.of()))).isZero();
        try (SmallDisk disk = SmallDisk.at(root.resolve("disk"), "16m")) {
            Path home = disk.place().resolve("home");
            begin(home);
            Path filler = disk.fill(100_000);
            assertThat(finish(sync(home, List.of()))).isOne();

            Files.delete(filler);
            assertThat(finish(sync(home, List.of()))).isZero();
            assertThat(inForce(home)).isEqualTo(inForce(spared));
        }
    }

    private static String inForce(Path home) {
        try (Stores stores = Stores.open(home)) {
            return stores.snapshots().currentHash().orElseThrow();
        }
    }

    @Test
    void aSecondSyncWaitsForTheFirst() throws Exception {
        Path home = root.resolve("home");
        Process first = sync(home, List.of());
        try (BufferedReader lines = first.inputReader(UTF_8)) {
            assertThat(lines.readLine()).contains("\"source\"");
            signal("-STOP", first);
            List<Visit> visits = new CopyOnWriteArrayList<>();
            Thread second = Thread.ofPlatform().start(() -> syncHere(home, visits));
            await().until(() -> Arrays.toString(second.getStackTrace()).contains("SyncLock"));
            assertThat(visits).isEmpty();
            signal("-CONT", first);
            while (lines.readLine() != null) {
                // to the end
            }
            assertThat(first.waitFor()).isZero();
            second.join();
            assertThat(visits).isNotEmpty().noneMatch(Visit.Changed.class::isInstance);
        } finally {
            first.destroyForcibly();
        }
    }

    private static void syncHere(Path home, List<Visit> visits) {
        try (Stores stores = Stores.open(home)) {
            new EvidenceSync(configuration(home), stores)
                    .run(SyncOrder.ALL, Optional.of(Captured.DIRECTORY), visits::add);
        }
    }

    private static Configuration configuration(Path home) {
        return ConfigurationLoader.load(
                new Surroundings(Map.of(), home, home),
                Map.of("home", home.toString()),
                new KnownIds(Set.of(), Sources.all().ids()));
    }

    private static void signal(String signal, Process process) throws Exception {
        assertThat(
                        new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                                .inheritIO()
                                .start()
                                .waitFor())
                .isZero();
    }

    private static Set<Row> rows(Stores stores, String source) {
        return Set.copyOf(stores.sources().findings(source).orElse(Findings.NONE).rows());
    }

    private static void killAfter(int visits, Process process) throws Exception {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (int line = 0; line < visits; line++) {
                assertThat(lines.readLine()).contains("\"source\"");
            }
            process.toHandle().destroyForcibly();
        }
        // 128 + SIGKILL.
        assertThat(process.waitFor()).isEqualTo(137);
    }

    private static int finish(Process process) throws Exception {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            while (lines.readLine() != null) {
                // to the end
            }
        }
        return process.waitFor();
    }

    private static void begin(Path home) throws IOException {
        Files.createDirectories(home);
        try (Stores stores = Stores.open(home)) {
            stores.snapshots().putCurrent(PACK.snapshot(), Instant.EPOCH);
        }
    }

    private Process sync(Path home, List<String> more) throws IOException {
        return sync(home, more, Captured.DIRECTORY);
    }

    private Process sync(Path home, List<String> more, Path boards) throws IOException {
        if (!Files.exists(home)) {
            begin(home);
        }
        return ChildJvm.start(
                root,
                List.of(),
                Main.class,
                Stream.concat(
                                Stream.of(
                                        "sync",
                                        "--json",
                                        "--from",
                                        boards.toString(),
                                        "--home",
                                        home.toString()),
                                more.stream())
                        .toArray(String[]::new));
    }
}
