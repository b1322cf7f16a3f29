package dev.assayer.evidence.sync;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assayer.evidence.FetchFailed;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said where a source cannot be read: words, and the name of no class.
final class SnapshotFileTest {

    @TempDir private Path directory = Path.of("");

    @Test
    void aFileThatIsNotThereIsSaidToBeMissing() {
        Path file = directory.resolve("nothing.csv");

        assertThatThrownBy(() -> SnapshotFile.read(file, Optional.empty(), InstantSource.system()))
                .isInstanceOf(FetchFailed.class)
                .hasMessage(file + ": no such file");
    }

    @Test
    void aRefusedConnectionIsSaidToBeRefused() {
        String address = "http://127.0.0.1:1/";

        assertThatThrownBy(() -> refused(address))
                .isInstanceOf(FetchFailed.class)
                .message()
                .startsWith(address + ": ")
                .containsIgnoringCase("connection refused")
                .doesNotContain("java.");
    }

    private static void refused(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(URI.create(address)).build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (ConnectException e) {
            throw FetchFailed.because(address, e);
        }
    }
}
