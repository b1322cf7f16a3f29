package dev.assayer.evidence.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.evidence.SourceRecord;
import dev.assayer.evidence.SourceRecord.Trouble;
import dev.assayer.evidence.SourceRecord.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScheduleTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration INTERVAL = Duration.ofHours(12);

    @Test
    void aSourceNeverAskedIsAskedAtOnce() {
        assertThat(Schedule.due(Optional.empty(), INTERVAL)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aSourceThatAnsweredHasItsInterval() {
        assertThat(Schedule.due(Optional.of(record(0)), INTERVAL)).isEqualTo(NOON.plus(INTERVAL));
    }

    @ParameterizedTest
    @CsvSource({"1, 30", "2, 60", "3, 120", "6, 960", "7, 1800", "8, 1800", "1000, 1800"})
    void aSourceThatFailsIsAskedEverLater(int failures, long seconds) {
        assertThat(Schedule.due(Optional.of(record(failures)), INTERVAL))
                .isEqualTo(NOON.plusSeconds(seconds));
    }

    private static SourceRecord record(int failures) {
        return new SourceRecord(
                "board",
                NOON,
                Optional.of(NOON),
                failures == 0 ? Optional.empty() : Optional.of(new Trouble(failures, "down")),
                new Usage(LocalDate.of(2026, 11, 21), 1),
                Optional.empty());
    }
}
