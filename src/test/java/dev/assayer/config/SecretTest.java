package dev.assayer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretTest {

    @Test
    void isMaskedAndEqualByValue() {
        Secret secret = Secret.key("sk-abcdef");
        assertThat(secret).hasToString("****").isEqualTo(Secret.key("sk-abcdef"));
        assertThat(secret).isNotEqualTo(Secret.key("sk-abcdeg"));
        assertThat(secret.reveal()).isEqualTo("sk-abcdef");
        assertThat("%s".formatted(java.util.List.of(secret))).doesNotContain("abcdef");
    }

    @Test
    void dropsACopiedLineEnd() {
        assertThat(Secret.key(" sk-abcdef\r\n").reveal()).isEqualTo("sk-abcdef");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "sk-abc\u2026",
                "\u201csk-abc\u201d",
                "sk-abc\ndef",
                "Bearer sk-abc",
                "sk abc",
                "sk-abc\u0000"
            })
    void refusesWhatIsNoKeyWithoutShowingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Secret.key(text))
                .satisfies(e ->
                        assertThat(e.getMessage()).startsWith("expected: ").doesNotContain("abc"));
    }

    @Test
    void aHeaderMayHoldBlanks() {
        assertThat(Secret.of("Basic dXNlcg==").reveal()).isEqualTo("Basic dXNlcg==");
    }
}
