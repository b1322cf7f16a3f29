package dev.assayer.evidence;

import java.util.List;
import java.util.Optional;

/// By what a server recognises the version of a file that was had from it (RFC 9110, section 8.8).
///
/// @param request how the file was asked for
/// @param etag its `ETag`
/// @param lastModified its `Last-Modified`, as it was sent
public record Validator(WebRequest request, Optional<String> etag, Optional<String> lastModified) {

    /// Several of them as text, for keeping.
    public static String text(List<Validator> validators) {
        return FindingsTables.VALIDATORS.write(validators);
    }

    /// Reads [#text] back.
    ///
    /// @throws MalformedSnapshot if it is damaged
    public static List<Validator> parse(String text) {
        return FindingsTables.VALIDATORS.read("validators", text);
    }
}
