package dev.assayer.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/// The address that a provider's paths hang from, such as `https://api.openai.com/v1`: absolute,
/// `http` or `https`, without a slash at its end, without user, query or fragment.
///
/// @param uri the address in this form
public record BaseUrl(URI uri) {

    /// What people copy along from a provider's examples: the call itself is added by us.
    private static final Pattern COPIED_CALL = Pattern.compile("(/chat)?/completions$");

    private static final Pattern SLASHES_AT_END = Pattern.compile("/+$");

    public BaseUrl {
        if (!normalised(uri).toString().equals(uri.toString())) {
            throw new IllegalArgumentException(
                    "base URL: '" + uri + "' (expected: the form " + normalised(uri) + ")");
        }
    }

    /// Reads an address as people write it: slashes at its end and a copied `/chat/completions` are
    /// dropped, scheme and host put in lower case.
    ///
    /// @throws IllegalArgumentException with a sentence that does not repeat the text, which may
    ///   hold a secret
    public static BaseUrl parse(String text) {
        try {
            return new BaseUrl(normalised(new URI(text.strip())));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "expected: an address such as https://api.example.com/v1", e);
        }
    }

    private static URI normalised(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        require(
                (scheme.equals("http") || scheme.equals("https")) && !uri.isOpaque(),
                "expected: an address that starts with http:// or https://");
        require(
                uri.getRawUserInfo() == null,
                "expected: no user or password in the address; the key has its own place");
        require(
                uri.getRawQuery() == null && uri.getRawFragment() == null,
                "expected: an address without '?' and '#'; paths are added at its end");
        require(
                uri.getHost() != null,
                "expected: a host behind '"
                        + scheme
                        + "://', of letters, digits, '-' and '.', and a port of digits");
        require(
                uri.getPort() != 0 && uri.getPort() <= 0xFFFF,
                "expected: a port of 1..65535, not " + uri.getPort());
        String path = SLASHES_AT_END.matcher(uri.getRawPath()).replaceFirst("");
        path = SLASHES_AT_END.matcher(COPIED_CALL.matcher(path).replaceFirst("")).replaceFirst("");
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return URI.create(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /// The address of one call.
    ///
    /// @param path what follows the base, with its leading slash, e.g. `/chat/completions`
    public URI resolve(String path) {
        return URI.create(uri + path);
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
