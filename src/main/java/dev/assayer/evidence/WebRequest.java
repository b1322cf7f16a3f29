package dev.assayer.evidence;

import java.net.URI;
import java.util.Optional;

/// One request to a source. Keys are named, not held: [Web] puts them in, and never sends them on
/// to another host.
///
/// @param address where to
/// @param key the key to send; empty for none
/// @param body JSON to `POST`; empty for a `GET`
public record WebRequest(URI address, Optional<KeyHeader> key, Optional<String> body) {

    public static WebRequest of(URI address) {
        return new WebRequest(address, Optional.empty(), Optional.empty());
    }

    public static WebRequest of(String address) {
        return of(URI.create(address));
    }

    /// Sends a key in a header of its own, such as `x-api-key`.
    public WebRequest withKey(String header, String variable) {
        return new WebRequest(address, Optional.of(new KeyHeader(header, "", variable)), body);
    }

    /// Sends a key as `Authorization: Bearer`.
    public WebRequest withBearer(String variable) {
        return new WebRequest(
                address, Optional.of(new KeyHeader("authorization", "Bearer ", variable)), body);
    }

    /// Sends JSON.
    public WebRequest posting(String json) {
        return new WebRequest(address, key, Optional.of(json));
    }

    /// Where a key goes. Where its variable is not set, the request goes without it.
    ///
    /// @param header name of the header
    /// @param prefix what stands before the key
    /// @param variable environment variable that holds the key
    public record KeyHeader(String header, String prefix, String variable) {}
}
