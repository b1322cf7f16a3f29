package dev.assayer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/// `assayer models` and `assayer route` where only the provider knows its models.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class ModelsCommandTest {

    @TempDir private Path home = Path.of("");

    @Test
    void asksProvidersThatNobodyElseKnows() throws IOException {
        byte[] list = "{\"data\":[{\"id\":\"gpt-4o-mini\"}]}".getBytes(StandardCharsets.UTF_8);
        HttpServer provider =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext(
                "/v1/models",
                exchange -> {
                    exchange.sendResponseHeaders(200, list.length);
                    exchange.getResponseBody().write(list);
                    exchange.close();
                });
        provider.start();
        try {
            Path config = home.resolve("some.yaml");
            Files.writeString(
                    config,
                    "discovery: off\nsandbox: off\nproviders: [{id: listed, base-url: 'http://127.0.0.1:"
                            + provider.getAddress().getPort()
                            + "/v1'}]\n");
            String[] where = {"--config", config.toString(), "--home", home.toString()};

            assertThat(Cli.run("models", where[0], where[1], where[2], where[3]).out())
                    .contains("listed", "gpt-4o-mini");
            assertThat(Cli.run("route", "hello", where[0], where[1], where[2], where[3]).out())
                    .contains("listed/gpt-4o-mini");
        } finally {
            provider.stop(0);
        }
    }
}
