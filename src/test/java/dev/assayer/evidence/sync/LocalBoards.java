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

    /// The same for names that several sources have in common: end of the path, with its query.
    private static final Map<String, String> PATHS =
            Map.ofEntries(
                    Map.entry("/data/llms/models", "artificialanalysis-live/models.json"),
                    Map.entry("/models/free?page=1", "artificialanalysis-live/free-1.json"),
                    Map.entry("/models/free?page=2", "artificialanalysis-live/free-2.json"),
                    Map.entry("/api/v1/models", "openrouter/openrouter_models-2026-08-01.json"),
                    Map.entry(
                            "/benchmarks?source=artificial-analysis",
                            "openrouter-keyed/benchmarks-artificial-analysis.json"),
                    Map.entry(
                            "/benchmarks?source=design-arena",
                            "openrouter-keyed/benchmarks-design-arena.json"),
                    Map.entry(
                            "/benchmarks?source=openrouter",
                            "openrouter-keyed/benchmarks-openrouter.json"),
                    Map.entry("/openai/gpt-5/endpoints", "openrouter-keyed/endpoints.json"),
                    Map.entry("/contents/public", "livebench-listing/public.json"),
                    Map.entry(
                            "/archive/df1d14eda7143f27fd5e7d71d8b14cb0c807de0d.tar.gz",
                            "llmstats-archive/llmstats.tar.gz"),
                    Map.entry("/stats/v1/scores?limit=500", "llmstats-api/scores-1.json"),
                    Map.entry(
                            "/stats/v1/scores?limit=500&cursor=abc%3D",
                            "llmstats-api/scores-2.json"),
                    Map.entry("/stats/v1/models?limit=200", "llmstats-api/models-1.json"));

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
                        address(pathAndQuery(request.address())), request.key(), request.body());
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
            behaviours
                    .getOrDefault(name, WHOLE)
                    .answer(exchange, file(pathAndQuery(exchange.getRequestURI()), path, name));
        }
    }

    private static String pathAndQuery(URI address) {
        String query = address.getRawQuery();
        return address.getRawPath() + (query == null ? "" : "?" + query);
    }

    private static byte[] file(String whole, String path, String name) throws IOException {
        String captured =
                PATHS.entrySet().stream()
                        .filter(entry -> whole.endsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(FILES.get(name));
        if (name.matches("(?:table|categories)_.*")) {
            captured = "livebench/" + name;
        }
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
