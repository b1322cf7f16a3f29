package dev.assayer.ledger;

import static dev.assayer.ledger.Records.attempted;
import static dev.assayer.ledger.Records.basis;
import static dev.assayer.ledger.Records.decided;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.assayer.ledger.LedgerRecord.Basis;
import dev.assayer.ledger.LedgerRecord.Text;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LedgerTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Pace QUICK =
            new Pace(
                    100,
                    10_000,
                    30,
                    Duration.ofMillis(5),
                    Duration.ofMillis(5),
                    Duration.ofMillis(20),
                    Duration.ofSeconds(10));

    private final ScriptedStore store = new ScriptedStore();
    private final List<Ledger> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(ledger -> ledger.close(AT_ONCE));
    }

    private Ledger ledger(Pace pace) {
        var ledger = new Ledger(store, InstantSource.system(), System::nanoTime, pace);
        opened.add(ledger);
        return ledger;
    }

    private Ledger started(Pace pace) {
        Ledger ledger = ledger(pace);
        ledger.start();
        return ledger;
    }

    @Test
    void writesInOrderWithinASecondWithoutBeingAsked() {
        var ledger = new Ledger(store, InstantSource.system(), System::nanoTime);
        opened.add(ledger);
        ledger.start();
        List<LedgerRecord> records = new ArrayList<>();
        LongStream.range(0, 2_000)
                .forEach(id -> {
                    records.add(decided(id));
                    records.add(attempted(id, 0));
                });

        records.forEach(ledger::record);

        await().atMost(Duration.ofSeconds(1)).until(() -> store.kept.size() == records.size());
        assertThat(store.kept).isEqualTo(records);
        await().until(() -> ledger.written() == 4_000 && ledger.depth() == 0);
        assertThat(ledger.dropped()).isZero();
        assertThat(ledger.lagMillis()).isZero();
        assertThat(ledger.lastWriteMillis()).isPositive();
        assertThat(store.appends).hasValueLessThan(100);
    }

    @Test
    void keepsWhatIsHandedInBeforeTheStart() {
        Ledger ledger = ledger(QUICK);
        ledger.record(decided(1));
        ledger.start();

        assertThat(ledger.flush(SOON)).isTrue();
        assertThat(store.kept).containsExactly(decided(1));
        assertThatIllegalStateException().isThrownBy(ledger::start);
    }

    @Test
    void dropsAndCountsWhatTheQueueCannotHold() {
        Ledger ledger = ledger(QUICK);
        LongStream.range(0, 150).forEach(id -> ledger.record(decided(id)));

        assertThat(ledger.depth()).isEqualTo(100);
        assertThat(ledger.dropped()).isEqualTo(50);
        assertThat(ledger.dropped(DropReason.QUEUE_FULL)).isEqualTo(50);

        ledger.start();
        assertThat(ledger.flush(SOON)).isTrue();
        assertThat(store.kept).hasSize(100).first().isEqualTo(decided(0));
    }

    @Test
    void countsTheBatchBeingWrittenInItsBound() {
        store.stall.lock();
        try {
            Ledger ledger = started(QUICK);
            ledger.record(decided(0));
            await().until(store.stall::hasQueuedThreads);
            LongStream.range(1, 200).forEach(id -> ledger.record(decided(id)));

            assertThat(ledger.depth()).isEqualTo(100);
            assertThat(ledger.dropped()).isEqualTo(100);
            assertThat(ledger.lagMillis()).isLessThan(10_000);
        } finally {
            store.stall.unlock();
        }
    }

    @Test
    void losesNoBasisToAFullQueue() {
        Ledger ledger = ledger(QUICK);
        LongStream.range(0, 200).forEach(id -> ledger.record(decided(id)));
        Basis health = basis("health", "[]");
        ledger.record(health);
        ledger.record(health);

        ledger.start();
        assertThat(ledger.flush(SOON)).isTrue();
        assertThat(store.kept).filteredOn(Basis.class::isInstance).containsExactly(health);
    }

    @Test
    void writesABasisNoLaterThanTheDecisionsThatNameIt() {
        Ledger ledger = started(QUICK);
        for (int i = 0; i < 2_000; i++) {
            Basis health = basis("health", "[" + i + "]");
            ledger.record(health);
            ledger.record(decided(i, Records.TABLE.hash(), health.hash()));
            if (i % 50 == 0) {
                assertThat(ledger.flush(SOON)).isTrue();
            }
        }
        assertThat(ledger.flush(SOON)).isTrue();

        var seen = new ArrayList<String>();
        for (LedgerRecord record : store.kept) {
            if (record instanceof Basis basis) {
                seen.add(basis.hash());
            } else if (record instanceof LedgerRecord.Decided decided) {
                assertThat(seen).contains(decided.healthHash());
            }
        }
        assertThat(ledger.written()).isEqualTo(4_000);
    }

    @Test
    void losesNothingToAStoreThatRecoversInTime() {
        store.refusal = "/data/assayer.db cannot grow because the disk is full: free some space";
        Ledger ledger = started(QUICK);
        ledger.record(Records.TABLE);
        LongStream.range(0, 80).forEach(id -> ledger.record(decided(id)));

        await().until(() -> store.appends.get() > 3);
        assertThat(ledger.trouble()).hasValue(store.refusal);
        assertThat(ledger.flush(Duration.ofMillis(50))).isFalse();
        assertThat(ledger.dropped()).isZero();

        store.refusal = null;
        assertThat(ledger.flush(SOON)).isTrue();
        assertThat(ledger.trouble()).isEmpty();
        assertThat(ledger.written()).isEqualTo(81);
        assertThat(store.kept).hasSize(81).first().isEqualTo(Records.TABLE);
    }

    @Test
    void dropsAndCountsOnceTheQueueIsFullWhileTheStoreRefuses() {
        store.refusal = "read-only";
        Ledger ledger = started(QUICK);
        ledger.record(decided(0));
        await().until(() -> ledger.trouble().isPresent());
        LongStream.range(1, 130).forEach(id -> ledger.record(decided(id)));

        assertThat(ledger.dropped(DropReason.STORE_UNAVAILABLE)).isEqualTo(30);
        await().untilAsserted(() -> assertThat(ledger.lagMillis()).isGreaterThan(20));

        store.refusal = null;
        assertThat(ledger.flush(SOON)).isTrue();
        assertThat(store.kept).hasSize(100).last().isEqualTo(decided(99));
    }

    @Test
    void aRecordThatCannotBeWrittenCostsOnlyItself() {
        Basis broken = basis("health", "broken");
        store.poisonous = record -> record.equals(decided(7)) || record.equals(broken);
        Ledger ledger = ledger(QUICK);
        ledger.record(broken);
        LongStream.range(0, 90).forEach(id -> ledger.record(decided(id)));

        ledger.start();
        assertThat(ledger.flush(SOON)).isTrue();
        assertThat(store.kept).hasSize(89).doesNotContain(decided(7), broken);
        assertThat(ledger.written()).isEqualTo(89);
        assertThat(ledger.dropped(DropReason.REJECTED)).isEqualTo(2);
    }

    @Test
    void boundsTheRequestTextsThatWait() {
        Ledger ledger = ledger(QUICK);
        String body = "x".repeat(4_000);
        LongStream.range(0, 4).forEach(id -> ledger.record(new Text(id, body)));

        assertThat(ledger.depth()).isEqualTo(2);
        assertThat(ledger.dropped(DropReason.QUEUE_FULL)).isEqualTo(2);

        ledger.start();
        assertThat(ledger.flush(SOON)).isTrue();
        ledger.record(new Text(5, body));
        assertThat(ledger.flush(SOON)).isTrue();
        assertThat(store.kept).hasSize(3);
    }

    @Test
    void givesUpBasesThatNothingNeedsWhenTheStoreFailsForLong() {
        store.refusal = "full";
        Ledger ledger = started(QUICK);
        Basis table = basis("table", "t".repeat(1_000));
        ledger.record(table);
        ledger.record(basis("health", "h".repeat(1_000) + 0));
        Basis named = basis("health", "n".repeat(1_000));
        ledger.record(named);
        LedgerRecord decision = decided(1, table.hash(), named.hash());
        ledger.record(decision);
        for (int i = 1; i < 20; i++) {
            ledger.record(basis("health", "h".repeat(1_000) + i));
        }
        await().until(() -> ledger.dropped(DropReason.STORE_UNAVAILABLE) > 0);

        store.refusal = null;
        assertThat(ledger.flush(SOON)).isTrue();
        assertThat(store.kept)
                .contains(table, named, basis("health", "h".repeat(1_000) + 19), decision)
                .doesNotContain(basis("health", "h".repeat(1_000) + 0));
        assertThat(store.kept.size() + ledger.dropped()).isEqualTo(23);
    }

    @Test
    void drainsWhenClosedAndCountsWhatComesLater() {
        Ledger ledger = started(QUICK);
        LongStream.range(0, 90).forEach(id -> ledger.record(decided(id)));

        ledger.close(SOON);
        ledger.record(decided(91));

        assertThat(store.kept).hasSize(90);
        assertThat(ledger.dropped(DropReason.CLOSED)).isEqualTo(1);
        assertThat(ledger.flush(SOON)).isTrue();
        ledger.close(SOON);
    }

    @Test
    void countsWhatAFailingStoreDidNotTakeBeforeTheClose() {
        store.refusal = "full";
        Ledger ledger = started(QUICK);
        ledger.record(Records.TABLE);
        LongStream.range(0, 10).forEach(id -> ledger.record(decided(id)));

        ledger.close(Duration.ofMillis(50));

        assertThat(ledger.dropped(DropReason.STORE_UNAVAILABLE)).isEqualTo(11);
        assertThat(ledger.depth()).isZero();
    }

    @Test
    void doesNotWaitForAStalledStoreLongerThanTold() {
        store.stall.lock();
        try {
            Ledger ledger = started(QUICK);
            ledger.record(decided(0));
            await().until(store.stall::hasQueuedThreads);
            long begun = System.nanoTime();
            ledger.close(Duration.ofMillis(100));

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(5));
        } finally {
            store.stall.unlock();
        }
    }

    @Test
    void accountsForEveryRecordOfManyThreads() {
        Ledger ledger = started(QUICK);
        try (var pool = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                long first = thread * 100_000L;
                pool.execute(() ->
                        LongStream.range(first, first + 50_000)
                                .forEach(id -> ledger.record(attempted(id, 0))));
            }
        }
        ledger.close(SOON);

        assertThat(ledger.written() + ledger.dropped()).isEqualTo(200_000);
        assertThat(store.kept).hasSize((int) ledger.written());
        assertThat(ledger.depth()).isZero();
    }
}
