package dev.assayer.gateway;

import dev.assayer.gateway.openai.ApiError;
import dev.assayer.gateway.openai.ChatRequest;
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
import dev.assayer.routing.features.Features;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;

/// `POST /v1/chat/completions`: reads the request, decides, and hands it to an [Exchange]. One per
/// event loop, confined to it.
public final class ChatCompletions {

    private final GatewayParts parts;
    private final UpstreamClient upstream;
    private final Admission admission;
    private long turn;
    private int underWay;
    private boolean turnsAway;

    /// @param parts shared by all event loops
    /// @param upstream of this event loop
    public ChatCompletions(GatewayParts parts, UpstreamClient upstream) {
        this.parts = parts;
        this.upstream = upstream;
        this.admission = new Admission(parts);
    }

    /// Takes no further requests; those under way go on.
    public void turnAway() {
        turnsAway = true;
    }

    /// Whether no request is under way.
    public boolean isIdle() {
        return underWay == 0;
    }

    public void handle(HttpServerRequest http) {
        RequestLimits limits = parts.settings().limits();
        if (turnsAway) {
            http.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            refuse(http, "shutting_down", "Assayer is shutting down; retry in a moment.");
            return;
        }
        if (underWay >= limits.concurrent()) {
            refuse(
                    http,
                    "overloaded",
                    "More than "
                            + limits.concurrent()
                            + " requests are under way; retry in a moment.");
            return;
        }
        RequestBody.gather(
                http,
                limits.bodyBytes(),
                body -> accept(http, body),
                () -> RequestBody.refuse(http, limits.bodyBytes()));
    }

    private static void refuse(HttpServerRequest http, String code, String message) {
        Responses.send(http.response(), new ApiError(503, code, null, message));
    }

    private void accept(HttpServerRequest http, Buffer body) {
        long startedNanos = System.nanoTime();
        try {
            ChatRequest request = ChatRequestReader.read(body.getBytes());
            Lineup lineup = parts.lineup().get();
            RoutingRequest routing = admission.read(http, request, lineup, turn++);
            decide(http, request, routing, lineup, startedNanos);
        } catch (InvalidRequest e) {
            Responses.send(http.response(), e.error());
        }
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
        String session = Admission.session(http, request);
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
