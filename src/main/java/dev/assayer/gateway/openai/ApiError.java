package dev.assayer.gateway.openai;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An error as OpenAI clients expect it: `{"error": {"message", "type", "param", "code"}}`.
///
/// @param status HTTP status
/// @param code stable word to program against
/// @param param the request's field to blame, e.g. `messages[0].role`; null if none is
/// @param message what was wrong, what was expected, what to do
public record ApiError(int status, String code, @Nullable String param, String message) {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    /// A request that must be changed before it can succeed.
    public static ApiError invalid(String code, @Nullable String param, String message) {
        return new ApiError(400, code, param, message);
    }

    /// OpenAI's own error classes by status.
    public String type() {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }

    /// The JSON body. Half a surrogate pair, which a message may quote from the request, becomes a
    /// question mark: it cannot be written as UTF-8.
    public Buffer body() {
        ObjectNode root = MAPPER.createObjectNode();
        root.putObject("error")
                .put("message", message)
                .put("type", type())
                .put("param", param)
                .put("code", code);
        return Buffer.buffer(MAPPER.writeValueAsString(root).getBytes(StandardCharsets.UTF_8));
    }

    /// The same as a server-sent event, for a stream that breaks off.
    public Buffer event() {
        return Buffer.buffer("data: ").appendBuffer(body()).appendString("\n\n");
    }
}
