package dev.assayer.admin;

import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.sync.SourceStatus;
import dev.assayer.evidence.sync.SyncOrder;
import dev.assayer.evidence.sync.SyncQueue;
import dev.assayer.evidence.sync.SyncTicket;
import dev.assayer.quality.QualityReport;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// How evidence comes in: `POST /ingest/sync` orders a sync, `GET /ingest/sync/{id}` tells how it
/// went, `GET /ingest/status` how every source stands.
public final class Ingest {

    /// Where they are.
    public static final String PATH = "/ingest";

    private static final String SYNC = PATH + "/sync";
    private static final List<String> PARAMETERS = List.of("source", "wait", "force", "accept");

    /// A waiting caller is answered after that with what is known by then.
    private static final long LONGEST_WAIT_SECONDS = 600;

    private final Parts parts;

    /// @param gate who may order a sync
    /// @param sources ids of every source
    /// @param queue carries syncs out
    /// @param inForce the evidence in force
    /// @param statuses how every source stands, by that evidence; may block
    /// @param report how good that evidence is, where it is known; may block
    /// @param clock for ages
    /// @param blocking runs what may block
    public record Parts(
            AdminGate gate,
            List<String> sources,
            SyncQueue queue,
            Supplier<Snapshot> inForce,
            Function<Snapshot, List<SourceStatus>> statuses,
            Function<Snapshot, Optional<QualityReport>> report,
            InstantSource clock,
            Executor blocking) {}

    public Ingest(Parts parts) {
        this.parts = parts;
    }

    /// @param path the request's path, which begins with [#PATH]
    /// @return whether there is anything at that path
    public boolean handle(HttpServerRequest http, String path) {
        if (path.equals(SYNC)) {
            AdminReply.only(HttpMethod.POST, http, () -> order(http));
        } else if (path.startsWith(SYNC + "/")) {
            String id = path.substring(SYNC.length() + 1);
            AdminReply.only(HttpMethod.GET, http, () -> ticket(id).to(http));
        } else if (path.equals(PATH + "/status")) {
            AdminReply.only(HttpMethod.GET, http, () -> status(http));
        } else {
            return false;
        }
        return true;
    }

    private void order(HttpServerRequest http) {
        Optional<AdminReply> refusal = parts.gate().refusal(http);
        if (refusal.isPresent()) {
            refusal.get().to(http);
            return;
        }
        refusal = unknownParameter(http, PARAMETERS).or(() -> unknownSource(http));
        if (refusal.isPresent()) {
            refusal.get().to(http);
            return;
        }
        Optional<Boolean> wait = flag(http, "wait");
        Optional<Boolean> force = flag(http, "force");
        Optional<Boolean> accept = flag(http, "accept");
        Set<String> sources = new HashSet<>(http.params().getAll("source"));
        if (wait.isEmpty() || force.isEmpty() || accept.isEmpty()) {
            AdminReply.error(
                            400,
                            "invalid_flag",
                            "'wait', 'force' and 'accept' are true or false (expected: e.g. ?wait=true).")
                    .to(http);
            return;
        }
        if (accept.get() && sources.isEmpty()) {
            AdminReply.error(
                            400,
                            "invalid_flag",
                            "'accept' needs to know whose content is accepted (expected: e.g."
                                    + " ?source=lmarena&accept=true).")
                    .to(http);
            return;
        }
        SyncTicket ticket = parts.queue().submit(new SyncOrder(sources, force.get(), accept.get()));
        if (wait.get()) {
            Context loop =
                    Objects.requireNonNull(Vertx.currentContext(), "called off the event loop");
            var _ =
                    parts.queue()
                            .over(ticket.id())
                            .completeOnTimeout(null, LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)
                            .thenRun(() -> reply(loop, http, ticket(ticket.id())));
        } else {
            http.response().putHeader("location", SYNC + "/" + ticket.id());
            AdminReply.json(202, IngestJson.of(ticket, SYNC)).to(http);
        }
    }

    private static Optional<AdminReply> unknownParameter(
            HttpServerRequest http, List<String> expected) {
        return http.params().names().stream()
                .filter(name -> !expected.contains(name))
                .findFirst()
                .map(name ->
                        AdminReply.error(
                                400,
                                "invalid_parameter",
                                name
                                        + " is no parameter (expected: "
                                        + String.join(", ", expected)
                                        + ")."));
    }

    private Optional<AdminReply> unknownSource(HttpServerRequest http) {
        var unknown = new TreeSet<>(http.params().getAll("source"));
        parts.sources().forEach(unknown::remove);
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        AdminReply.error(
                                400,
                                "unknown_source",
                                "There is no source "
                                        + String.join(", ", unknown)
                                        + " (expected: one of "
                                        + String.join(", ", parts.sources())
                                        + ")."));
    }

    private static void reply(Context loop, HttpServerRequest http, AdminReply reply) {
        loop.runOnContext(_ -> reply.to(http));
    }

    /// A flag of the query, false where it is not given; empty for anything but true and false.
    private static Optional<Boolean> flag(HttpServerRequest http, String name) {
        String text = http.getParam(name);
        return switch (text == null ? "false" : text) {
            case "", "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private AdminReply ticket(String id) {
        return parts.queue()
                .find(id)
                .map(ticket ->
                        AdminReply.json(ticket.isOver() ? 200 : 202, IngestJson.of(ticket, SYNC)))
                .orElseGet(() ->
                        AdminReply.error(
                                404,
                                "sync_not_found",
                                "There is no sync of that id; the last "
                                        + parts.queue().recent().size()
                                        + " are remembered."));
    }

    private void status(HttpServerRequest http) {
        Optional<AdminReply> refusal =
                unknownParameter(http, List.of("source")).or(() -> unknownSource(http));
        if (refusal.isPresent()) {
            refusal.get().to(http);
            return;
        }
        Set<String> asked = Set.copyOf(http.params().getAll("source"));
        AdminReply.later(
                http,
                parts.blocking(),
                () -> {
                    Snapshot snapshot = parts.inForce().get();
                    return AdminReply.json(
                            200,
                            IngestJson.status(
                                    snapshot,
                                    parts.statuses().apply(snapshot).stream()
                                            .filter(status ->
                                                    asked.isEmpty()
                                                            || asked.contains(status.source().id()))
                                            .toList(),
                                    parts.report().apply(snapshot),
                                    parts.queue().recent(),
                                    parts.clock().instant()));
                });
    }
}
