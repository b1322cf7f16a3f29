package dev.assayer.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.catalog.Catalog;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SnapshotStore;
import dev.assayer.evidence.SnapshotStore.Kept;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [SnapshotStore] does, whatever it keeps its rows in.
public abstract class SnapshotStoreContract {

    private static final Instant MORNING = Instant.parse("2026-11-21T08:00:00Z");
    private static final Snapshot A = snapshot("aaaaaaaa1".repeat(7) + "a");
    private static final Snapshot AB = snapshot("aaaaaaaa2".repeat(7) + "b");
    private static final Snapshot C = snapshot("cccccccc".repeat(8));

    /// An empty store that reads and writes with [#write] and [#read].
    protected abstract SnapshotStore store();

    /// Stands in for the canonical text, which is not the store's affair.
    protected static byte[] write(Snapshot snapshot) {
        return snapshot.hash().getBytes(UTF_8);
    }

    protected static Snapshot read(byte[] text) {
        return snapshot(new String(text, UTF_8));
    }

    private static Snapshot snapshot(String hash) {
        return new Snapshot(
                hash,
                new Catalog(List.of(), List.of()),
                List.of(),
                List.of(),
                Snapshot.Extras.NONE,
                List.of());
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(store().current()).isEmpty();
        assertThat(store().currentHash()).isEmpty();
        assertThat(store().list()).isEmpty();
        assertThat(store().find(A.hash())).isEmpty();
    }

    @Test
    void theOnePutLastIsInForce() {
        store().putCurrent(A, MORNING);
        store().putCurrent(C, MORNING.plusSeconds(60));

        assertThat(hash(store().current())).hasValue(C.hash());

        store().putCurrent(A, MORNING.plusSeconds(120));

        assertThat(hash(store().current())).hasValue(A.hash());
        assertThat(store().currentHash()).hasValue(A.hash());
    }

    @Test
    void theClockDoesNotDecideWhichIsInForce() {
        store().putCurrent(A, MORNING);
        store().putCurrent(C, MORNING.minusSeconds(3_600));

        assertThat(hash(store().current())).hasValue(C.hash());
    }

    @Test
    void keepsEachOnceWithTheTimeItFirstCameIntoForce() {
        store().putCurrent(A, MORNING);
        store().putCurrent(C, MORNING.plusMillis(1));
        store().putCurrent(A, MORNING.plusSeconds(60));

        assertThat(store().list())
                .containsExactly(
                        new Kept(C.hash(), MORNING.plusMillis(1)), new Kept(A.hash(), MORNING));
    }

    @Test
    void findsByHashOrByAPrefixThatFitsOnlyOne() {
        store().putCurrent(A, MORNING);
        store().putCurrent(AB, MORNING);
        store().putCurrent(C, MORNING);

        assertThat(hash(store().find(A.hash()))).hasValue(A.hash());
        assertThat(hash(store().find("aaaaaaaa2"))).hasValue(AB.hash());
        assertThat(hash(store().find("cccccccc"))).hasValue(C.hash());
        assertThat(store().find("aaaaaaaa")).isEmpty();
        assertThat(store().find("ccccccc")).isEmpty();
        assertThat(store().find("CCCCCCCC")).isEmpty();
        assertThat(store().find("cccccccd")).isEmpty();
        assertThat(store().find("")).isEmpty();
        assertThat(store().find("%%%%%%%%")).isEmpty();
    }

    private static Optional<String> hash(Optional<Snapshot> snapshot) {
        return snapshot.map(Snapshot::hash);
    }
}
