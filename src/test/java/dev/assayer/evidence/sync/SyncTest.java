package dev.assayer.evidence.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Captured;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SourceFailure;
import dev.assayer.evidence.SourceState;
import dev.assayer.evidence.sync.SyncReport.SourceReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A sync over real HTTP, with boards that are down, cut off, halved, hanging or replaced by a web
/// page.
final class SyncTest {

    private static final Sync SYNC =
            new Sync(Sources.all(), ReviewedAliases.bundled(), Duration.ofSeconds(10));

    @Test
    void allSourcesWellGivesASnapshotOfAllOfThem() {
        try (var boards = new LocalBoards()) {
            SyncReport report = SYNC.run(new Origin.Live(boards), Optional.empty());

            assertThat(report.sources())
                    .allSatisfy(source -> assertThat(source.failure()).isEmpty());
            assertThat(report.sources()).hasSize(9);
            assertThat(report.snapshot().observations()).isNotEmpty();
            assertThat(report.snapshot().catalog().offers()).isNotEmpty();
        }
    }

    @Test
    void filesAndTheWebGiveTheSameEvidence() {
        try (var boards = new LocalBoards()) {
            Snapshot live = SYNC.run(new Origin.Live(boards), Optional.empty()).snapshot();

            assertThat(of(live, "bfcl")).isNotEmpty();
            assertThat(of(live, "evalplus")).isEqualTo(of(fromFiles(), "evalplus"));
            assertThat(of(live, "aider")).isEqualTo(of(fromFiles(), "aider"));
        }
    }

    @Test
    void aFailedSourceIsReportedAndKeepsItsLastGoodRows() {
        Snapshot before = fromFiles();
        try (var boards =
                new LocalBoards()
                        .when(
                                "results.json",
                                (exchange, _) -> exchange.sendResponseHeaders(503, -1))
                        .when("README.md", SyncTest::webPage)
                        .when("data_overall.csv", SyncTest::cutOff)
                        .when("eci_benchmarks.csv", SyncTest::fewRows)
                        .when("model_prices_and_context_window.json", SyncTest::promisesMore)) {
            SyncReport report = SYNC.run(new Origin.Live(boards), Optional.of(before));

            assertThat(report.isComplete()).isFalse();
            assertThat(failure(report, "evalplus"))
                    .isInstanceOf(SourceFailure.Unreachable.class)
                    .extracting(SourceFailure::message)
                    .asString()
                    .contains("status 503");
            assertThat(failure(report, "vectara")).isInstanceOf(SourceFailure.Malformed.class);
            assertThat(failure(report, "bfcl")).isInstanceOf(SourceFailure.Malformed.class);
            assertThat(failure(report, "epoch")).isInstanceOf(SourceFailure.Shrunk.class);
            assertThat(failure(report, "litellm")).isInstanceOf(SourceFailure.Unreachable.class);
            for (String source : List.of("evalplus", "vectara", "bfcl", "epoch")) {
                assertThat(of(report.snapshot(), source)).as(source).isEqualTo(of(before, source));
                assertThat(state(report.snapshot(), source)).isEqualTo(state(before, source));
            }
            assertThat(offers(report.snapshot(), "litellm")).isEqualTo(offers(before, "litellm"));
            assertThat(report.snapshot().catalog().models().keySet())
                    .containsAll(before.catalog().models().keySet());
        }
    }

    @Test
    void nothingNewIsTheSameSnapshot() {
        Snapshot first = fromFiles();

        Snapshot second = SYNC.run(files(), Optional.of(first)).snapshot();

        assertThat(second.hash()).isEqualTo(first.hash());
    }

    @Test
    void everythingDownLeavesTheLastSnapshotInForce() {
        Snapshot before = fromFiles();
        var web =
                new Origin.Live(address -> {
                    throw new IllegalStateException("no network for " + address);
                });

        SyncReport report = SYNC.run(web, Optional.of(before));

        assertThat(report.sources()).allSatisfy(source -> assertThat(source.failure()).isPresent());
        assertThat(report.snapshot().hash()).isEqualTo(before.hash());
    }

    @Test
    void aBoardThatHangsCostsNoMoreThanTheLimit() {
        var sync = new Sync(Sources.all(), ReviewedAliases.bundled(), Duration.ofMillis(500));
        try (var boards =
                new LocalBoards()
                        .when(
                                "results.json",
                                (exchange, _) -> {
                                    exchange.sendResponseHeaders(200, 10);
                                    exchange.getResponseBody().flush();
                                    exchange.getRequestBody().readAllBytes();
                                    pause();
                                })) {
            SyncReport report = sync.run(new Origin.Live(boards), Optional.empty());

            assertThat(failure(report, "evalplus").message()).contains("not done after");
        }
    }

