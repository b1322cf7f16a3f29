package dev.assayer.gateway;

import dev.assayer.gateway.openai.ApiError;
import dev.assayer.gateway.openai.ChatRequest;
import dev.assayer.gateway.openai.ChatRequest.Hints;
import dev.assayer.gateway.openai.ChatRequestReader;
import dev.assayer.gateway.openai.InvalidRequest;
import dev.assayer.ledger.LedgerRecord;
import dev.assayer.provider.UpstreamClient;
import dev.assayer.routing.Choice;
import dev.assayer.routing.Explanation;
import dev.assayer.routing.Router;
import dev.assayer.routing.RoutingJson;
import dev.assayer.routing.RoutingRequest;
import dev.assayer.routing.Target;
import dev.assayer.routing.features.CategoryEstimate;
import dev.assayer.routing.features.Features;
import dev.assayer.routing.features.TokenEstimate;
import dev.assayer.routing.policy.Policy;
import dev.assayer.scoring.Category;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `POST /v1/chat/completions`: reads the request, decides, and hands it to an [Exchange]. One per
/// event loop, confined to it.
public final class ChatCompletions {

    private final GatewayParts parts;
    private final UpstreamClient upstream;
    private long turn;
    private int underWay;

    /// @param parts shared by all event loops
    /// @param upstream of this event loop
    public ChatCompletions(GatewayParts parts, UpstreamClient upstream) {
        this.parts = parts;
        this.upstream = upstream;
    }

    public void handle(HttpServerRequest http) {
        RequestLimits limits = parts.settings().limits();
        if (underWay >= limits.concurrent()) {
            Responses.send(
                    http.response(),
                    new ApiError(
                            503,
                            "overloaded",
                            null,
                            "More than "
                                    + limits.concurrent()
                                    + " requests are under way; retry in a moment."));
            return;
        }
        RequestBody.gather(
                http, limits.bodyBytes(), body -> accept(http, body), () -> refuseLarge(http));
    }

    private void refuseLarge(HttpServerRequest http) {
        // The rest of the body is not read: the connection cannot be used again.
        http.response().putHeader("connection", "close");
        Responses.send(
                http.response(),
                new ApiError(
                        413,
                        "body_too_large",
                        null,
                        "The body is longer than "
                                + parts.settings().limits().bodyBytes()
                                + " bytes (server.limits.body)."));
    }

    private void accept(HttpServerRequest http, Buffer body) {
        long startedNanos = System.nanoTime();
        try {
            ChatRequest request = ChatRequestReader.read(body.getBytes());
            Lineup lineup = parts.lineup().get();
            RoutingRequest routing = routing(http, request, lineup);
            decide(http, request, routing, lineup, startedNanos);
        } catch (InvalidRequest e) {
            Responses.send(http.response(), e.error());
        }
    }

    private RoutingRequest routing(HttpServerRequest http, ChatRequest request, Lineup lineup) {
        Hints hints = request.hints();
        Optional<Category> category =
                ModelField.category(first(http.getHeader("x-assayer-category"), hints.category()));
        String asked = request.model();
        boolean isAuto = ModelField.isAuto(asked);
        Policy policy =
                ModelField.policy(
                        asked,
                        isAuto,
                        first(http.getHeader("x-assayer-policy"), hints.policy()),
                        parts.settings().defaultPolicy());
        Target target = isAuto ? new Target.Auto() : ModelField.pinned(asked, lineup.table());
        CategoryEstimate estimate;
        if (category.isPresent()) {
            estimate = CategoryEstimate.certain(category.get(), CategoryEstimate.Basis.HINT);
        } else if (isAuto) {
            estimate = parts.features().estimate(request.lastUserText(), request.needs());
        } else {
            estimate = CategoryEstimate.nothing();
        }
        return new RoutingRequest(
                target,
                policy,
                new Features(
                        estimate,
                        TokenEstimate.ofJsonBytes(request.messageBytes()),
                        request.answerLimit(),
                        request.needs()),
                turn++);
    }

    private static @Nullable String first(@Nullable String header, @Nullable String body) {
        return header != null ? header : body;
    }

    private void decide(
            HttpServerRequest http,
            ChatRequest request,
            RoutingRequest routing,
            Lineup lineup,
            long startedNanos) {
        Choice choice = Router.choose(routing, lineup.table(), lineup.health());
        long id = parts.ids().next();
        Features features = routing.features();
        String policy =
                routing.target() instanceof Target.Pinned ? "pinned" : routing.policy().word();
        String session = first(http.getHeader("x-assayer-session"), request.hints().session());
        parts.ledger()
                .accept(
                        new LedgerRecord.Decided(
                                id,
                                parts.clock().millis(),
                                lineup.table().hash(),
                                lineup.health().hash(),
                                RoutingJson.write(routing),
                                choice.isEmpty()
                                        ? null
                                        : lineup.destination(choice.order()[0]).offerId(),
                                features.category().category().word(),
                                policy,
                                session));
        if (parts.settings().keepText()) {
            parts.ledger().accept(new LedgerRecord.Text(id, text(request)));
        }
        var exchange =
                new Exchange(
                        parts,
                        upstream,
                        http,
                        request,
                        new Exchange.Decided(id, lineup, choice, features.category(), policy),
                        startedNanos + parts.settings().totalDeadlineNanos());
        if (choice.isEmpty()) {
            exchange.refuse(nothingLeft(routing, lineup));
            return;
        }
        underWay++;
        exchange.start(() -> underWay--);
    }

    private static String text(ChatRequest request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }

    private static ApiError nothingLeft(RoutingRequest routing, Lineup lineup) {
        Explanation explanation = Explanation.of(routing, lineup.table(), lineup.health());
        return NothingLeft.error(explanation);
    }
}
