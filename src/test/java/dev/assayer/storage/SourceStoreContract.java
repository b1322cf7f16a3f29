package dev.assayer.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.evidence.Captured;
import dev.assayer.evidence.Findings;
import dev.assayer.evidence.SourceRecord;
import dev.assayer.evidence.SourceRecord.Content;
import dev.assayer.evidence.SourceRecord.Trouble;
import dev.assayer.evidence.SourceRecord.Usage;
import dev.assayer.evidence.SourceStore;
import dev.assayer.evidence.Validator;
import dev.assayer.evidence.WebRequest;
import dev.assayer.evidence.leaderboard.LmArena;
import dev.assayer.evidence.pricelist.LiteLlm;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [SourceStore] does, whatever it keeps its rows in.
public abstract class SourceStoreContract {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Usage USAGE = new Usage(LocalDate.of(2026, 11, 21), 7);
    private static final SourceRecord GOOD =
            new SourceRecord(
                    "board",
                    NOON,
                    Optional.of(NOON),
                    Optional.empty(),
                    USAGE,
                    Optional.of(
                            new Content(
                                    "abc",
                                    3,
                                    12,
                                    NOON,
                                    List.of(
                                            new Validator(
                                                    WebRequest.of("https://board.example/a?b=c,d")
                                                            .withKey("x-api-key", "BOARD_KEY"),
                                                    Optional.of("\"quoted, \\ tag\""),
                                                    Optional.empty())),
                                    true,
                                    "https://mirror.example/board")));
    private static final SourceRecord BAD =
            new SourceRecord(
                    "board",
                    NOON.plusSeconds(60),
                    Optional.of(NOON),
                    Optional.of(new Trouble(2, "board: it's down")),
                    USAGE,
                    GOOD.content());

    /// An empty store.
    protected abstract SourceStore store();

    @Test
    void isEmptyAtFirst() {
        assertThat(store().records()).isEmpty();
        assertThat(store().findings("board")).isEmpty();
    }

    @Test
    void givesBackWhatASourceSaid() {
        Findings rows = Captured.findings(new LmArena().read(Captured.of(new LmArena())));
        Findings prices = Captured.findings(new LiteLlm().read(Captured.of(new LiteLlm())));

        store().put(GOOD, rows);
        store().put(other("prices"), prices);

        assertThat(store().records().get("board")).isEqualTo(GOOD);
        assertThat(store().findings("board")).contains(rows);
        assertThat(store().findings("prices")).contains(prices);
    }

    @Test
    void aFailureLeavesWhatWasSaidBefore() {
        Findings rows = Captured.findings(new LmArena().read(Captured.of(new LmArena())));
        store().put(GOOD, rows);

        store().put(BAD);

        assertThat(store().records().get("board")).isEqualTo(BAD);
        assertThat(store().findings("board")).contains(rows);
    }

    @Test
    void knowsASourceThatNeverSaidAnything() {
        var never =
                new SourceRecord(
                        "board",
                        NOON,
                        Optional.empty(),
                        Optional.of(new Trouble(1, "no")),
                        USAGE,
                        Optional.empty());

        store().put(never);

        assertThat(store().records()).containsOnlyKeys("board").containsValue(never);
        assertThat(store().findings("board")).isEmpty();
    }

    @Test
    void notesOfWhatTheEvidenceWasPutTogether() {
        assertThat(store().assembled()).isEmpty();

        store().assembled("one");
        store().assembled("two");

        assertThat(store().assembled()).contains("two");
    }

    private static SourceRecord other(String source) {
        return new SourceRecord(
                source, NOON, Optional.of(NOON), Optional.empty(), USAGE, GOOD.content());
    }
}
