package dev.assayer.provider;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The list of a provider's models, from a server behind a real socket.
final class ModelListingTest {

    private static final String LIST = "{\"data\":[{\"id\":\"zeta\"},{\"id\":\"eta\"}]}";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        got(vertx.close());
    }

    private static <T> T got(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, SECONDS);
    }

    /// What is made of the list after so many blanks, sent without a length.
    private List<String> listed(int blanks) throws Exception {
        HttpServer server =
                got(
                        vertx.createHttpServer()
                                .requestHandler(request -> {
                                    var response = request.response().setChunked(true);
                                    response.write(Buffer.buffer(" ".repeat(blanks)));
                                    response.end(LIST);
                                })
                                .listen(0, "127.0.0.1"));
        URI base = URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
        try (ModelListing listing = ModelListing.start(vertx, Duration.ofSeconds(20))) {
            return got(listing.of(Endpoint.of("p", base, Map.of())));
        }
    }

    @Test
    void listAsLongAsAllowed() throws Exception {
        assertThat(listed((16 << 20) - LIST.length())).containsExactly("zeta", "eta");
    }

    @Test
    void listThatIsTooLong() {
        assertThatThrownBy(() -> listed((16 << 20) - LIST.length() + 1))
                .hasMessageContaining("answers with more than 16 MB");
    }
}
