package dev.assayer.admin;

import dev.assayer.evidence.Credits;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One answer of the admin API.
///
/// @param status HTTP status
/// @param contentType of the body
/// @param body the body
/// @param headers further ones, by name
record AdminReply(int status, String contentType, Buffer body, Map<String, String> headers) {

    private static final String ATTRIBUTION = "x-assayer-attribution";

    private static final Logger LOG = LoggerFactory.getLogger(AdminReply.class);

    static AdminReply json(int status, JsonNode body) {
        return new AdminReply(
                status,
                "application/json",
                Buffer.buffer(JsonMapper.shared().writeValueAsBytes(body)),
                Map.of());
    }

    /// CSV has no place for credits: they stand in a header.
    static AdminReply csv(String body, Credits credits) {
        return new AdminReply(
                200,
                "text/csv; charset=utf-8",
                Buffer.buffer(body),
                credits.bySource().isEmpty() ? Map.of() : Map.of(ATTRIBUTION, credits.header()));
    }

    /// The same error body as the gateway's, so that one client understands both.
    static AdminReply error(int status, String code, String message) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.putObject("error")
                .put("message", message)
                .put("type", status < 500 ? "invalid_request_error" : "api_error")
                .putNull("param")
                .put("code", code);
        return json(status, root);
    }

    /// Runs that for a request with this method, and refuses one with another.
    static void only(HttpMethod method, HttpServerRequest http, Runnable handler) {
        if (method.equals(http.method())) {
            handler.run();
            return;
        }
        http.response().putHeader("allow", method.name());
        error(
                        405,
                        "method_not_allowed",
                        "The method is " + http.method() + " (expected: " + method + ").")
                .to(http);
    }

    void to(HttpServerRequest http) {
        if (!http.response().closed()) {
            headers.forEach((name, value) -> http.response().putHeader(name, value));
            http.response().setStatusCode(status).putHeader("content-type", contentType).end(body);
        }
    }

    /// Answers with what that work gives, done where it may block. Called on the request's event
    /// loop.
    static void later(HttpServerRequest http, Executor blocking, Supplier<AdminReply> work) {
        Context loop = Objects.requireNonNull(Vertx.currentContext(), "called off the event loop");
        blocking.execute(() -> {
            AdminReply reply = done(String.valueOf(http.path()), work);
            loop.runOnContext(_ -> reply.to(http));
        });
    }

    private static AdminReply done(String path, Supplier<AdminReply> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            // The thread's outermost frame: whatever it is, the caller must not wait for ever.
            LOG.error("path={} cannot be answered", path, e);
            return error(
                    500,
                    "internal_error",
                    "What is stored of " + path + " cannot be read; Assayer's log says why.");
        }
    }
}
