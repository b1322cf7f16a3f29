package dev.assayer.provider.openai;

import dev.assayer.provider.TokenUsage;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads a `usage` object: `prompt_tokens`, `completion_tokens`, and their details. Missing counts
/// are 0; so are negative ones and those that no model can reach, which would overflow a bill.
final class UsageReader {

    private static final double MOST_TOKENS = 100_000_000;

    private UsageReader() {}

    /// @param parser at the object's start; left at its end
    static TokenUsage read(JsonParser parser) {
        long input = 0;
        long output = 0;
        long cached = 0;
        long reasoning = 0;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "prompt_tokens" -> input = count(parser, value);
                case "completion_tokens" -> output = count(parser, value);
                case "prompt_tokens_details" ->
                        cached = detail(parser, value, "cached_tokens", cached);
                case "completion_tokens_details" ->
                        reasoning = detail(parser, value, "reasoning_tokens", reasoning);
                // DeepSeek's own name for the same count.
                case "prompt_cache_hit_tokens" -> cached = count(parser, value);
                default -> parser.skipChildren();
            }
        }
        return new TokenUsage(input, Math.min(cached, input), output, Math.min(reasoning, output));
    }

    private static long detail(JsonParser parser, JsonToken value, String wanted, long otherwise) {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return otherwise;
        }
        long found = otherwise;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken inner = parser.nextToken();
            if (name.equals(wanted)) {
                found = count(parser, inner);
            } else {
                parser.skipChildren();
            }
        }
        return found;
    }

    private static long count(JsonParser parser, JsonToken value) {
        if (value == JsonToken.VALUE_NUMBER_INT || value == JsonToken.VALUE_NUMBER_FLOAT) {
            double count = parser.getValueAsDouble();
            return count >= 0 && count <= MOST_TOKENS ? (long) count : 0;
        }
        parser.skipChildren();
        return 0;
    }
}
