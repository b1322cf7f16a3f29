package dev.assayer.gateway;

import dev.assayer.gateway.openai.ApiError;
import dev.assayer.gateway.openai.ChatRequest;
import dev.assayer.gateway.openai.ChatRequestReader;
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
    private final Intake intake;
    private long turn;
    private boolean turnsAway;

    /// @param parts shared by all event loops
    /// @param upstream of this event loop
    public ChatCompletions(GatewayParts parts, UpstreamClient upstream) {
        this.parts = parts;
        this.upstream = upstream;
        this.admission = new Admission(parts);
        this.intake = new Intake(parts, this::accept);
    }

    /// Takes no further requests; those under way go on.
    public void turnAway() {
        turnsAway = true;
    }

    /// Whether no request is under way on any event loop.
    public boolean isIdle() {
        return parts.underWay().get() == 0;
    }

    public void handle(HttpServerRequest http) {
        if (turnsAway) {
            http.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            Responses.send(
                    http.response(),
                    new ApiError(
                            503,
                            "shutting_down",
                            null,
                            "Assayer is shutting down; retry in a moment."));
            return;
        }
        intake.take(http);
    }

    private void accept(HttpServerRequest http, Buffer body, Permit permit) {
        long startedNanos = System.nanoTime();
        ChatRequest request = ChatRequestReader.read(body.getBytes());
        Lineup lineup = parts.lineup().get();
        Admission.Admitted admitted = admission.read(http, request, lineup, turn++);
        decide(http, request, admitted, lineup, startedNanos, permit);
    }

    private void decide(
            HttpServerRequest http,
            ChatRequest request,
            Admission.Admitted admitted,
            Lineup lineup,
            long startedNanos,
            Permit permit) {
        RoutingRequest routing = admitted.routing();
        Choice choice = Router.choose(routing, lineup.table(), lineup.health());
        long id = parts.ids().next();
        Features features = routing.features();
        String policy =
                routing.target() instanceof Target.Pinned ? "pinned" : routing.policy().word();
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
                                admitted.session()));
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
            ApiError error = nothingLeft(routing, lineup);
            permit.release();
            exchange.refuse(error);
            return;
        }
        exchange.start(permit::release);
    }

    private static String text(ChatRequest request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }

    private static ApiError nothingLeft(RoutingRequest routing, Lineup lineup) {
        Explanation explanation = Explanation.of(routing, lineup.table(), lineup.health());
        return NothingLeft.error(explanation);
    }
}
