package dev.assayer.evidence.sync;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assayer.evidence.Captured;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Validator;
import dev.assayer.evidence.Web;
import dev.assayer.evidence.WebRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// Stands in for every board's server: one HTTP server on loopback that serves captured files under
/// the last part of their public address, and misbehaves where it is told to. A [Web] that sends
/// all addresses there.
final class LocalBoards implements Web, AutoCloseable {

    /// What the server does for one file name.
    interface Behaviour {

        void answer(HttpExchange exchange, byte[] file) throws IOException;
    }

    static final Behaviour WHOLE =
            (exchange, file) -> {
                exchange.sendResponseHeaders(200, file.length == 0 ? -1 : file.length);
                exchange.getResponseBody().write(file);
            };

    /// Public file names, to where they lie among the captured files.
    private static final Map<String, String> FILES =
            Map.ofEntries(
                    Map.entry("rows", "lmarena-page/text_style_control-0.json"),
                    Map.entry("eci_benchmarks.csv", "epoch/eci_benchmarks.csv"),
                    Map.entry("polyglot_leaderboard.yml", "aider/polyglot_leaderboard.yml"),
                    Map.entry("edit_leaderboard.yml", "aider/edit_leaderboard.yml"),
                    Map.entry("results.json", "evalplus/results.json"),
                    Map.entry("README.md", "vectara/README.md"),
                    Map.entry("data_overall.csv", "bfcl/data_overall.csv"),
                    Map.entry("manifest.json", "tau2/manifest.json"),
                    Map.entry("api.json", "modelsdev-api/api.json"),
                    Map.entry(
                            "model_prices_and_context_window.json",
                            "litellm/model_prices_and_context_window.json"));

    private final HttpServer server;
    private final HttpWeb web;
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private final List<URI> asked = new CopyOnWriteArrayList<>();

    LocalBoards() {
        this(new HttpWeb.Limits(1 << 20, Duration.ofSeconds(10), 3, true));
    }

    LocalBoards(HttpWeb.Limits limits) {
        web =
                new HttpWeb(
                        limits,
                        variable -> Optional.ofNullable(keys.get(variable)),
                        Captured.CLOCK);
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    LocalBoards when(String fileName, Behaviour behaviour) {
        behaviours.put(fileName, behaviour);
        return this;
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Override
    public Answer ask(WebRequest request, Optional<Validator> known) {
        asked.add(request.address());
        var here =
                new WebRequest(
                        address(request.address().getRawPath()), request.key(), request.body());
        return switch (web.ask(here, known)) {
            case Answer.Fresh(Payload payload, Optional<Validator> validator) ->
                    new Answer.Fresh(
                            payload,
                            validator.map(
                                    one -> new Validator(request, one.etag(), one.lastModified())));
            case Answer.NotModified same -> same;
        };
    }

    /// The public addresses asked so far.
    List<URI> asked() {
        return List.copyOf(asked);
    }

    LocalBoards withKey(String variable, String key) {
        keys.put(variable, key);
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String name = path.substring(path.lastIndexOf('/') + 1);
            behaviours.getOrDefault(name, WHOLE).answer(exchange, file(path, name));
        }
    }

    private static byte[] file(String path, String name) throws IOException {
        String captured = FILES.get(name);
        if (name.equals("submission.json")) {
            String[] parts = path.split("/", -1);
            captured = "tau2/" + parts[parts.length - 2] + "__submission.json";
        }
        return captured == null
                ? "no such file".getBytes(StandardCharsets.UTF_8)
                : Files.readAllBytes(Captured.DIRECTORY.resolve(captured));
    }

    @Override
    public void close() {
        web.close();
        server.stop(0);
    }
}
