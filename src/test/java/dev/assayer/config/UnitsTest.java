package dev.assayer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnitsTest {

    @ParameterizedTest
    @CsvSource({
        "0B,0,0B",
        "512B,512,512B",
        "64KB,65536,64KB",
        "64 kb,65536,64KB",
        "16MB,16777216,16MB",
        "1024KB,1048576,1MB",
        "2GB,2147483648,2GB",
        "1000B,1000,1000B"
    })
    void sizes(String text, long bytes, String shortest) {
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes)).hasToString(shortest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "16",
                "MB",
                "-1MB",
                "1.5MB",
                "16M",
                "16MiB",
                "1 000KB",
                "999999999999GB",
                "٣MB"
            })
    void sizesThatAreNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ByteSize.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "250ms,250,250ms",
        "30s,30000,30s",
        "30 s,30000,30s",
        "90s,90000,90s",
        "5m,300000,5m",
        "120s,120000,2m",
        "2h,7200000,2h",
        "1d,86400000,1d",
        "0s,0,0s",
        "1500ms,1500,1500ms"
    })
    void durations(String text, long millis, String shortest) {
        Duration duration = DurationFormat.parse(text);
        assertThat(duration).isEqualTo(Duration.ofMillis(millis));
        assertThat(DurationFormat.format(duration)).isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "-1s", "1.5s", "1m30s", "30S", "PT5S", "9999999999s"})
    void durationsThatAreNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DurationFormat.parse(text));
    }
}
