package dev.assayer.gateway;

import dev.assayer.gateway.openai.ChatRequest;
import dev.assayer.gateway.openai.ChatRequestReader;
import dev.assayer.routing.Explanation;
import dev.assayer.routing.ExplanationJson;
import dev.assayer.routing.RoutingRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `POST /v1/route`: explains where a request would go, and sends it nowhere. Takes a chat
/// completion request, or `{"prompt": "..."}` with `model` and `assayer` if wanted.
public final class RouteDryRun {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final GatewayParts parts;
    private final Admission admission;
    private final Intake intake;

    public RouteDryRun(GatewayParts parts) {
        this.parts = parts;
        this.admission = new Admission(parts);
        this.intake = new Intake(parts, this::explain);
    }

    public void handle(HttpServerRequest http) {
        intake.take(http);
    }

    private void explain(HttpServerRequest http, Buffer body, Permit permit) {
        ChatRequest request = ChatRequestReader.read(asChat(body.getBytes()));
        Lineup lineup = parts.lineup().get();
        RoutingRequest routing = admission.read(http, request, lineup, 0).routing();
        Explanation explanation = Explanation.of(routing, lineup.table(), lineup.health());
        ObjectNode json =
                ExplanationJson.of(explanation, lineup.table().spec(), lineup.health().hash());
        Buffer answer = Buffer.buffer(MAPPER.writeValueAsBytes(json));
        permit.release();
        Responses.json(http.response(), 200, answer);
    }

    /// A bare prompt becomes a chat request; everything else is left for the reader to judge.
    private static byte[] asChat(byte[] body) {
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (JacksonException e) {
            return body;
        }
        if (!(root instanceof ObjectNode object)
                || object.has("messages")
                || !object.path("prompt").isString()) {
            return body;
        }
        String prompt = object.remove("prompt").asString();
        object.putArray("messages").addObject().put("role", "user").put("content", prompt);
        if (!object.has("model")) {
            object.put("model", "auto");
        }
        return MAPPER.writeValueAsString(object).getBytes(StandardCharsets.UTF_8);
    }
}
