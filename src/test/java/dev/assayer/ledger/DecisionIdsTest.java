package dev.assayer.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecisionIdsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final InstantSource clock = now::get;

    @Test
    void putsTimeAboveNodeAboveSequence() {
        var ids = DecisionIds.after(0, clock, 5);
        long millis = NOON.toEpochMilli() - Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

        assertThat(ids.next()).isEqualTo((millis << 22) | (5 << 12));
        assertThat(ids.next()).isEqualTo((millis << 22) | (5 << 12) | 1);
    }

    @Test
    void growsWhateverTheClockDoes() {
        var ids = DecisionIds.after(0, clock, 0);
        long first = ids.next();
        now.set(NOON.minusSeconds(3_600));
        long second = ids.next();
        now.set(Instant.EPOCH);
        long third = ids.next();

        assertThat(LongStream.of(first, second, third)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void borrowsFromTheNextMillisecondWhenOneIsUsedUp() {
        var ids = DecisionIds.after(0, clock, 1023);
        long[] made = LongStream.generate(ids::next).limit(10_000).toArray();

        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(made[4_096]).isGreaterThanOrEqualTo(DecisionIds.firstAt(NOON.plusMillis(1)));
        assertThat(LongStream.of(made)).allMatch(id -> (id >> 12 & 1023) == 1023);
    }

    @Test
    void continuesAboveTheNewestOfAnEarlierRun() {
        long newest = DecisionIds.after(0, clock, 7).next();
        now.set(NOON.minusSeconds(60));

        assertThat(DecisionIds.after(newest, clock, 0).next()).isGreaterThan(newest);
    }

    @Test
    void isUniqueAmongThreads() {
        var ids = DecisionIds.after(0, InstantSource.system(), 0);
        Set<Long> made = ConcurrentHashMap.newKeySet();
        try (var pool = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                pool.execute(() -> LongStream.generate(ids::next).limit(50_000).forEach(made::add));
            }
        }
        assertThat(made).hasSize(200_000);
    }

    @Test
    void findsARangeOfTimeByIds() {
        long made = DecisionIds.after(0, clock, 3).next();

        assertThat(made).isGreaterThanOrEqualTo(DecisionIds.firstAt(NOON));
        assertThat(made).isLessThan(DecisionIds.firstAt(NOON.plusMillis(1)));
        assertThat(DecisionIds.firstAt(Instant.EPOCH)).isZero();
    }

    @Test
    void writesCrockfordBase32() {
        assertThat(DecisionIds.format(0)).isEqualTo("d_0000000000000");
        assertThat(DecisionIds.format(31)).isEqualTo("d_000000000000z");
        assertThat(DecisionIds.format(Long.MAX_VALUE)).isEqualTo("d_7zzzzzzzzzzzz");
    }

    @Test
    void readsBackWhatItWrites() {
        qt().forAll(longs().between(0, Long.MAX_VALUE))
                .checkAssert(
                        id -> assertThat(DecisionIds.parse(DecisionIds.format(id))).isEqualTo(id));
    }

    @Test
    void sortsAsTextAsByNumber() {
        qt().forAll(longs().between(0, Long.MAX_VALUE), longs().between(0, Long.MAX_VALUE))
                .check((a, b) ->
                        Integer.signum(DecisionIds.format(a).compareTo(DecisionIds.format(b)))
                                == Long.compare(a, b));
    }

    @Test
    void readsWhatPeopleMistype() {
        assertThat(DecisionIds.parse("D_00000000000AB"))
                .isEqualTo(DecisionIds.parse("d_00000000000ab"));
        assertThat(DecisionIds.parse("d_00000000000oI")).isEqualTo(1);
        assertThat(DecisionIds.parse("d_00000000000OL")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "d_",
                "0000000000000",
                "d_000000000000",
                "d_00000000000000",
                "d_000000000000u",
                "d_8000000000000",
                "d_00000000000é0",
                "x_0000000000000"
            })
    void saysWhatItExpected(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionIds.parse(text))
                .withMessageStartingWith("decision id: '" + text + "' (expected: d_ and 13 ");
    }

    @Test
    void refusesWhatIsNoIdOrNode() {
        assertThatIllegalArgumentException().isThrownBy(() -> DecisionIds.format(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionIds.after(0, clock, 1024))
                .withMessage("node: 1024 (expected: 0..1023)");
    }
}
