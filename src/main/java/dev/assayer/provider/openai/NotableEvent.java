package dev.assayer.provider.openai;

import dev.assayer.provider.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/// What an event says that mentions usage or an error.
///
/// @param usage what it reports; null if it reports none
/// @param isExtraUsage whether it is the extra event that `stream_options.include_usage` asks for:
///   usage and no choices
/// @param isError whether the provider says that it failed
record NotableEvent(@Nullable TokenUsage usage, boolean isExtraUsage, boolean isError) {

    private static final NotableEvent NOTHING = new NotableEvent(null, false, false);

    /// Reads one server-sent event. One whose data is not a JSON object says nothing.
    static NotableEvent read(byte[] bytes, int from, int to) {
        byte[] data = EventData.of(bytes, from, to);
        try (JsonParser parser =
                WireJson.FACTORY.createParser(ObjectReadContext.empty(), data, 0, data.length)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? read(parser) : NOTHING;
        } catch (JacksonException e) {
            return NOTHING;
        }
    }

    private static NotableEvent read(JsonParser parser) {
        TokenUsage usage = null;
        boolean noChoices = false;
        boolean isError = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if ("usage".equals(name) && value == JsonToken.START_OBJECT) {
                usage = UsageReader.read(parser);
            } else if ("choices".equals(name) && value == JsonToken.START_ARRAY) {
                noChoices = isEmptyArray(parser);
            } else {
                isError |= "error".equals(name) && isError(parser, value);
                parser.skipChildren();
            }
        }
        return new NotableEvent(usage, usage != null && noChoices && !isError, isError);
    }

    private static boolean isError(JsonParser parser, JsonToken value) {
        return value == JsonToken.START_OBJECT
                || (value == JsonToken.VALUE_STRING && !parser.getString().isEmpty());
    }

    /// @param parser at the array's start; left at its end
    private static boolean isEmptyArray(JsonParser parser) {
        boolean isEmpty = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            isEmpty = false;
            parser.skipChildren();
        }
        return isEmpty;
    }
}
