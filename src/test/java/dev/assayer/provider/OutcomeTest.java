package dev.assayer.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutcomeTest {

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1000, 1", "1001, 2", "7000, 7"})
    void waitIsRoundedUp(long millis, long seconds) {
        var limited = new Outcome.RateLimited(Optional.of(Duration.ofMillis(millis)));

        assertThat(limited.retryAfterSeconds()).contains(seconds);
        assertThat(limited.clause()).endsWith("retry after " + seconds + " s");
    }
}
