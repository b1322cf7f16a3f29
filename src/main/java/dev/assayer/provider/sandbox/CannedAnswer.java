package dev.assayer.provider.sandbox;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The answer of a sandbox provider, which says of itself that it is canned.
///
/// @param whole a `chat.completion`
/// @param events the same as `chat.completion.chunk` events, `[DONE]` at last
/// @param tokens its length: one per word
record CannedAnswer(Buffer whole, List<Buffer> events, int tokens) {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int CHARACTERS_PER_TOKEN = 4;

    CannedAnswer {
        events = List.copyOf(events);
    }

    /// @param provider the sandbox provider's id
    /// @param model the model asked for
    /// @param request the request, for its messages' length and its options
    /// @param created epoch seconds
    static CannedAnswer to(String provider, String model, JsonNode request, long created) {
        String text = text(provider, model, request);
        List<String> words = words(text);
        String id = id(request);
        ObjectNode usage =
                MAPPER.createObjectNode()
                        .put(
                                "prompt_tokens",
                                request.path("messages").toString().length() / CHARACTERS_PER_TOKEN)
                        .put("completion_tokens", words.size());
        usage.put(
                "total_tokens",
                usage.get("prompt_tokens").asInt() + usage.get("completion_tokens").asInt());

        ObjectNode whole = head(id, "chat.completion", created, model);
        ObjectNode choice = whole.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", text);
        choice.put("finish_reason", "stop");
        whole.set("usage", usage);

        var events = new ArrayList<Buffer>();
        for (int i = 0; i < words.size(); i++) {
            ObjectNode delta = MAPPER.createObjectNode();
            if (i == 0) {
                delta.put("role", "assistant");
            }
            events.add(event(chunk(id, created, model, delta.put("content", words.get(i)), false)));
        }
        events.add(event(chunk(id, created, model, MAPPER.createObjectNode(), true)));
        if (request.path("stream_options").path("include_usage").asBoolean(false)) {
            ObjectNode last = head(id, "chat.completion.chunk", created, model);
            last.putArray("choices");
            last.set("usage", usage);
            events.add(event(last));
        }
        events.add(Buffer.buffer("data: [DONE]\n\n"));
        return new CannedAnswer(
                Buffer.buffer(MAPPER.writeValueAsBytes(whole)), events, words.size());
    }

    private static String text(String provider, String model, JsonNode request) {
        String text =
                "This is a canned answer from the sandbox provider "
                        + provider
                        + ", which stands in for "
                        + model
                        + ". The routing was real, but no model was asked. Set a provider's key"
                        + " (./assayer doctor lists them) to get real answers.";
        String format = request.path("response_format").path("type").asString("text");
        return "text".equals(format)
                ? text
                : MAPPER.createObjectNode().put("sandbox", true).put("answer", text).toString();
    }

    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        int from = 0;
        for (int i = 1; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ' ') {
                words.add(text.substring(from, i));
                from = i;
            }
        }
        return words;
    }

    /// The same request gets the same id: a sandbox repeats itself.
    private static String id(JsonNode request) {
        var crc = new CRC32();
        crc.update(MAPPER.writeValueAsBytes(request));
        return "chatcmpl-sandbox-" + Long.toHexString(crc.getValue());
    }

    private static ObjectNode chunk(
            String id, long created, String model, ObjectNode delta, boolean isLast) {
        ObjectNode chunk = head(id, "chat.completion.chunk", created, model);
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", isLast ? "stop" : null);
        return chunk;
    }

    private static ObjectNode head(String id, String object, long created, String model) {
        return MAPPER.createObjectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }

    private static Buffer event(ObjectNode data) {
        return Buffer.buffer("data: ")
                .appendBytes(MAPPER.writeValueAsBytes(data))
                .appendString("\n\n");
    }
}
