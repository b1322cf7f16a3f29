package dev.assayer.admin;

import dev.assayer.ledger.DecisionIds;
import dev.assayer.ledger.LedgerStore;
import dev.assayer.ledger.LedgerUnavailable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `GET /v1/decisions/{id}` and `GET /v1/decisions?limit=N`: what was decided and why. Reads the
/// store on threads that may block, after whatever the ledger still held is in it: who has read an
/// answer finds its decision and its attempts.
public final class Decisions {

    /// Where they are.
    public static final String PATH = "/v1/decisions";

    private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);
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
            AdminReply.error(http, 400, "invalid_decision_id", String.valueOf(e.getMessage()));
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
                    http,
                    400,
                    "invalid_limit",
                    "'limit' is no number of that range (expected: 1.." + MOST + ").");
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
        Context loop = Objects.requireNonNull(Vertx.currentContext(), "called off the event loop");
        blocking.execute(() -> {
            Runnable answer = answer(http, work);
            loop.runOnContext(_ -> answer.run());
        });
    }

    private Runnable answer(HttpServerRequest http, Supplier<Optional<ObjectNode>> work) {
        try {
            flush.accept(PATIENCE);
            Optional<ObjectNode> found = work.get();
            if (found.isEmpty()) {
                return () ->
                        AdminReply.error(
                                http,
                                404,
                                "decision_not_found",
                                "The ledger has no such decision.");
            }
            Buffer json = Buffer.buffer(MAPPER.writeValueAsBytes(found.get()));
            return () -> AdminReply.json(http, 200, json);
        } catch (Replay.NotReplayable e) {
            return () ->
                    AdminReply.error(http, 409, "not_replayable", String.valueOf(e.getMessage()));
        } catch (LedgerUnavailable e) {
            return () ->
                    AdminReply.error(
                            http, 503, "ledger_unavailable", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // The thread's outermost frame: whatever it is, the caller must not wait for ever.
            LOG.error("path={} cannot be answered", http.path(), e);
            return () ->
                    AdminReply.error(
                            http,
                            500,
                            "internal_error",
                            "What is stored of "
                                    + http.path()
                                    + " cannot be read; Assayer's log says why.");
        }
    }
}
