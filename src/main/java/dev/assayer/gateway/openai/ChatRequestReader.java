package dev.assayer.gateway.openai;

import dev.assayer.catalog.Capability;
import dev.assayer.gateway.openai.ChatRequest.Hints;
import dev.assayer.gateway.openai.ChatRequest.Span;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Reads a chat completion request in one pass over its bytes: checks that it is well-formed JSON
/// in UTF-8 with the fields that routing needs, and notes where the few fields stand that may be
/// changed. Texts are skipped, not decoded.
public final class ChatRequestReader {

    private static final int DEEPEST = 200;
    private static final int LONGEST_QUOTE = 40;

    /// Hints go into the ledger.

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private final ChatRequest request;
    private final JsonParser parser;
    private boolean hasModel;
    private boolean hasMessages;
    private boolean hasStream;
    private boolean hasStreamOptions;

    private ChatRequestReader(ChatRequest request, JsonParser parser) {
        this.request = request;
        this.parser = parser;
    }

    /// Reads a request.
    ///
    /// @param bytes the request's body
    /// @throws InvalidRequest if it cannot be accepted, naming the field
    public static ChatRequest read(byte[] bytes) {
        if (bytes.length == 0) {
            throw invalid("empty_body", null, "The request has no body (expected: a JSON object).");
        }
        checkEncoding(bytes);
        var request = new ChatRequest(bytes);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            new ChatRequestReader(request, parser).readRequest();
        } catch (StreamConstraintsException e) {
            throw invalid(
                    "json_too_complex",
                    null,
                    "The body goes beyond a limit: "
                            + place(e).replaceAll(", from `[^`]*`", "")
                            + ".");
        } catch (JacksonException e) {
            throw invalid("malformed_json", null, "The body is not valid JSON: " + place(e) + ".");
        }
        return request;
    }

    /// Jackson guesses UTF-16 and UTF-32 from zeros among the first four bytes, and in these knows
    /// no byte offsets.
    private static void checkEncoding(byte[] bytes) {
        int flaw = Utf8.flaw(bytes);
        if (flaw >= 0) {
            throw invalid(
                    "invalid_utf8",
                    null,
                    "The body is not UTF-8: byte " + flaw + " begins no character.");
        }
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            if (bytes[i] == 0) {
                throw invalid(
                        "malformed_json",
                        null,
                        "The body begins with a zero byte (expected: a JSON object in UTF-8).");
            }
        }
    }

    /// Decodes the JSON string that begins at an offset.
    static String stringAt(byte[] bytes, int offset) {
        try (JsonParser parser =
                FACTORY.createParser(
                        ObjectReadContext.empty(), bytes, offset, bytes.length - offset)) {
            parser.nextToken();
            return parser.getString();
        }
    }

    private static String place(JacksonException e) {
        String message = e.getOriginalMessage();
        String first = message == null ? "syntax error" : message.lines().findFirst().orElse("");
        first = shortened(first, 3 * LONGEST_QUOTE);
        return e.getLocation() == null
                ? first
                : first
                        + " (line "
                        + e.getLocation().getLineNr()
                        + ", column "
                        + e.getLocation().getColumnNr()
                        + ")";
    }

    private void readRequest() {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw invalid(
                    "malformed_json",
                    null,
                    "The body is " + kind(parser.currentToken()) + " (expected: a JSON object).");
        }
        request.firstByte = start();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            switch (parser.currentName()) {
                case "model" -> readModel();
                case "messages" -> readMessages();
                case "stream" -> readStream();
                case "stream_options" -> readStreamOptions();
                case "max_tokens", "max_completion_tokens" -> readAnswerLimit();
                case "tools", "functions" -> readTools();
                case "response_format" -> readResponseFormat();
                case "assayer" -> readAssayer();
                default -> {
                    parser.nextToken();
                    parser.skipChildren();
                }
            }
        }
        if (parser.nextToken() != null) {
            throw invalid(
                    "malformed_json",
                    null,
                    "Something stands behind the JSON object (expected: one object and nothing else).");
        }
        if (!hasModel) {
            throw invalid(
                    "missing_model",
                    "model",
                    "'model' is missing (expected: \"auto\", or a model that GET /v1/models lists).");
        }
        if (!hasMessages) {
            throw invalid(
                    "missing_messages",
                    "messages",
                    "'messages' is missing (expected: an array with at least one message).");
        }
    }

    private void readModel() {
        refuseSecond(hasModel, "model");
        if (parser.nextToken() != JsonToken.VALUE_STRING || parser.getString().isBlank()) {
            throw wrongType("model", "a non-empty string such as \"auto\"");
        }
        int from = start();
        request.model = parser.getString();
        request.modelValue = new Span(from, end());
        hasModel = true;
    }

    private void readMessages() {
        refuseSecond(hasMessages, "messages");
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw wrongType("messages", "an array of messages");
        }
        int from = start();
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            readMessage(count++);
        }
        if (count == 0) {
            throw invalid(
                    "empty_messages",
                    "messages",
                    "'messages' is empty (expected: at least one message).");
        }
        request.messageBytes += end() - from;
        hasMessages = true;
    }

    private void readMessage(int index) {
        String where = "messages[" + index + "]";
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw wrongType(where, "an object with 'role' and 'content'");
        }
        boolean isUser = false;
        boolean hasRole = false;
        int text = -1;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "role" -> {
                    if (value != JsonToken.VALUE_STRING) {
                        throw wrongType(where + ".role", "a string such as \"user\"");
                    }
                    isUser = "user".equals(parser.getString());
                    hasRole = true;
                }
                case "content" -> {
                    switch (value) {
                        case VALUE_STRING -> text = start();
                        case START_ARRAY -> text = readParts(where + ".content");
                        case VALUE_NULL -> {}
                        default ->
                                throw wrongType(
                                        where + ".content", "a string, an array of parts, or null");
                    }
                }
                default -> parser.skipChildren();
            }
        }
        if (!hasRole) {
            throw invalid(
                    "missing_role",
                    where + ".role",
                    "'" + where + ".role' is missing (expected: a string such as \"user\").");
        }
        if (isUser && text >= 0) {
            request.lastUserText = text;
        }
    }

    /// The longest text part tells the task best: instructions and pasted context come in one or
    /// the other order.
    private int readParts(String where) {
        int longest = -1;
        int length = -1;
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String part = where + "[" + index++ + "]";
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw wrongType(part, "an object with 'type'");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if ("type".equals(name)) {
                    if (value != JsonToken.VALUE_STRING) {
                        throw wrongType(part + ".type", "a string such as \"text\"");
                    }
                    switch (parser.getString()) {
                        case "image_url", "input_image" -> request.needs.add(Capability.IMAGES);
                        case "input_audio" -> request.needs.add(Capability.AUDIO);
                        default -> {}
                    }
                } else if ("text".equals(name) && value != JsonToken.VALUE_NULL) {
                    if (value != JsonToken.VALUE_STRING) {
                        throw wrongType(part + ".text", "a string");
                    }
                    int from = start();
                    parser.finishToken();
                    if (end() - from > length) {
                        longest = from;
                        length = end() - from;
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        return longest;
    }

    private void readStream() {
        refuseSecond(hasStream, "stream");
        parser.nextToken();
        request.isStreamed = flag("stream");
        hasStream = true;
    }

    private void readStreamOptions() {
        refuseSecond(hasStreamOptions, "stream_options");
        hasStreamOptions = true;
        JsonToken value = parser.nextToken();
        int from = start();
        if (value == JsonToken.VALUE_NULL) {
            request.streamOptions = new Span(from, end());
            return;
        }
        if (value != JsonToken.START_OBJECT) {
            throw wrongType("stream_options", "an object");
        }
        request.streamOptionsIsObject = true;
        request.streamOptionsIsEmpty = true;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            request.streamOptionsIsEmpty = false;
            boolean isUsage = "include_usage".equals(parser.currentName());
            parser.nextToken();
            if (isUsage) {
                int valueFrom = start();
                request.includesUsage = flag("stream_options.include_usage");
                request.includeUsageValue = new Span(valueFrom, end());
            } else {
                parser.skipChildren();
            }
        }
        request.streamOptions = new Span(from, end());
    }

    private void readAnswerLimit() {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        if (value != JsonToken.VALUE_NUMBER_INT
                || parser.getNumberType() != JsonParser.NumberType.INT
                || parser.getIntValue() < 1) {
            throw wrongType(name, "a whole number, 1.." + Integer.MAX_VALUE);
        }
        request.answerLimit = parser.getIntValue();
    }

    private void readTools() {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        if (value != JsonToken.START_ARRAY) {
            throw wrongType(name, "an array");
        }
        int from = start();
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw wrongType(name + "[" + count + "]", "an object");
            }
            count++;
            parser.skipChildren();
        }
        if (count > 0) {
            request.needs.add(Capability.TOOLS);
            request.messageBytes += end() - from;
        }
    }

    private void readResponseFormat() {
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        if (value != JsonToken.START_OBJECT) {
            throw wrongType("response_format", "an object");
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isType = "type".equals(parser.currentName());
            JsonToken inner = parser.nextToken();
            if (!isType) {
                parser.skipChildren();
            } else if (inner != JsonToken.VALUE_STRING) {
                throw wrongType("response_format.type", "a string such as \"json_schema\"");
            } else if (!"text".equals(parser.getString())) {
                request.needs.add(Capability.STRUCTURED_OUTPUT);
            }
        }
    }

    private void readAssayer() {
        refuseSecond(request.assayer != null, "assayer");
        int from = start();
        JsonToken whole = parser.nextToken();
        if (whole == JsonToken.VALUE_NULL) {
            request.assayer = new Span(from, end());
            return;
        }
        if (whole != JsonToken.START_OBJECT) {
            throw wrongType("assayer", "an object with 'category', 'policy' or 'session'");
        }
        @Nullable String category = null;
        @Nullable String policy = null;
        @Nullable String session = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "category" -> category = hint("assayer.category");
                case "policy" -> policy = hint("assayer.policy");
                case "session" -> session = hint("assayer.session");
                default -> {
                    String where = "assayer." + shortened(name, LONGEST_QUOTE);
                    throw invalid(
                            "unknown_hint",
                            where,
                            "'" + where + "' is unknown (expected: category, policy or session).");
                }
            }
        }
        request.hints = new Hints(category, policy, session);
        request.assayer = new Span(from, end());
    }

    private @Nullable String hint(String where) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(where, "a string");
        }
        return new Hint(where, parser.getString()).word();
    }

    /// What is edited must not stand twice: one of the two would go out unedited.
    private static void refuseSecond(boolean isSecond, String field) {
        if (isSecond) {
            throw invalid(
                    "duplicate_field", field, "'" + field + "' stands twice (expected: once).");
        }
    }

    private boolean flag(String name) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw wrongType(name, "true or false");
        };
    }

    /// Offset of the current token's first byte.
    private int start() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /// Offset behind the current token's last byte.
    private int end() {
        parser.finishToken();
        return (int) parser.currentLocation().getByteOffset();
    }

    private InvalidRequest wrongType(String param, String expected) {
        return invalid(
                "invalid_type",
                param,
                "'" + param + "' is " + found() + " (expected: " + expected + ").");
    }

    /// The value that stands here: a number itself, else what kind it is.
    private String found() {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING && parser.getString().isBlank()) {
            return "an empty string";
        }
        return token != null && token.isNumeric()
                ? "the number " + shortened(parser.getString(), LONGEST_QUOTE)
                : kind(token);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "...";
    }

    private static String kind(@Nullable JsonToken token) {
        return switch (token) {
            case null -> "missing";
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> "no value";
        };
    }

    private static InvalidRequest invalid(String code, @Nullable String param, String message) {
        return new InvalidRequest(ApiError.invalid(code, param, message));
    }
}
