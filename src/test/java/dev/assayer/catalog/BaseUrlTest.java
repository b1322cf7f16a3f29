package dev.assayer.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1,https://api.openai.com/v1",
        "https://api.openai.com/v1/,https://api.openai.com/v1",
        "https://api.openai.com/v1//,https://api.openai.com/v1",
        "https://api.openai.com/v1/chat/completions,https://api.openai.com/v1",
        "https://api.openai.com/v1/chat/completions/,https://api.openai.com/v1",
        "https://api.openai.com/v1/completions,https://api.openai.com/v1",
        "' https://api.openai.com/v1 ',https://api.openai.com/v1",
        "HTTPS://API.OpenAI.com/V1,https://api.openai.com/V1",
        "http://localhost:8000,http://localhost:8000",
        "http://localhost:8000/,http://localhost:8000",
        "http://[::1]:8000/v1,http://[::1]:8000/v1",
        "http://10.0.0.7/a%20b/v1,http://10.0.0.7/a%20b/v1"
    })
    void takesWhatPeopleCopy(String text, String form) {
        BaseUrl url = BaseUrl.parse(text);
        assertThat(url).hasToString(form);
        assertThat(url.resolve("/chat/completions")).hasToString(form + "/chat/completions");
        assertThat(BaseUrl.parse(form)).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|an address that starts with http:// or https://",
                "api.openai.com/v1|an address that starts with http:// or https://",
                "localhost:8000/v1|an address that starts with http:// or https://",
                "ftp://host/v1|an address that starts with http:// or https://",
                "http:host|an address that starts with http:// or https://",
                "https://me:hunter2@host/v1|no user or password in the address; the key has its own place",
                "https://host/v1?key=hunter2|an address without '?' and '#'; paths are added at its end",
                "https://host/v1#hunter2|an address without '?' and '#'; paths are added at its end",
                "http://my_host/v1|a host behind 'http://', of letters, digits, '-' and '.', and a port of digits",
                "http://host:port/v1|a host behind 'http://', of letters, digits, '-' and '.', and a port of digits",
                "http://host:70000/v1|a port of 1..65535, not 70000",
                "http://host:0/v1|a port of 1..65535, not 0",
                "http://|an address such as https://api.example.com/v1",
                "http://ho st/v1|an address such as https://api.example.com/v1",
                "https://host/hunter2 v1|an address such as https://api.example.com/v1"
            })
    void refusesWithASentenceThatDoesNotRepeatTheText(String text, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BaseUrl.parse(text))
                .withMessage("expected: " + expected);
    }

    @Test
    void theRecordTakesOnlyTheNormalForm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BaseUrl(URI.create("https://host/v1/")))
                .withMessage("base URL: 'https://host/v1/' (expected: the form https://host/v1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BaseUrl(URI.create("HTTPS://host/v1")));
    }
}
