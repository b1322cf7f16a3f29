package dev.assayer.provider;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks a provider which models it has: `GET {base}/models`, as every OpenAI-compatible server
/// answers. Thread-safe.
public final class ModelListing implements AutoCloseable {

    private static final int MOST_MODELS = 5_000;

    /// Our choice: 3 KB for each of so many models.
    private static final int MOST_BYTES = 16 << 20;

    private final HttpClient client;
    private final Duration patience;

    private ModelListing(HttpClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    /// @param patience how long a provider may take
    public static ModelListing start(Vertx vertx, Duration patience) {
        int millis = (int) patience.toMillis();
        return new ModelListing(
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout(millis)
                                .setReadIdleTimeout(millis)
                                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS),
                        new PoolOptions()),
                patience);
    }

    /// The ids of a provider's models. Fails with a sentence when it cannot be reached, does not
    /// accept the key, or does not answer with a list of at most 16 MB.
    public Future<List<String>> of(Endpoint endpoint) {
        RequestOptions options =
                new RequestOptions(endpoint.models())
                        .setMethod(HttpMethod.GET)
                        .setIdleTimeout(patience.toMillis());
        return client.request(options)
                .compose(request -> request.send().compose(ModelListing::read))
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Future<List<String>> read(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            return Future.failedFuture(
                    new IllegalStateException(
                            switch (response.statusCode()) {
                                case 401, 403 ->
                                        "does not accept the key (" + response.statusCode() + ")";
                                default -> "answers " + response.statusCode();
                            }));
        }
        return gather(response).map(ModelListing::ids);
    }

    /// The body; fails, and reads no further, as soon as it is longer than [#MOST_BYTES].
    private static Future<Buffer> gather(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(_ -> whole.tryComplete(body));
        response.handler(piece -> {
            if (body.length() + (long) piece.length() <= MOST_BYTES) {
                body.appendBuffer(piece);
            } else if (whole.tryFail(
                    new IllegalStateException(
                            "answers with more than " + (MOST_BYTES >> 20) + " MB"))) {
                response.request().reset();
            }
        });
        return whole.future();
    }

    private static List<String> ids(Buffer body) {
        JsonNode data;
        try {
            data = JsonMapper.shared().readTree(body.getBytes()).path("data");
        } catch (JacksonException e) {
            throw new IllegalStateException("answers something that is not JSON", e);
        }
        if (!data.isArray()) {
            throw new IllegalStateException("answers without a list of models");
        }
        var ids = new ArrayList<String>();
        for (JsonNode model : data) {
            String id = model.path("id").asString("");
            if (!id.isBlank() && ids.size() < MOST_MODELS) {
                ids.add(id);
            }
        }
        return List.copyOf(ids);
    }

    @Override
    public void close() {
        client.close();
    }
}
