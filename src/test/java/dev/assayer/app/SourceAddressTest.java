package dev.assayer.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assayer.config.Configuration;
import dev.assayer.config.ConfigurationLoader;
import dev.assayer.config.KnownIds;
import dev.assayer.config.Surroundings;
import dev.assayer.evidence.Captured;
import dev.assayer.evidence.SourceRecord;
import dev.assayer.evidence.sync.Sources;
import dev.assayer.evidence.sync.SyncOrder;
import dev.assayer.evidence.sync.Visit;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A source that is read from an address of the user's choice, over real HTTP.
final class SourceAddressTest {

    private static final String ETAG = "\"v1\"";

    @TempDir private Path home;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        EvidencePack pack = EvidencePack.of(Captured.DIRECTORY, Set.of());
        try (Stores stores = Stores.open(home)) {
            stores.snapshots().putCurrent(pack.snapshot(), Instant.EPOCH);
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/well", SourceAddressTest::board);
        server.createContext("/mirror", SourceAddressTest::board);
        server.createContext("/gone", exchange -> exchange.sendResponseHeaders(500, -1));
        server.createContext("/endless", SourceAddressTest::endless);
        server.createContext(
                "/huge",
                exchange -> {
                    exchange.sendResponseHeaders(200, 10_000_000_000L);
                    exchange.getResponseBody().write(1);
                    exchange.getResponseBody().flush();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anotherAddressIsAskedWhateverTheLastOneSaid() throws IOException {
        assertThat(sync(at("/well"))).isInstanceOf(Visit.Changed.class);
        assertThat(sync(at("/well"))).isInstanceOf(Visit.Unchanged.class);

        assertThat(sync(at("/gone")).toString()).contains("status 500");
        assertThat(sync(at("/mirror/well")))
                .as("the same content from somewhere else")
                .isInstanceOf(Visit.Unchanged.class);
        assertThat(sync(at("/gone")).toString()).contains("status 500");
    }

    @Test
    void bodiesWithoutEndFailBySizeAndTheirSourceAlone() throws IOException {
        assertThat(sync(at("/huge")).toString()).contains("more than 67108864 bytes");
        List<Visit> visits = sync(Map.of("bfcl", at("/endless"), "vectara", at("/well")));
        assertThat(visits).hasSize(2);
        assertThat(visits)
                .filteredOn(visit -> visit.source().equals("bfcl"))
                .singleElement()
                .extracting(Visit::toString)
                .asString()
                .contains("more than 67108864 bytes");
        assertThat(visits)
                .filteredOn(visit -> visit.source().equals("vectara"))
                .singleElement()
                .isInstanceOf(Visit.Changed.class);
    }

    @Test
    void whatNobodyReceivedIsNotCounted() throws IOException {
        String nobody = "http://127.0.0.1:" + server.getAddress().getPort() + "/well";
        sync(nobody);
        int before = requests();
        server.stop(0);

        assertThat(sync(nobody).toString()).contains("nobody takes connections there");
        assertThat(requests()).isEqualTo(before).isOne();
        start();
    }

    private int requests() {
        try (Stores stores = Stores.open(home)) {
            return Optional.ofNullable(stores.sources().records().get("vectara"))
                    .map(SourceRecord::usage)
                    .orElseThrow()
                    .requests();
        }
    }

    private String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private Visit sync(String address) throws IOException {
        return sync(Map.of("vectara", address)).getFirst();
    }

    /// Asks sources at these addresses.
    private List<Visit> sync(Map<String, String> addresses) throws IOException {
        var yaml = new StringBuilder("evidence:\n  allow-private-addresses: on\n  sources:\n");
        addresses.forEach((source, address) ->
                yaml.append("    %s: {from: \"%s\"}\n".formatted(source, address)));
        Files.writeString(home.resolve("assayer.yaml"), yaml);
        Configuration configuration =
                ConfigurationLoader.load(
                        new Surroundings(Map.of(), home, home),
                        Map.of("home", home.toString()),
                        new KnownIds(Set.of(), Sources.all().ids()));
        try (Stores stores = Stores.open(home)) {
            return new EvidenceSync(configuration, stores)
                    .run(new SyncOrder(addresses.keySet()), _ -> {})
                    .visits();
        }
    }

    private static void board(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("etag", ETAG);
        if (ETAG.equals(exchange.getRequestHeaders().getFirst("if-none-match"))) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        byte[] file = Files.readAllBytes(Captured.DIRECTORY.resolve("vectara/README.md"));
        exchange.sendResponseHeaders(200, file.length);
        exchange.getResponseBody().write(file);
        exchange.close();
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] zeros = new byte[1 << 16];
        try (OutputStream body = Objects.requireNonNull(exchange.getResponseBody())) {
            while (true) {
                body.write(zeros);
            }
        } catch (IOException _) {
            exchange.close(); // whoever asked has had enough
        }
    }
}
