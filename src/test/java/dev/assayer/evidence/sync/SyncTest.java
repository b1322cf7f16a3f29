package dev.assayer.evidence.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Captured;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SourceFailure;
import dev.assayer.evidence.SourceRecord;
import dev.assayer.evidence.SourceState;
import dev.assayer.evidence.Unmatched;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A sync over real HTTP, with boards that are down, cut off, halved, hanging or replaced by a web
/// page.
final class SyncTest {

    private static final Snapshot FROM_FILES = readFiles();

    @Test
    void allSourcesWellGiveASnapshotOfAllOfThem() {
        try (var boards = new LocalBoards()) {
            var run = new SyncRun(boards);

            assertThat(run.live()).allSatisfy(visit -> isChanged(visit));
            Snapshot snapshot = run.assembled(Optional.empty()).snapshot();
            assertThat(snapshot.sources()).hasSameSizeAs(SyncRun.FEEDS);
            assertThat(snapshot.observations()).isNotEmpty();
            assertThat(snapshot.catalog().offers()).isNotEmpty();
        }
    }

    @Test
    void filesAndTheWebGiveTheSameEvidence() {
        try (var boards = new LocalBoards()) {
            var run = new SyncRun(boards);
            run.live();
            Snapshot live = run.assembled(Optional.empty()).snapshot();

            assertThat(of(live, "bfcl")).isNotEmpty();
            assertThat(of(live, "evalplus")).isEqualTo(of(fromFiles(), "evalplus"));
            assertThat(of(live, "aider")).isEqualTo(of(fromFiles(), "aider"));
        }
    }

    @Test
    void aFailedSourceIsReportedAndKeepsItsLastGoodRows() {
        try (var boards = new LocalBoards()) {
            var run = new SyncRun(boards);
            run.files();
            Snapshot before = run.assembled(Optional.empty()).snapshot();
            boards.when("results.json", (exchange, _) -> exchange.sendResponseHeaders(503, -1))
                    .when("README.md", SyncTest::webPage)
                    .when("data_overall.csv", SyncTest::cutOff)
                    .when("eci_benchmarks.csv", SyncTest::fewRows)
                    .when("model_prices_and_context_window.json", SyncTest::promisesMore);

            List<Visit> visits = run.live();

            assertThat(failure(visits, "evalplus"))
                    .isInstanceOf(SourceFailure.Unreachable.class)
                    .extracting(SourceFailure::message)
                    .asString()
                    .contains("status 503");
            assertThat(failure(visits, "vectara")).isInstanceOf(SourceFailure.Malformed.class);
            assertThat(failure(visits, "bfcl")).isInstanceOf(SourceFailure.Malformed.class);
            assertThat(failure(visits, "epoch")).isInstanceOf(SourceFailure.Shrunk.class);
            assertThat(failure(visits, "litellm")).isInstanceOf(SourceFailure.Unreachable.class);
            Snapshot after = run.assembled(Optional.of(before)).snapshot();
            for (String source : List.of("evalplus", "vectara", "bfcl", "epoch")) {
                assertThat(of(after, source)).as(source).isEqualTo(of(before, source));
                assertThat(state(after, source)).isEqualTo(state(before, source));
            }
            assertThat(offers(after, "litellm"))
                    .isNotEmpty()
                    .containsAll(offers(before, "litellm"));
            assertThat(after.catalog().models().keySet())
                    .containsAll(before.catalog().models().keySet());
            assertThat(run.record("evalplus"))
                    .returns(Optional.of(Captured.CLOCK.instant()), SourceRecord::succeeded)
                    .extracting(record -> record.trouble().map(SourceRecord.Trouble::failures))
                    .isEqualTo(Optional.of(1));
        }
    }

    @Test
    void aSourceThatFailedBeforeItSaidAnythingKeepsWhatThePackHasOfIt() {
        Snapshot pack = fromFiles();
        try (var boards =
                new LocalBoards()
                        .when(
                                "results.json",
                                (exchange, _) -> exchange.sendResponseHeaders(503, -1))) {
            var run = new SyncRun(boards);
            run.live();

            Snapshot after = run.assembled(Optional.of(pack)).snapshot();

            assertThat(of(after, "evalplus")).isNotEmpty().isEqualTo(of(pack, "evalplus"));
            assertThat(state(after, "evalplus")).isEqualTo(state(pack, "evalplus"));
        }
    }

