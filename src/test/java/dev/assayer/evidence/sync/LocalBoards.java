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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// Stands in for every board's server: one HTTP server on loopback that serves captured files under
/// their public address behind its host's name, and misbehaves where it is told to, by the last
/// part of an address. A [Web] that sends all addresses there.
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
                    Map.entry("latest.json", "lmarena-page/latest.json"),
                    Map.entry("eci_benchmarks.csv", "epoch/eci_benchmarks.csv"),
                    Map.entry("polyglot_leaderboard.yml", "aider/polyglot_leaderboard.yml"),
                    Map.entry("edit_leaderboard.yml", "aider/edit_leaderboard.yml"),
                    Map.entry("README.md", "vectara/README.md"),
                    Map.entry("data_overall.csv", "bfcl/data_overall.csv"),
                    Map.entry("results.csv", "mmlupro/results.csv"),
                    Map.entry("leaderboards.json", "swebench/leaderboards-2025-12-10.json"),
                    Map.entry("results-hard.json", "bigcodebench/results-hard.json"),
                    Map.entry(
                            "performances_generation.json",
                            "livecodebench/performances_generation-2025-04-22.json"),
                    Map.entry("eqbench3.js", "eqbench/eqbench3.js"),
                    Map.entry("creative_writing.js", "eqbench/creative_writing.js"),
                    Map.entry("eqbench4_data.js", "eqbench/eqbench4_data.js"),
                    Map.entry("core_scenarios_accuracy.json", "helm/core_scenarios_accuracy.json"),
                    Map.entry("huggingface_v2.csv", "openllm/huggingface_v2.csv"),
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
    private volatile Behaviour usual = WHOLE;

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

    /// What the server does for all other file names.
    LocalBoards otherwise(Behaviour behaviour) {
        usual = behaviour;
        return this;
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
        String query = request.address().getRawQuery();
        var here =
                new WebRequest(
                        address(
                                "/"
                                        + request.address().getHost()
                                        + request.address().getRawPath()
                                        + (query == null ? "" : "?" + query)),
                        request.key(),
                        request.body());
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
            URI uri = exchange.getRequestURI();
            String name = uri.getPath().substring(uri.getPath().lastIndexOf('/') + 1);
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean isForKeys = uri.getPath().endsWith("openrouter.ai/api/v1/benchmarks");
            if (isForKeys && exchange.getRequestHeaders().getFirst("authorization") == null) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            behaviours.getOrDefault(name, usual).answer(exchange, file(uri, name, body));
        }
    }

    private static byte[] file(URI uri, String name, String body) throws IOException {
        Path captured = Captured.DIRECTORY.resolve(captured(uri, name, body));
        return Files.isRegularFile(captured)
                ? Files.readAllBytes(captured)
                : "no such file".getBytes(StandardCharsets.UTF_8);
    }

    private static String captured(URI uri, String name, String body) {
        String query = uri.getRawQuery();
        String whole = uri.getRawPath() + (query == null ? "" : "?" + query);
        Optional<String> byPath =
                PATHS.entrySet().stream()
                        .filter(entry -> whole.endsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst();
        if (byPath.isPresent()) {
            return byPath.get();
        }
        if (name.matches("(?:table|categories)_.*")) {
            return "livebench/" + name;
        }
        String[] parts = uri.getPath().split("/", -1);
        return switch (name) {
            case "submission.json" -> "tau2/" + parts[parts.length - 2] + "__submission.json";
            case "rows" ->
                    (uri.getQuery().contains("lmarena-ai") ? "lmarena-page/" : "openllm-page/")
                            + uri.getQuery().replaceFirst(".*&config=(\\w+)&.*", "$1")
                            + "-0.json";
            case "leaderboard-read" -> "terminalbench/" + terminalBench(body) + ".json";
            case "" -> "swebench-page/index.html";
            case "results.json" ->
                    uri.getPath().contains("bigcode")
                            ? "bigcodebench/results.json"
                            : "evalplus/results.json";
            default ->
                    uri.getPath().contains("/data/lmarena/") && !name.equals("latest.json")
                            ? "lmarena/" + name.replace(".json", "-2026-08-22.json")
                            : FILES.getOrDefault(name, "none");
        };
    }

    private static String terminalBench(String body) {
        Map<String, String> boards =
                Map.of("4-0-0", "4.0", "3-0-0", "3.0", "main", "2.1", "2-0", "2.0");
        return "terminal-bench-"
                + boards.get(body.replaceFirst("(?s).*\"name\":\"([^\"]*)\".*", "$1"));
    }

    @Override
    public void close() {
        web.close();
        server.stop(0);
    }
}
