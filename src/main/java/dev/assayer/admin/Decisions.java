package dev.assayer.admin;

import dev.assayer.ledger.DecisionIds;
import dev.assayer.ledger.LedgerStore;
import dev.assayer.ledger.LedgerUnavailable;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `GET /v1/decisions/{id}` and `GET /v1/decisions?limit=N`: what was decided and why. Reads the
/// store on threads that may block, after whatever the ledger still held is in it: who has read an
/// answer finds its decision and its attempts.
public final class Decisions {

    /// Where they are.
    public static final String PATH = "/v1/decisions";

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int USUAL_LIMIT = 20;
    private static final int MOST = 1_000;

    /// A ledger that is written behind is at most a second behind.
    private static final Duration PATIENCE = Duration.ofMillis(1_200);

    private final Replay replay;
    private final LedgerStore ledger;
    private final Consumer<Duration> flush;
    private final Executor blocking;

    /// @param flush waits until the store has what the ledger was handed, at most so long
    /// @param blocking runs what may block
    public Decisions(
            Replay replay, LedgerStore ledger, Consumer<Duration> flush, Executor blocking) {
        this.replay = replay;
        this.ledger = ledger;
        this.flush = flush;
        this.blocking = blocking;
    }

    /// @param path the request's path, which begins with [#PATH]
    public void handle(HttpServerRequest http, String path) {
        if (path.equals(PATH) || path.equals(PATH + "/")) {
            list(http);
            return;
        }
        long id;
        try {
            id = DecisionIds.parse(path.substring(PATH.length() + 1));
        } catch (IllegalArgumentException e) {
            AdminReply.error(400, "invalid_decision_id", String.valueOf(e.getMessage())).to(http);
            return;
        }
        reply(http, () -> replay.replay(id).map(DecisionView::of));
    }

    private void list(HttpServerRequest http) {
        int limit;
        try {
            String asked = http.getParam("limit");
            limit = asked == null ? USUAL_LIMIT : Integer.parseInt(asked);
        } catch (NumberFormatException e) {
            limit = 0;
        }
        if (limit < 1 || limit > MOST) {
            AdminReply.error(
                            400,
                            "invalid_limit",
                            "'limit' is no number of that range (expected: 1.." + MOST + ").")
                    .to(http);
            return;
        }
        int count = limit;
        reply(http, () -> Optional.of(newest(count)));
    }

    private ObjectNode newest(int limit) {
        ObjectNode root = MAPPER.createObjectNode().put("object", "list");
        ArrayNode data = root.putArray("data");
        ledger.newest(limit).forEach(decided -> data.add(DecisionView.head(decided)));
        return root;
    }

    private void reply(HttpServerRequest http, Supplier<Optional<ObjectNode>> work) {
        AdminReply.later(http, blocking, () -> reply(work));
    }

    private AdminReply reply(Supplier<Optional<ObjectNode>> work) {
        try {
            flush.accept(PATIENCE);
            return work.get()
                    .map(found -> AdminReply.json(200, found))
                    .orElseGet(() ->
                            AdminReply.error(
                                    404, "decision_not_found", "The ledger has no such decision."));
        } catch (Replay.NotReplayable e) {
            return AdminReply.error(409, "not_replayable", String.valueOf(e.getMessage()));
        } catch (LedgerUnavailable e) {
            return AdminReply.error(503, "ledger_unavailable", String.valueOf(e.getMessage()));
        }
    }
}
