package dev.assayer.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/// Where the gateway listens and how it stops.
///
/// @param host name or address of the interface
/// @param port TCP port; 0 takes a free one
/// @param eventLoops threads that carry all requests; 0 takes half of the processors, so that what
///   arrives close together is handled in one go and the other half is left to everything else
/// @param shutdownGrace how long answers may go on after the order to stop
/// @param limits sizes and counts
/// @param adminKey by which others than programs on this machine may change things; empty for
///   nobody
public record ServerSettings(
        String host,
        int port,
        int eventLoops,
        Duration shutdownGrace,
        ServerLimits limits,
        Optional<Secret> adminKey) {

    /// What a host is, in words.
    static final String HOST_FORM = "a host name or address, without port";

    static final Range<Integer> PORT = new Range<>(0, 0xFFFF);
    static final Range<Integer> EVENT_LOOPS = new Range<>(0, 256);
    static final Range<Duration> SHUTDOWN_GRACE = new Range<>(Duration.ZERO, Duration.ofHours(1));

    public static final ServerSettings DEFAULT =
            new ServerSettings(
                    "127.0.0.1",
                    8001,
                    0,
                    Duration.ofSeconds(30),
                    ServerLimits.DEFAULT,
                    Optional.empty());

    public ServerSettings {
        requireHost(host);
        PORT.require("port", port);
        EVENT_LOOPS.require("event-loops", eventLoops);
        SHUTDOWN_GRACE.require("shutdown-grace", shutdownGrace);
    }

    /// Passes a host on.
    ///
    /// @throws IllegalArgumentException if it cannot be one
    static String requireHost(String host) {
        if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || c == '/' || c > '~')) {
            throw new IllegalArgumentException(
                    "host: '" + host + "' (expected: " + HOST_FORM + ")");
        }
        return host;
    }

    /// Whether only this machine can reach the host. Decided without asking a name server: of names
    /// only `localhost` counts.
    public boolean isLoopback() {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