    @Test
    void nothingNewIsNotReadAgainAndGivesTheSameSnapshot() {
        try (var boards = new LocalBoards()) {
            var run = new SyncRun(boards);
            run.files();
            Snapshot first = run.assembled(Optional.empty()).snapshot();

            assertThat(run.files())
                    .allSatisfy(visit -> assertThat(visit).isInstanceOf(Visit.Unchanged.class));
            assertThat(run.assembled(Optional.of(first)).snapshot().hash()).isEqualTo(first.hash());
        }
    }

    @Test
    void asksOnlyWhetherAFileHasChangedAndReadsTheOneThatHas() {
        var version = new AtomicInteger(1);
        try (var boards =
                new LocalBoards()
                        .when(
                                "data_overall.csv",
                                (exchange, file) -> {
                                    String etag = "\"v" + version.get() + "\"";
                                    exchange.getResponseHeaders().set("etag", etag);
                                    String known =
                                            exchange.getRequestHeaders().getFirst("if-none-match");
                                    if (etag.equals(known)) {
                                        exchange.sendResponseHeaders(304, -1);
                                    } else {
                                        LocalBoards.WHOLE.answer(
                                                exchange, version.get() == 1 ? file : more(file));
                                    }
                                })) {
            var run = new SyncRun(boards);

            assertThat(run.live("bfcl")).isInstanceOf(Visit.Changed.class);
            assertThat(run.live("bfcl")).isInstanceOf(Visit.Unchanged.class);
            version.set(2);
            assertThat(run.live("bfcl")).isInstanceOf(Visit.Changed.class);
            assertThat(boards.asked()).hasSize(3);
            assertThat(run.record("bfcl").usage().requests()).isEqualTo(3);
        }
    }

    @Test
    void asksNoMoreOftenThanTheBudgetOfTheDayAllows() {
        try (var boards = new LocalBoards()) {
            var run = new SyncRun(boards).allowing(2);

            run.live("evalplus");
            run.live("evalplus");
            Visit third = run.live("evalplus");

            assertThat(third)
                    .isInstanceOfSatisfying(
                            Visit.Failed.class,
                            failed ->
                                    assertThat(failed.failure().message())
                                            .contains("today's budget of requests is used up"));
            assertThat(boards.asked()).hasSize(2);
        }
    }

    @Test
    void everythingDownLeavesTheLastSnapshotInForce() {
        Snapshot before = fromFiles();
        var run =
                new SyncRun((request, _) -> {
                    throw new IllegalStateException("no network for " + request.address());
                });

        assertThat(run.live())
                .allSatisfy(visit -> assertThat(visit).isNotInstanceOf(Visit.Changed.class));
        assertThat(run.assembled(Optional.of(before)).snapshot().hash()).isEqualTo(before.hash());
    }

    @Test
    void aBoardThatHangsCostsNoMoreThanTheLimit() {
        var over = new CountDownLatch(1);
        try (var boards =
                new LocalBoards()
                        .when(
                                "results.json",
                                (exchange, _) -> {
                                    exchange.sendResponseHeaders(200, 10);
                                    exchange.getResponseBody().flush();
                                    exchange.getRequestBody().readAllBytes();
                                    hold(over);
                                })) {
            var run = new SyncRun(boards).within(Duration.ofMillis(500));

            assertThat(failure(run.live(), "evalplus").message()).contains("not done after");
            over.countDown();
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
        assertThat(fromFiles().extras().unmatched())
                .filteredOn(one -> one.source().equals("lmarena"))
                .extracting(Unmatched::name)
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

    private static Snapshot fromFiles() {
        return FROM_FILES;
    }

    private static Snapshot readFiles() {
        var run =
                new SyncRun((request, _) -> {
                    throw new IllegalStateException("no network for " + request.address());
                });
        run.files();
        return run.assembled(Optional.empty()).snapshot();
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

    private static SourceFailure failure(List<Visit> visits, String source) {
        return visits.stream()
                .filter(visit -> visit.source().equals(source))
                .filter(Visit.Failed.class::isInstance)
                .map(visit -> ((Visit.Failed) visit).failure())
                .findFirst()
                .orElseThrow();
    }

    private static void isChanged(Visit visit) {
        assertThat(visit).isInstanceOf(Visit.Changed.class);
    }

    private static byte[] more(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);
        String last = text.strip().substring(text.strip().lastIndexOf('\n') + 1);
        return (text.strip() + "\n" + last + "\n").getBytes(StandardCharsets.UTF_8);
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

    /// Holds an answer back until the test is over.
    private static void hold(CountDownLatch over) {
        try {
            assertThat(over.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
