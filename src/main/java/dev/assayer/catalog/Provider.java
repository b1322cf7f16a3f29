package dev.assayer.catalog;

import java.util.regex.Pattern;

/// Somebody who answers requests: a company's endpoint, a server of the user's own, or a built-in
/// sandbox.
///
/// @param id short and unique among the configured; the first part of an offer's id, hence without
///   slash
/// @param name for people
/// @param baseUrl where its paths begin
/// @param dialect what it speaks
/// @param sandbox whether its answers are canned
public record Provider(String id, String name, BaseUrl baseUrl, Dialect dialect, boolean sandbox) {

    /// What an id looks like, in words.
    public static final String ID_FORM =
            "1..64 of lower-case letters, digits, '-', '_' and '.', the first a letter or digit";

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    public Provider {
        if (!isId(id)) {
            throw new IllegalArgumentException(
                    "provider: '" + id + "' (expected: " + ID_FORM + ")");
        }
    }

    /// Whether a text can be a provider's id.
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
