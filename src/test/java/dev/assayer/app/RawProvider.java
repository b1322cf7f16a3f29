package dev.assayer.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A provider that is nothing but a socket: the test decides about every byte, and sees when the
/// gateway hangs up.
final class RawProvider implements AutoCloseable {

    /// The head of a stream in chunks.
    static final String STREAM_HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

    /// What to do with one request.
    @FunctionalInterface
    interface Answer {
        void to(Connection connection) throws IOException;
    }

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// Each connection takes one request.
    RawProvider(Answer answer) {
        try {
            socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(() -> accept(answer));
    }

    /// Waits for the test's word.
    static void await(CountDownLatch word) throws IOException {
        try {
            word.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
    }

    private void accept(Answer answer) {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                threads.execute(() -> serve(accepted, answer));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void serve(Socket accepted, Answer answer) {
        try (accepted) {
            var connection = new Connection(accepted);
            connection.readRequest();
            answer.to(connection);
        } catch (IOException e) {
            // The gateway hung up: tests that care wait for Connection.closed.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    /// One request and the way back.
    static final class Connection {

        private final Socket socket;
        private final InputStream in;
        private String head = "";
        private String body = "";

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        private void readRequest() throws IOException {
            var text = new StringBuilder();
            while (!text.toString().endsWith("\r\n\r\n")) {
                int read = in.read();
                if (read < 0) {
                    throw new IOException("closed within the head");
                }
                text.append((char) read);
            }
            head = text.toString();
            int length =
                    head.lines()
                            .map(line -> line.toLowerCase(Locale.ROOT))
                            .filter(line -> line.startsWith("content-length:"))
                            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                            .findFirst()
                            .orElse(0);
            body = new String(in.readNBytes(length), UTF_8);
        }

        String head() {
            return head;
        }

        String body() {
            return body;
        }

        Connection write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        }

        /// Writes one chunk.
        Connection chunk(String text) throws IOException {
            return write(Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n");
        }

        /// Returns when the gateway has closed the connection.
        void awaitClose() throws IOException {
            try {
                while (in.read() >= 0) {
                    // Nothing more is expected.
                }
            } catch (IOException e) {
                // A reset is a close as well.
            }
        }

        /// Completes the future when the gateway has closed the connection.
        void awaitClose(CompletableFuture<?> closed) throws IOException {
            awaitClose();
            closed.complete(null);
        }
    }
}
