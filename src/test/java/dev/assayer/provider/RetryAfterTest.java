package dev.assayer.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    @ParameterizedTest
    @CsvSource({
        "20,        ,     20000",
        "0,         ,     0",
        "1.5,       ,     1500",
        "' 3 ',     ,     3000",
        "20,        250,  250",
        ",          250,  250",
        "20,        soon, 20000",
        "20,        -1,   20000",
        "86400,     ,     86400000",
        "-1,        ,",
        "NaN,       ,",
        "Infinity,  ,",
        "1d,        ,",
        "0x10,      ,",
        "'Wed, 21 Oct 2026 07:28:00 GMT', ,",
        "'',        ,",
        ",          ,"
    })
    void readsWhatProvidersSend(
            @Nullable String seconds, @Nullable String millis, @Nullable Long expected) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (seconds != null) {
            headers.add("Retry-After", seconds);
        }
        if (millis != null) {
            headers.add("retry-after-ms", millis);
        }
        assertThat(RetryAfter.of(headers))
                .isEqualTo(Optional.ofNullable(expected).map(Duration::ofMillis));
    }

    /// A wait of days, such as of a monthly quota, is not no wait.
    @ParameterizedTest
    @CsvSource({"86401", "2592000", "1e12"})
    void capsAtADay(String seconds) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("retry-after", seconds);
        assertThat(RetryAfter.of(headers)).contains(Duration.ofDays(1));
    }
}
