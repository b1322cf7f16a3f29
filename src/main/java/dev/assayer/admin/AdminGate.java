package dev.assayer.admin;

import dev.assayer.config.Secret;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who may change things: programs on this machine, and whoever has the admin key. A browser that
/// was sent here by a page from elsewhere may not, and neither may a request that a proxy on this
/// machine forwards for somebody else.
///
/// @param key `server.admin-key`; empty where none is set
public record AdminGate(Optional<Secret> key) {

    private static final String BEARER = "Bearer ";

    /// Why that request may not; empty if it may.
    Optional<AdminReply> refusal(HttpServerRequest http) {
        String authorization = http.getHeader("authorization");
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, 7)) {
            return isKey(authorization.substring(BEARER.length()))
                    ? Optional.empty()
                    : Optional.of(
                            AdminReply.error(401, "invalid_admin_key", "This is no admin key."));
        }
        boolean isForwarded =
                http.headers().contains("x-forwarded-for") || http.headers().contains("forwarded");
        String site = http.getHeader("sec-fetch-site");
        boolean isFromElsewhere =
                site != null && !site.equals("same-origin") && !site.equals("none");
        if (isForwarded
                || isFromElsewhere
                || !isNamedHere(http)
                || !isLoopback(http.remoteAddress().hostAddress())) {
            return Optional.of(
                    AdminReply.error(
                            403,
                            "admin_only",
                            "Only programs on this machine may ask this, or whoever sends 'Authorization: Bearer' with the admin key"
                                    + (key.isPresent() ? "." : " (server.admin-key is not set).")));
        }
        return Optional.empty();
    }

    /// Whether the request names this machine as its host, and a page of it as its origin if any: a
    /// page elsewhere can make its own name mean this machine.
    private static boolean isNamedHere(HttpServerRequest http) {
        String origin = http.getHeader("origin");
        String host = http.authority() == null ? null : http.authority().host();
        boolean isHostHere = host != null && (host.equals("localhost") || isLiteralLoopback(host));
        return isHostHere
                && (origin == null
                        || origin.equals("http://" + http.authority())
                        || origin.equals("https://" + http.authority()));
    }

    private static boolean isLiteralLoopback(String host) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        try {
            return InetAddress.ofLiteral(bare).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private boolean isKey(String text) {
        try {
            return key.isPresent() && key.get().equals(Secret.of(text));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isLoopback(@Nullable String address) {
        try {
            // An address needs no name service.
            return address != null && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
