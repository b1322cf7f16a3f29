package dev.assayer.provider.openai;

import dev.assayer.provider.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/// An answer that came in one piece, without parsing all of it: whether it can be one, and what it
/// used. Immutable.
///
/// It follows braces and strings once from the first byte to the last, which finds the fields of
/// the outermost object and a body that was cut, and leaves everything else to the caller. The text
/// of a string is jumped over with Java's vectorised search, in Latin-1, where one byte is one
/// character.
public final class WholeAnswer {

    private final @Nullable String flaw;
    private final boolean isError;
    private final @Nullable TokenUsage usage;

    private WholeAnswer(@Nullable String flaw, boolean isError, @Nullable TokenUsage usage) {
        this.flaw = flaw;
        this.isError = isError;
        this.usage = usage;
    }

    /// Looks at a body.
    public static WholeAnswer of(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int first = Json.skipBlanks(body, 0, body.length);
        if (first == body.length) {
            return flawed("an empty body");
        }
        if (body[first] == '<') {
            return flawed("HTML instead of JSON");
        }
        if (body[first] != '{') {
            return flawed("a body that does not begin with a JSON object");
        }
        var outline = new Outline(text, first);
        if (!outline.isWhole()) {
            return flawed("half a JSON object");
        }
        if (outline.error >= 0 && body[outline.error] != 'n') {
            return new WholeAnswer("an error in place of an answer", true, null);
        }
        if (outline.choices < 0) {
            return flawed("a JSON object without 'choices'");
        }
        return new WholeAnswer(
                null,
                false,
                outline.usage >= 0 && body[outline.usage] == '{'
                        ? usage(body, outline.usage)
                        : null);
    }

    private static WholeAnswer flawed(String flaw) {
        return new WholeAnswer(flaw, false, null);
    }

    private static @Nullable TokenUsage usage(byte[] body, int from) {
        try (JsonParser parser =
                WireJson.FACTORY.createParser(
                        ObjectReadContext.empty(), body, from, body.length - from)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? UsageReader.read(parser) : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /// Why these bytes are no answer; empty if they look like one: a JSON object from the first
    /// byte to the last, with choices and without an error.
    public Optional<String> flaw() {
        return Optional.ofNullable(flaw);
    }

    /// Whether the flaw is that the provider reports an error, under whatever status.
    public boolean isError() {
        return isError;
    }

    /// The usage that the answer reports.
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    /// Where the values of the outermost object's fields begin; -1 where a field is missing.
    private static final class Outline {
        private final String text;
        private int at;
        int usage = -1;
        int error = -1;
        int choices = -1;

        Outline(String text, int first) {
            this.text = text;
            this.at = first;
        }

        /// Whether the object ends, and nothing but blanks behind it. Finds the fields on the way.
        boolean isWhole() {
            int depth = 0;
            while (at < text.length()) {
                switch (text.charAt(at)) {
                    case '{', '[' -> depth++;
                    case '}', ']' -> depth--;
                    case '"' -> {
                        int start = at;
                        at = closingQuote(start);
                        if (at < 0) {
                            return false;
                        }
                        if (depth == 1) {
                            noteField(start);
                        }
                    }
                    default -> {}
                }
                at++;
                if (depth == 0) {
                    return text.substring(at).isBlank();
                }
            }
            return false;
        }

        private int closingQuote(int opening) {
            int quote = text.indexOf('"', opening + 1);
            while (quote >= 0 && isEscaped(quote)) {
                quote = text.indexOf('"', quote + 1);
            }
            return quote;
        }

        private boolean isEscaped(int quote) {
            int backslash = quote - 1;
            while (text.charAt(backslash) == '\\') {
                backslash--;
            }
            return (quote - backslash) % 2 == 0;
        }

        /// @param start of a string that ends at the current position
        private void noteField(int start) {
            int colon = behindBlanks(at + 1);
            if (colon == text.length() || text.charAt(colon) != ':') {
                return;
            }
            int value = behindBlanks(colon + 1);
            if (value == text.length()) {
                return;
            }
            switch (text.substring(start + 1, at)) {
                case "usage" -> usage = value;
                case "error" -> error = value;
                case "choices" -> choices = value;
                default -> {}
            }
        }

        private int behindBlanks(int from) {
            int i = from;
            while (i < text.length() && text.charAt(i) <= ' ') {
                i++;
            }
            return i;
        }
    }
}
