package dev.assayer.provider.openai;

import dev.assayer.provider.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/// Looks at an answer that came in one piece, without parsing all of it: whether it can be one, and
/// what it used.
public final class WholeAnswer {

    private static final byte[] USAGE = "\"usage\"".getBytes(StandardCharsets.US_ASCII);

    private WholeAnswer() {}

    /// Why these bytes are no answer; empty if they look like one: a JSON object from its first
    /// byte to its last.
    public static Optional<String> flaw(byte[] body) {
        int first = Json.skipBlanks(body, 0, body.length);
        if (first == body.length) {
            return Optional.of("an empty body");
        }
        if (body[first] == '<') {
            return Optional.of("HTML instead of JSON");
        }
        if (body[first] != '{') {
            return Optional.of("a body that does not begin with a JSON object");
        }
        int last = Json.lastNonBlank(body, 0, body.length);
        return body[last] == '}' ? Optional.empty() : Optional.of("half a JSON object");
    }

    /// The usage that the answer reports. Searched from the end, where every provider puts it:
    /// inside a string its quotes would be escaped, so that the bytes `"usage"` behind anything but
    /// a backslash are a key.
    public static Optional<TokenUsage> usage(byte[] body) {
        int end = body.length;
        while (true) {
            int at = Json.lastIndexOf(body, 0, end, USAGE);
            if (at < 0) {
                return Optional.empty();
            }
            int value = Json.skipBlanks(body, at + USAGE.length, body.length);
            boolean isKey =
                    (at == 0 || body[at - 1] != '\\') && value < body.length && body[value] == ':';
            if (isKey) {
                value = Json.skipBlanks(body, value + 1, body.length);
                if (value < body.length && body[value] == '{') {
                    return read(body, value);
                }
            }
            end = at;
        }
    }

    private static Optional<TokenUsage> read(byte[] body, int from) {
        try (JsonParser parser =
                WireJson.FACTORY.createParser(
                        ObjectReadContext.empty(), body, from, body.length - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            return Optional.of(UsageReader.read(parser));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
