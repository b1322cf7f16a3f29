package dev.assayer.gateway;

import dev.assayer.catalog.Offer;
import dev.assayer.gateway.openai.ApiError;
import dev.assayer.routing.RoutingTable;
import dev.assayer.routing.policy.Policy;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `GET /v1/models` and `GET /v1/models/{id}`: what can be asked for. `auto` with its policies
/// comes first, then every offer as `provider/model`.
public final class ModelList {

    /// Where the list is.
    public static final String PATH = "/v1/models";

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Supplier<Lineup> lineup;

    /// @param lineup what to list, asked anew for each request
    public ModelList(Supplier<Lineup> lineup) {
        this.lineup = lineup;
    }

    /// @param path the request's path, which begins with [#PATH]
    public void handle(HttpServerRequest http, String path) {
        List<ObjectNode> all = all(lineup.get().table());
        if (path.equals(PATH) || path.equals(PATH + "/")) {
            ObjectNode root = MAPPER.createObjectNode().put("object", "list");
            root.putArray("data").addAll(all);
            Responses.json(http.response(), 200, Buffer.buffer(MAPPER.writeValueAsBytes(root)));
            return;
        }
        String id = decoded(path.substring(PATH.length() + 1));
        for (ObjectNode model : all) {
            if (model.path("id").asString().equals(id)) {
                Responses.json(
                        http.response(), 200, Buffer.buffer(MAPPER.writeValueAsBytes(model)));
                return;
            }
        }
        Responses.send(
                http.response(),
                new ApiError(
                        404,
                        "model_not_found",
                        "model",
                        "The model '" + id + "' is not offered. GET /v1/models lists all."));
    }

    /// Ids hold slashes: they may come plain or percent-encoded.
    private static String decoded(String id) {
        try {
            return URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return id;
        }
    }

    private static List<ObjectNode> all(RoutingTable table) {
        var models = new ArrayList<ObjectNode>();
        models.add(model("auto", "assayer"));
        for (Policy policy : Policy.values()) {
            models.add(model("auto:" + policy.word(), "assayer"));
        }
        for (Offer offer : table.spec().offers()) {
            ObjectNode model = model(offer.id(), offer.provider());
            ObjectNode more = model.putObject("assayer");
            more.put("model", offer.variant().map(Object::toString).orElse(null));
            more.put("sandbox", offer.sandbox());
            more.put(
                    "price_per_million_input",
                    offer.price().map(price -> price.inputPerMillion()).orElse(null));
            more.put(
                    "price_per_million_output",
                    offer.price().map(price -> price.outputPerMillion()).orElse(null));
            if (offer.limits().contextTokens() > 0) {
                more.put("context_length", offer.limits().contextTokens());
            }
            models.add(model);
        }
        return models;
    }

    private static ObjectNode model(String id, String owner) {
        return MAPPER.createObjectNode()
                .put("id", id)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", owner);
    }
}