    @Test
    void theBoardThatOwnsABenchmarkGoesBeforeOneThatRepeatsIt() {
        // Epoch's copy of Aider's board has 0.88 for low effort; Aider itself has 0.813 there, and
        // 0.88 for high.
        assertThat(fromFiles().observations())
                .filteredOn(one -> one.benchmark().equals("aider/polyglot"))
                .filteredOn(one -> one.variant().equals(Variant.parse("openai/gpt-5@low")))
                .singleElement()
                .returns("aider", Observation::source)
                .returns(0.813, one -> one.measure().value());
    }

    @Test
    void modelsNewerThanEveryCatalogueComeFromTheBoardThatNamesTheirLab() {
        assertThat(fromFiles().catalog().models())
                .containsKeys(ModelId.of("z-ai/glm-5.3"), ModelId.of("anthropic/claude-opus-5"))
                .doesNotContainKeys(ModelId.of("openai/chatgpt-4o-latest-20250326"));
        assertThat(report().sources())
                .filteredOn(source -> source.source().equals("lmarena"))
                .flatExtracting(SourceReport::examples)
                .contains("vicuna-13b", "chatgpt-4o-latest-20250326");
    }

    @Test
    void offersKnowTheEffortThatTheirNameFixes() {
        assertThat(fromFiles().catalog().offers())
                .filteredOn(offer -> offer.upstreamModel().equals("grok-4.20-0309-non-reasoning"))
                .singleElement()
                .returns(Optional.of(Variant.parse("x-ai/grok-4.20@none")), ListedOffer::variant);
    }

    @Test
    void offersAreThoseOfProvidersWithAPresetAndOfNobodysOwnTuning() {
        assertThat(fromFiles().catalog().offers())
                .isNotEmpty()
                .noneMatch(offer -> offer.upstreamModel().startsWith("ft:"))
                .noneMatch(offer -> offer.provider().equals("wandb"));
    }

    @Test
    void aPriceFarAboveTheMedianOfItsModelIsLeftOutAndReported() {
        try (var boards =
                new LocalBoards()
                        .when(
                                "model_prices_and_context_window.json",
                                (exchange, file) ->
                                        LocalBoards.WHOLE.answer(exchange, timesHundred(file)))) {
            SyncReport report = SYNC.run(new Origin.Live(boards), Optional.empty());

            assertThat(report.rejectedPrices())
                    .singleElement()
                    .asString()
                    .startsWith("openai/gpt-5-2025-08-07: 125 USD");
            assertThat(report.snapshot().catalog().offers())
                    .filteredOn(offer -> offer.upstreamModel().equals("gpt-5-2025-08-07"))
                    .singleElement()
                    .returns(Optional.empty(), ListedOffer::price);
        }
    }

    /// The price file with one input price a hundred times too high.
    private static byte[] timesHundred(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);
        int start = text.indexOf("\"gpt-5-2025-08-07\"");
        return (text.substring(0, start)
                        + text.substring(start)
                                .replaceFirst(
                                        "\"input_cost_per_token\": 1.25e-06",
                                        "\"input_cost_per_token\": 1.25e-04"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static SyncReport report() {
        return SYNC.run(files(), Optional.empty());
    }

    private static Snapshot fromFiles() {
        return report().snapshot();
    }

    private static Origin files() {
        return new SnapshotDirectory(Captured.DIRECTORY, Captured.CLOCK);
    }

    private static List<Observation> of(Snapshot snapshot, String source) {
        return snapshot.observations().stream().filter(one -> one.source().equals(source)).toList();
    }

    private static List<ListedOffer> offers(Snapshot snapshot, String source) {
        return snapshot.catalog().offers().stream()
                .filter(offer -> offer.source().equals(source))
                .toList();
    }

    private static SourceState state(Snapshot snapshot, String source) {
        return snapshot.sources().stream()
                .filter(state -> state.source().id().equals(source))
                .findFirst()
                .orElseThrow();
    }

    private static SourceFailure failure(SyncReport report, String source) {
        return report.sources().stream()
                .filter(one -> one.source().equals(source))
                .flatMap(one -> one.failure().stream())
                .findFirst()
                .orElseThrow();
    }

    private static void webPage(HttpExchange exchange, byte[] file) throws IOException {
        LocalBoards.WHOLE.answer(
                exchange, "<!doctype html><p>We moved!".getBytes(StandardCharsets.UTF_8));
    }

    private static void cutOff(HttpExchange exchange, byte[] file) throws IOException {
        LocalBoards.WHOLE.answer(exchange, Arrays.copyOf(file, file.length * 2 / 5));
    }

    private static void fewRows(HttpExchange exchange, byte[] file) throws IOException {
        String text = new String(file, StandardCharsets.UTF_8);
        String few = text.lines().limit(4).reduce("", (all, line) -> all + line + "\n");
        LocalBoards.WHOLE.answer(exchange, few.getBytes(StandardCharsets.UTF_8));
    }

    private static void promisesMore(HttpExchange exchange, byte[] file) throws IOException {
        exchange.sendResponseHeaders(200, file.length + 1000L);
        exchange.getResponseBody().write(file);
    }

    /// Longer than the test's limit; the client has gone by then.
    private static void pause() {
        try {
            Thread.sleep(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
