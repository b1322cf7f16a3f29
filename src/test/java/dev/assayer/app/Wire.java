package dev.assayer.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/// A client that is nothing but a socket: it sees what exactly comes, and how it ends.
final class Wire implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final StringBuilder read = new StringBuilder();

    Wire(int port) throws IOException {
        this(port, 0);
    }

    /// @param receiveBuffer bytes that the kernel may hold for us; 0 for the usual
    Wire(int port, int receiveBuffer) throws IOException {
        socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(10_000);
        socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = socket.getInputStream();
    }

    Wire send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /// Sends a chat request.
    Wire chat(String body) throws IOException {
        return send(
                "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body);
    }

    /// Reads until the text has come, and gives everything that was read.
    String until(String text) throws IOException {
        while (read.indexOf(text) < 0) {
            if (!more()) {
                throw new AssertionError("the connection ended before '" + text + "':\n" + read);
            }
        }
        return read.toString();
    }

    /// Reads to the connection's end, however it ends, and gives everything that was read.
    String toEnd() throws IOException {
        while (more()) {
            // Goes on.
        }
        return read.toString();
    }

    private boolean more() throws IOException {
        byte[] piece = new byte[64 << 10];
        int count;
        try {
            count = in.read(piece);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("nothing more came, and no end, after:\n" + read, e);
        } catch (SocketException e) {
            return false;
        }
        if (count < 0) {
            return false;
        }
        read.append(new String(piece, 0, count, ISO_8859_1));
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
