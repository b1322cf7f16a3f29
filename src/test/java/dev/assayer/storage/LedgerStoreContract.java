package dev.assayer.storage;

import static dev.assayer.ledger.Records.HEALTH;
import static dev.assayer.ledger.Records.TABLE;
import static dev.assayer.ledger.Records.attempted;
import static dev.assayer.ledger.Records.basis;
import static dev.assayer.ledger.Records.decided;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assayer.ledger.LedgerRecord;
import dev.assayer.ledger.LedgerRecord.Attempted;
import dev.assayer.ledger.LedgerRecord.Basis;
import dev.assayer.ledger.LedgerRecord.Decided;
import dev.assayer.ledger.LedgerRecord.Text;
import dev.assayer.ledger.LedgerRecord.Timing;
import dev.assayer.ledger.LedgerRecord.Tokens;
import dev.assayer.ledger.LedgerStore;
import dev.assayer.ledger.LedgerUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every [LedgerStore] does, whatever it keeps its rows in.
public abstract class LedgerStoreContract {

    /// The last millisecond of 2026.
    private static final long LATE = 1_798_761_599_999L;

    /// An empty store.
    protected abstract LedgerStore store();

    private void append(LedgerRecord... records) {
        store().append(List.of(records));
    }

    @Test
    void isEmptyAtFirst() {
        append();

        assertThat(store().newest(10)).isEmpty();
        assertThat(store().newestId()).isZero();
        assertThat(store().decision(1)).isEmpty();
        assertThat(store().attempts(1)).isEmpty();
        assertThat(store().basis(TABLE.hash())).isEmpty();
        assertThat(store().basis("no hash")).isEmpty();
        assertThat(store().text(1)).isEmpty();
    }

    @Test
    void givesBackADecision() {
        var full =
                new Decided(
                        Long.MAX_VALUE,
                        LATE,
                        TABLE.hash(),
                        HEALTH.hash(),
                        "{\"policy\":\"balanced\"}",
                        "vllm/Qwen/Qwen3-32B",
                        "coding",
                        "balanced",
                        "sitzung-üñ-🙂-'; DROP TABLE decision; --");
        var empty =
                new Decided(
                        0, 0, TABLE.hash(), TABLE.hash(), "{}", null, "general", "pinned", null);
        append(TABLE, HEALTH, full, empty);

        assertThat(store().decision(Long.MAX_VALUE)).hasValue(full);
        assertThat(store().decision(0)).hasValue(empty);
    }

    @Test
    void givesBackAttemptsInTheirOrder() {
        var refused =
                new Attempted(
                        7,
                        0,
                        "groq/llama-4",
                        "rate_limited",
                        OptionalInt.of(429),
                        null,
                        -1,
                        new Timing(LATE, -1, 1_500));
        var unreachable =
                new Attempted(
                        7,
                        1,
                        "local/x",
                        "unreachable",
                        OptionalInt.empty(),
                        null,
                        -1,
                        new Timing(0, -1, 0));
        var free =
                new Attempted(
                        7,
                        2,
                        "sandbox/y",
                        "success",
                        OptionalInt.of(200),
                        new Tokens(0, 0, 0, 0),
                        0,
                        new Timing(1, 0, 2));
        append(free, refused, attempted(8, 0), unreachable);

        assertThat(store().attempts(7)).containsExactly(refused, unreachable, free);
        assertThat(store().attempts(8)).containsExactly(attempted(8, 0));
    }

    @Test
    void givesBackBasesAndTexts() {
        Basis large =
                basis("table", "[\"naïve ✓\"" + ",{\"id\":\"openai/gpt\"}".repeat(20_000) + "]");
        append(large, HEALTH, new Text(3, "Wie spät ist es? 🕰"), new Text(4, ""));

        assertThat(store().basis(large.hash())).hasValue(large);
        assertThat(store().basis(HEALTH.hash())).hasValue(HEALTH);
        assertThat(store().basis(TABLE.hash())).isEmpty();
        assertThat(store().text(3)).hasValue("Wie spät ist es? 🕰");
        assertThat(store().text(4)).hasValue("");
    }

    @Test
    void listsTheNewestFirst() {
        LongStream.of(5, 2, 9, 7, 1).forEach(id -> append(decided(id)));

        assertThat(store().newest(3)).extracting(Decided::id).containsExactly(9L, 7L, 5L);
        assertThat(store().newest(100)).hasSize(5);
        assertThat(store().newest(0)).isEmpty();
        assertThat(store().newestId()).isEqualTo(9);
    }

    @Test
    void takesDecisionsBeforeTheirBases() {
        append(decided(1));

        assertThat(store().decision(1)).hasValue(decided(1));
        assertThat(store().basis(TABLE.hash())).isEmpty();

        append(TABLE, decided(2));

        assertThat(store().basis(TABLE.hash())).hasValue(TABLE);
        assertThat(store().basis(HEALTH.hash())).isEmpty();
    }

    @Test
    void leavesWhatIsThereAsItIs() {
        List<LedgerRecord> batch = List.of(TABLE, decided(1), attempted(1, 0), new Text(1, "a"));
        store().append(batch);
        store().append(batch);
        append(
                new Basis(TABLE.hash(), "table", "other"),
                decided(1, HEALTH.hash(), HEALTH.hash()),
                new Text(1, "b"),
                attempted(1, 1));

        assertThat(store().newest(10)).containsExactly(decided(1));
        assertThat(store().attempts(1)).containsExactly(attempted(1, 0), attempted(1, 1));
        assertThat(store().basis(TABLE.hash())).hasValue(TABLE);
        assertThat(store().text(1)).hasValue("a");
    }

    @Test
    void writesAllOrNothing() {
        append(decided(1));

        assertThatThrownBy(() ->
                        append(
                                TABLE,
                                decided(2),
                                attempted(2, 0),
                                decided(3, "no hash", HEALTH.hash())))
                .isNotInstanceOf(LedgerUnavailable.class);

        assertThat(store().newest(10)).containsExactly(decided(1));
        assertThat(store().attempts(2)).isEmpty();
        assertThat(store().basis(TABLE.hash())).isEmpty();

        append(decided(2));
        assertThat(store().newest(10)).hasSize(2);
    }

    @Test
    void takesManyThreadsAtATime() throws Exception {
        try (var pool = Executors.newFixedThreadPool(4)) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                long first = 1_000L * thread;
                work.add(() -> {
                    for (long id = first; id < first + 200; id += 20) {
                        store().append(
                                        LongStream.range(id, id + 20)
                                                .<LedgerRecord>mapToObj(one -> decided(one))
                                                .toList());
                        assertThat(store().decision(id)).isPresent();
                    }
                    return null;
                });
            }
            for (Future<Void> done : pool.invokeAll(work)) {
                done.get();
            }
        }
        assertThat(store().newest(1_000)).hasSize(800);
    }
}
