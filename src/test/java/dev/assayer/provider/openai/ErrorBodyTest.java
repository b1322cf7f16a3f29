package dev.assayer.provider.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrorBodyTest {

    private static String message(String body) {
        return ErrorBody.message(body.getBytes(UTF_8)).orElse("nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":{\"message\":\"out of credits\",\"code\":402}}|out of credits",
                "[{\"error\":{\"message\":\"API key not valid\"}}]|API key not valid",
                "{\"error\":\"model 'x' not found\"}|model 'x' not found",
                "{\"object\":\"error\",\"message\":\"too long\"}|too long",
                "{\"detail\":\"Not Found\"}|Not Found",
                "no healthy upstream|no healthy upstream",
                "{\"error\":{\"message\":\"line\\n\\t two\\u0007\"}}|line two",
            })
    void messages(String body, String message) {
        assertThat(message(body)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<!doctype html><title>502</title>",
                "{",
                "{}",
                "[]",
                "{\"error\":null}",
                "{\"error\":{\"message\":\"\"}}",
                "{\"error\":{\"message\":7}}"
            })
    void nothing(String body) {
        assertThat(message(body)).isEqualTo("nothing");
    }

    @ParameterizedTest
    @CsvSource({
        "Incorrect API key provided: sk-proj-Abc123def456., Incorrect API key provided: sk-****.",
        "bad key gsk_0123456789abcdef, bad key gsk_****",
        "bad header Bearer abc.def, bad header Bearer ****",
        "key AIzaSyA1234567890 expired, key AIza**** expired",
    })
    void keysAreMasked(String said, String shown) {
        assertThat(message(said)).isEqualTo(shown);
    }

    @Test
    void longTextsAreCut() {
        assertThat(message("x".repeat(5_000))).hasSize(303).endsWith("...");
    }
}
