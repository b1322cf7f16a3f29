package dev.assayer.evidence.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.assayer.evidence.Captured;
import dev.assayer.evidence.FetchFailed;
import dev.assayer.evidence.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Fetching within limits, and never from inside the own network unless allowed.
final class HttpWebTest {

    private static final HttpWeb.Limits SMALL =
            new HttpWeb.Limits(1000, Duration.ofSeconds(5), 2, true);

    @Test
    void followsRedirectsAndUnpacks() {
        try (var boards =
                new LocalBoards(SMALL)
                        .when("first", (exchange, _) -> redirect(exchange, "/second"))
                        .when(
                                "second",
                                (exchange, _) -> {
                                    exchange.getResponseHeaders().set("content-encoding", "gzip");
                                    exchange.getResponseHeaders()
                                            .set("last-modified", "Wed, 19 Aug 2026 10:00:00 GMT");
                                    LocalBoards.WHOLE.answer(exchange, packed("hello"));
                                })) {
            Payload payload = boards.get(URI.create("https://board.example/data/first"));

            assertThat(payload.text()).isEqualTo("hello");
            assertThat(payload.name()).isEqualTo("first");
            assertThat(payload.published()).contains(LocalDate.of(2026, 8, 19));
            assertThat(payload.fetched()).isEqualTo(LocalDate.of(2026, 8, 22));
        }
    }

    @Test
    void stopsAtTheSizeLimitEvenIfTheBodyIsPackedSmall() {
        try (var boards =
                new LocalBoards(SMALL)
                        .when(
                                "bomb",
                                (exchange, _) -> {
                                    exchange.getResponseHeaders().set("content-encoding", "gzip");
                                    LocalBoards.WHOLE.answer(exchange, packed("0".repeat(100_000)));
                                })) {
            assertThatThrownBy(() -> boards.get(URI.create("https://x.example/bomb")))
                    .isInstanceOf(FetchFailed.class)
                    .hasMessageContaining("more than 1000 bytes");
        }
    }

    @Test
    void gaveUpOnARedirectLoop() {
        try (var boards =
                new LocalBoards(SMALL).when("loop", (exchange, _) -> redirect(exchange, "/loop"))) {
            assertThatThrownBy(() -> boards.get(URI.create("https://x.example/loop")))
                    .isInstanceOf(FetchFailed.class)
                    .hasMessageContaining("more than 2 redirects");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/x",
                "https://localhost:8443/x",
                "https://10.1.2.3/x",
                "https://192.168.0.1/x",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/x",
                "http://example.org/x",
                "file:///etc/passwd",
                "https:///x"
            })
    void refusesAddressesInsideAndWhatIsNotHttps(String address) {
        try (var web = new HttpWeb(HttpWeb.Limits.PUBLIC, Keys.NONE, Captured.CLOCK)) {
            assertThatThrownBy(() -> web.get(URI.create(address)))
                    .isInstanceOf(FetchFailed.class)
                    .hasMessageContaining("refused");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100.64.0.1",
                "172.16.0.1",
                "fd00::1",
                "fe80::1",
                "0.0.0.0",
                "224.0.0.1",
                "::ffff:10.0.0.1"
            })
    void knowsWhatIsInside(String address) throws IOException {
        assertThat(HttpWeb.isInside(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "100.128.0.1", "172.32.0.1", "2606:4700::1111"})
    void knowsWhatIsOutside(String address) throws IOException {
        assertThat(HttpWeb.isInside(InetAddress.ofLiteral(address))).isFalse();
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("location", to);
        exchange.sendResponseHeaders(302, -1);
    }

    private static byte[] packed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
