package dev.assayer.provider.openai;

import dev.assayer.provider.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/// An event, or a whole answer, that mentions usage.
///
/// @param usage what it reports; null if it reports none
/// @param isExtra whether it is the extra event that `stream_options.include_usage` asks for: usage
///   and no choices
record UsageEvent(@Nullable TokenUsage usage, boolean isExtra) {

    /// Reads one server-sent event; null when its data is not a JSON object.
    static @Nullable UsageEvent read(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to && bytes[start] != '{') {
            start++;
        }
        if (start == to) {
            return null;
        }
        try (JsonParser parser =
                WireJson.FACTORY.createParser(
                        ObjectReadContext.empty(), bytes, start, to - start)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            TokenUsage usage = null;
            boolean noChoices = false;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if ("usage".equals(name) && value == JsonToken.START_OBJECT) {
                    usage = UsageReader.read(parser);
                } else if ("choices".equals(name) && value == JsonToken.START_ARRAY) {
                    noChoices = parser.nextToken() == JsonToken.END_ARRAY;
                    while (!noChoices
                            && parser.currentToken() != JsonToken.END_ARRAY
                            && parser.currentToken() != null) {
                        parser.skipChildren();
                        parser.nextToken();
                    }
                } else {
                    parser.skipChildren();
                }
            }
            return new UsageEvent(usage, usage != null && noChoices);
        } catch (JacksonException e) {
            return null;
        }
    }
}
