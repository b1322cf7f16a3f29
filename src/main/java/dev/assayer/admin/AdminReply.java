package dev.assayer.admin;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Answers of the admin API.
final class AdminReply {

    private AdminReply() {}

    static void json(HttpServerRequest http, int status, Buffer body) {
        http.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(body);
    }

    /// The same error body as the gateway's, so that one client understands both.
    static void error(HttpServerRequest http, int status, String code, String message) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.putObject("error")
                .put("message", message)
                .put("type", status < 500 ? "invalid_request_error" : "api_error")
                .putNull("param")
                .put("code", code);
        json(http, status, Buffer.buffer(JsonMapper.shared().writeValueAsBytes(root)));
    }
}
