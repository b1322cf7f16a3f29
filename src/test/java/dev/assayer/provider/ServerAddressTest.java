package dev.assayer.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assayer.catalog.BaseUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerAddressTest {

    private static final BaseUrl OLLAMA = BaseUrl.parse("http://127.0.0.1:11434/v1");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "1.2.3.4,http://1.2.3.4:11434/v1",
                "1.2.3.4:1234,http://1.2.3.4:1234/v1",
                ":1234,http://127.0.0.1:1234/v1",
                "example.com,http://example.com:11434/v1",
                "example.com:,http://example.com:11434/v1",
                "example.com:1234,http://example.com:1234/v1",
                "https://example.com,https://example.com/v1",
                "https://example.com:1234,https://example.com:1234/v1",
                "http://example.com,http://example.com/v1",
                "http://example.com/,http://example.com/v1",
                "https://example.com/ollama,https://example.com/ollama/v1",
                "https://example.com/ollama/v1/,https://example.com/ollama/v1",
                "example.com/ollama,http://example.com:11434/ollama/v1",
                "[::1],http://[::1]:11434/v1",
                "[::1]:1234,http://[::1]:1234/v1",
                "::1,http://[::1]:11434/v1",
                "0.0.0.0,http://127.0.0.1:11434/v1",
                "0.0.0.0:1234,http://127.0.0.1:1234/v1",
                "[::]:1234,http://[::1]:1234/v1",
                "::,http://[::1]:11434/v1",
                "localhost:11434/,http://localhost:11434/v1",
                "\"1.2.3.4\",http://1.2.3.4:11434/v1",
                "' 1.2.3.4 ',http://1.2.3.4:11434/v1",
                "` 1.2.3.4 `,http://1.2.3.4:11434/v1"
            })
    void takesWhatOllamaTakes(String text, String expected) {
        assertThat(ServerAddress.parse(text, OLLAMA)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host:port",
                "host:99999",
                "ftp://host",
                "http://u:p@host",
                "a b",
                "host:1:2:x"
            })
    void refusesTheRest(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.parse(text, OLLAMA))
                .satisfies(e -> assertThat(e.getMessage()).startsWith("expected: "));
    }
}
