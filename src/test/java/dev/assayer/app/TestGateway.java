package dev.assayer.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.assayer.cli.AssayerCommand;
import dev.assayer.config.Configuration;
import dev.assayer.config.ConfigurationLoader;
import dev.assayer.config.KnownIds;
import dev.assayer.config.Surroundings;
import dev.assayer.evidence.sync.Sources;
import dev.assayer.provider.ProviderPresets;
import dev.assayer.provider.sandbox.SandboxRequest;
import dev.assayer.provider.sandbox.SandboxServer;
import dev.assayer.provider.sandbox.Script;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A gateway that was started from an `assayer.yaml` of its own, in a home of its own, on scripted
/// providers behind real sockets, with what it takes to ask it.
final class TestGateway implements AutoCloseable {

    /// Long enough for a slow machine; nothing here waits for it to pass.
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /// A provider that answers at once.
    static final Script AT_ONCE = new Script.Answer(Duration.ZERO, 1_000_000);

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Path root;
    private final Path home;
    private final Map<String, List<SandboxRequest>> seen = new LinkedHashMap<>();
    private final StringBuilder providers = new StringBuilder();
    private final StringBuilder settings = new StringBuilder();
    private final Vertx vertx = Vertx.vertx();
    private final List<RawProvider> raws = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private boolean background;
    private Assayer assayer;

    @SuppressWarnings("NullAway.Init") // set by start()
    private TestGateway(Path root) {
        this.root = root;
        this.home = root.resolve("home");
    }

    /// One that is not started yet.
    ///
    /// @param root an empty directory
    static TestGateway in(Path root) {
        return new TestGateway(root);
    }

    /// Adds a sandbox provider. A model is a plain name, or a mapping as `assayer.yaml` has it.
    TestGateway sandbox(String id, Function<SandboxRequest, Script> script, String... models) {
        return provider(id, run(id, script, models), models);
    }

    /// Adds a sandbox provider whose models only its own list tells.
    TestGateway listing(String id, Function<SandboxRequest, Script> script, String... models) {
        return provider(id, run(id, script, models));
    }

    private URI run(String id, Function<SandboxRequest, Script> script, String... models) {
        var requests = new CopyOnWriteArrayList<SandboxRequest>();
        seen.put(id, requests);
        SandboxServer server =
                done(
                        SandboxServer.start(
                                vertx,
                                id,
                                Arrays.stream(models).map(TestGateway::nameOf).toList(),
                                request -> {
                                    requests.add(request);
                                    return script.apply(request);
                                },
                                InstantSource.system()));
        return server.baseUrl();
    }

    /// Adds a provider that somebody else runs.
    TestGateway provider(String id, URI baseUrl, String... models) {
        providers.append(
                """
                  - id: %s
                    base-url: %s
                    api-key: sk-of-%s
                """
                        .formatted(id, baseUrl, id));
        if (models.length > 0) {
            providers.append("    models: [" + String.join(", ", models) + "]\n");
        }
        return this;
    }

    /// Adds a provider whose connections the test answers itself.
    TestGateway provider(String id, RawProvider raw, String... models) {
        raws.add(raw);
        return provider(id, raw.baseUrl(), models);
    }

    private static String nameOf(String model) {
        return model.startsWith("{")
                ? model.substring(model.indexOf("id:") + 3).strip().split("[,}]", 2)[0]
                : model;
    }

    /// Lets it ask sources of evidence by itself, which tests otherwise forbid.
    TestGateway inBackground() {
        background = true;
        return this;
    }

    /// Adds lines to `assayer.yaml`.
    TestGateway yaml(String lines) {
        settings.append(lines).append('\n');
        return this;
    }

    TestGateway start() {
        writeSettings();
        assayer = Assayer.start(configuration());
        return this;
    }

    void writeSettings() {
        try {
            Files.createDirectories(root);
            Files.writeString(
                    config(),
                    settings
                            + (providers.isEmpty() ? "" : "providers:\n" + providers)
                            + "discovery: off\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Configuration configuration() {
        return ConfigurationLoader.load(
                new Surroundings(Map.of(), root.toAbsolutePath(), root.toAbsolutePath()),
                Map.of(
                        "home",
                        home.toString(),
                        "server.port",
                        "0",
                        "evidence.background",
                        background ? "on" : "off"),
                new KnownIds(ProviderPresets.bundled().ids(), Sources.all().ids()));
    }

    Assayer assayer() {
        return assayer;
    }

    Path home() {
        return home;
    }

    Path config() {
        return root.resolve("assayer.yaml");
    }

    int port() {
        return assayer.port();
    }

    /// What a sandbox provider was asked, in order.
    List<SandboxRequest> seenBy(String provider) {
        return Objects.requireNonNull(seen.get(provider), provider);
    }

    /// What a sandbox provider was asked, once.
    SandboxRequest onlySeenBy(String provider) {
        List<SandboxRequest> requests = seenBy(provider);
        if (requests.size() != 1) {
            throw new AssertionError(provider + " was asked " + requests.size() + " times");
        }
        return requests.getFirst();
    }

    // --- asking

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
    }

    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> as) {
        try {
            return http.send(request, as);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(request(path).build(), BodyHandlers.ofString());
    }

    /// @param headers names and values in turn
    HttpResponse<String> post(String path, String body, String... headers) {
        return post(path, body.getBytes(UTF_8), headers);
    }

    HttpResponse<String> post(String path, byte[] body, String... headers) {
        HttpRequest.Builder request =
                request(path)
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> chat(String body, String... headers) {
        return post("/v1/chat/completions", body, headers);
    }

    /// A request of one short message.
    ///
    /// @param more further fields, each with a comma in front
    static String ask(String model, String more) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Explain merge sort\"}]%s}"
                .formatted(model, more);
    }

    static String ask(String model) {
        return ask(model, "");
    }

    static JsonNode json(HttpResponse<String> response) {
        return MAPPER.readTree(response.body());
    }

    static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }

    /// A header that must be there.
    static String header(HttpResponse<?> response, String name) {
        return response.headers()
                .firstValue(name)
                .orElseThrow(() -> new AssertionError(name + " is missing: " + response.headers()));
    }

    static String decision(HttpResponse<?> response) {
        return header(response, "x-assayer-decision");
    }

    /// The decision as the API tells it.
    JsonNode explained(String decision) {
        HttpResponse<String> response = get("/v1/decisions/" + decision);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response);
    }

    /// The official client, which tries nothing twice. The caller closes it.
    OpenAIClient openai() {
        return OpenAIOkHttpClient.builder()
                .baseUrl(uri("/v1").toString())
                .apiKey("unused")
                .maxRetries(0)
                .timeout(PATIENCE)
                .build();
    }

    // --- the command line

    /// What a command printed, and its exit code.
    record Printed(int code, String out, String err) {}

    /// Runs a command on this gateway's home and settings.
    Printed command(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString(), "--config", config().toString()));
        return run(all.toArray(String[]::new));
    }

    /// Runs a command as it is.
    static Printed run(String... words) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var printed = new ByteArrayOutputStream();
        var complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, UTF_8));
        System.setErr(new PrintStream(complained, true, UTF_8));
        try {
            int code = AssayerCommand.run(words);
            return new Printed(code, printed.toString(UTF_8), complained.toString(UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        if (assayer != null) {
            assayer.close();
        }
        raws.forEach(RawProvider::close);
        done(vertx.close());
    }
}
