package dev.assayer.provider;

import dev.assayer.catalog.BaseUrl;

/// The address of a user's own server as `OLLAMA_HOST` takes it: a host, `host:port`, `:port` or a
/// URL, with or without quotes (Ollama, envconfig/config.go, read 2026-11). Without scheme it is
/// `http` at the server's usual port; with one, the scheme's own port. A wildcard address, which a
/// server may listen on, means this machine.
final class ServerAddress {

    private ServerAddress() {}

    /// Reads an address.
    ///
    /// @param usual what the server has where nothing is said: port and path
    /// @throws IllegalArgumentException with a sentence that does not repeat the text
    static BaseUrl parse(String text, BaseUrl usual) {
        String address = unquoted(text.strip());
        int mark = address.indexOf("://");
        String scheme = mark < 0 ? "http" : address.substring(0, mark);
        String rest = mark < 0 ? address : address.substring(mark + 3);
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : withoutSlashes(rest.substring(slash));
        String usualPath = usual.uri().getRawPath();
        return BaseUrl.parse(
                scheme
                        + "://"
                        + authority(authority, mark < 0 ? ":" + usual.uri().getPort() : "")
                        + (path.endsWith(usualPath) ? path : path + usualPath));
    }

    /// Host and port; an IPv6 address may come without brackets where it has no port.
    private static String authority(String text, String usualPort) {
        int bracket = text.indexOf(']');
        boolean isBareV6 = bracket < 0 && text.indexOf(':') != text.lastIndexOf(':');
        int colon = isBareV6 ? -1 : text.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? text : text.substring(0, colon);
        String port = colon < 0 || colon == text.length() - 1 ? usualPort : text.substring(colon);
        return reachable(isBareV6 ? "[" + host + "]" : host) + port;
    }

    private static String reachable(String host) {
        return switch (host) {
            case "", "0.0.0.0" -> "127.0.0.1";
            case "[::]" -> "[::1]";
            default -> host;
        };
    }

    private static String unquoted(String text) {
        boolean quoted =
                text.length() >= 2
                        && text.charAt(0) == text.charAt(text.length() - 1)
                        && (text.charAt(0) == '"' || text.charAt(0) == '\'');
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    private static String withoutSlashes(String path) {
        return path.endsWith("/") ? withoutSlashes(path.substring(0, path.length() - 1)) : path;
    }
}
