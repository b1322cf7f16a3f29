package dev.assayer.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Runs a gateway on sandbox providers in a home of its own and keeps it busy with requests of each
/// kind: the training run of the AOT cache.
public final class WarmUp {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// How long the gateway is kept busy, so that the cache also holds how its methods are used: a
    /// gateway that starts with it is at full speed sooner.
    private static final Duration LOAD = Duration.ofSeconds(6);

    private static final int CALLERS = 200;

    private static final List<String> REQUESTS =
            List.of(
                    "{\"model\":\"auto:speed\",\"messages\":[{\"role\":\"user\",\"content\":\"When did Rome fall?\"}]}",
                    "{\"model\":\"auto:speed\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Explain merge sort\"}]}");

    /// The user's own providers stay out of it; the declared one is only read.
    private static final String SETTINGS =
            """
            evidence: {background: off}
            discovery: off
            sandbox: on
            providers:
              - id: declared
                enabled: off
                base-url: http://127.0.0.1:9/v1
                api-key: sk-none
                models:
                  - {id: one, as: openai/gpt-5-mini, price: {input: 0.10, output: 0.40}}
            """;

    private WarmUp() {}

    /// Runs it; takes some ten seconds.
    ///
    /// @param serve starts a gateway on a free port of the loopback address, from the home and the
    ///   settings file that it is given
    public static void run(BiFunction<Path, Path, Assayer> serve) {
        Path home = null;
        try {
            home = Files.createTempDirectory("assayer-warm-up");
            Path settings = Files.writeString(home.resolve("assayer.yaml"), SETTINGS);
            try (Assayer assayer = serve.apply(home, settings)) {
                ask(assayer.port());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(home);
        }
    }

    private static void ask(int port) throws IOException {
        String base = "http://127.0.0.1:" + port;
        try (HttpClient client = HttpClient.newHttpClient();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            chat(client, base, 0);
            for (String path : List.of("/v1/models", "/health", "/ready", "/metrics")) {
                client.send(
                        HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).build(),
                        BodyHandlers.discarding());
            }
            long until = System.nanoTime() + LOAD.toNanos();
            var calling = new ArrayList<Future<?>>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int first = caller;
                calling.add(
                        callers.submit(() -> {
                            for (int i = first; System.nanoTime() - until < 0; i++) {
                                chat(client, base, i);
                            }
                            return null;
                        }));
            }
            for (Future<?> each : calling) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void chat(HttpClient client, String base, int turn)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(base + "/v1/chat/completions"))
                                .timeout(PATIENCE)
                                .header("content-type", "application/json")
                                .POST(BodyPublishers.ofString(REQUESTS.get(turn % REQUESTS.size())))
                                .build(),
                        BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("warm-up: " + answer.body());
        }
    }

    private static void delete(@org.jspecify.annotations.Nullable Path directory) {
        if (directory == null) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
