package dev.assayer.app;

import dev.assayer.config.Configuration;
import dev.assayer.config.ConfigurationLoader;
import dev.assayer.config.Surroundings;
import dev.assayer.provider.ProviderPresets;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Runs a gateway on sandbox providers in a home of its own and sends it one request of each kind,
/// so that the classes of the main job are loaded: the training run of the AOT cache.
public final class WarmUp {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private WarmUp() {}

    /// Runs it; takes a few seconds.
    public static void run() {
        Path home = null;
        try {
            home = Files.createTempDirectory("assayer-warm-up");
            Configuration configuration =
                    ConfigurationLoader.load(
                            new Surroundings(Map.of(), home, home),
                            Map.of("home", home.toString(), "server.port", "0"),
                            ProviderPresets.bundled().ids());
            try (Assayer assayer = Assayer.start(configuration)) {
                ask(assayer.port());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(home);
        }
    }

    private static void ask(int port) throws IOException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String body : requests()) {
                HttpResponse<String> answer =
                        client.send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        "http://127.0.0.1:"
                                                                + port
                                                                + "/v1/chat/completions"))
                                        .timeout(PATIENCE)
                                        .header("content-type", "application/json")
                                        .POST(BodyPublishers.ofString(body))
                                        .build(),
                                BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IOException("warm-up: " + answer.body());
                }
            }
            for (String path : List.of("/v1/models", "/health", "/ready", "/metrics")) {
                client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .timeout(PATIENCE)
                                .build(),
                        BodyHandlers.discarding());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> requests() {
        return List.of(
                "{\"model\":\"auto:speed\",\"messages\":[{\"role\":\"user\",\"content\":\"When did Rome fall?\"}]}",
                "{\"model\":\"auto\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Explain merge sort\"}]}");
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
