package dev.assayer.gateway;

import dev.assayer.catalog.Offer;
import dev.assayer.routing.RoutingTable;
import dev.assayer.routing.policy.Policy;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `GET /v1/models` and `GET /v1/models/{id}`: what can be asked for. `auto` with its policies
/// comes first, then every offer as `provider/model`. One model is found by any name that a request
/// may call it by; several offers of that name are told by their first.
public final class ModelList {

    /// Where the list is.
    public static final String PATH = "/v1/models";

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private static final List<String> AUTO =
            Stream.concat(
                            Stream.of("auto"),
                            Arrays.stream(Policy.values()).map(policy -> "auto:" + policy.word()))
                    .toList();

    private final Supplier<Lineup> lineup;

    /// @param lineup what to list, asked anew for each request
    public ModelList(Supplier<Lineup> lineup) {
        this.lineup = lineup;
    }

    /// @param path the request's path, which begins with [#PATH]
    public void handle(HttpServerRequest http, String path) {
        RoutingTable table = lineup.get().table();
        if (path.equals(PATH) || path.equals(PATH + "/")) {
            ObjectNode root = MAPPER.createObjectNode().put("object", "list");
            root.putArray("data").addAll(all(table));
            send(http, root);
            return;
        }
        String id = decoded(path.substring(PATH.length() + 1));
        Optional<ObjectNode> model =
                AUTO.contains(id)
                        ? Optional.of(model(id, "assayer"))
                        : table.offer(id).map(offer -> model(id, offer));
        model.ifPresentOrElse(
                found -> send(http, found),
                () -> Responses.send(http.response(), ModelField.unknown(id, table)));
    }

    private static void send(HttpServerRequest http, ObjectNode body) {
        Responses.json(http.response(), 200, Buffer.buffer(MAPPER.writeValueAsBytes(body)));
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
        AUTO.forEach(id -> models.add(model(id, "assayer")));
        table.spec().offers().forEach(offer -> models.add(model(offer.id(), offer)));
        return models;
    }

    private static ObjectNode model(String id, Offer offer) {
        ObjectNode model = model(id, offer.provider());
        ObjectNode more = model.putObject("assayer");
        more.put("offer", offer.id());
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
        return model;
    }

    private static ObjectNode model(String id, String owner) {
        return MAPPER.createObjectNode()
                .put("id", id)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", owner);
    }
}
