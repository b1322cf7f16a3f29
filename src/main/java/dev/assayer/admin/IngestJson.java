package dev.assayer.admin;

import dev.assayer.evidence.Access;
import dev.assayer.evidence.Quarantined;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SourceRecord;
import dev.assayer.evidence.SourceState;
import dev.assayer.evidence.sync.SourceStatus;
import dev.assayer.evidence.sync.SyncReport;
import dev.assayer.evidence.sync.SyncTicket;
import dev.assayer.quality.QualityJson;
import dev.assayer.quality.QualityReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How syncs and sources look in JSON. What is absent is null; times are ISO 8601 in UTC, durations
/// seconds.
final class IngestJson {

    /// Of so many quarantined lines of a source the reason is told, the oddest first.
    private static final int WORST = 20;

    private IngestJson() {}

    /// @param place path below which syncs can be asked for
    static ObjectNode of(SyncTicket ticket, String place) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("id", ticket.id());
        root.put("status_url", place + "/" + ticket.id());
        root.put(
                "state",
                switch (ticket.state()) {
                    case SyncTicket.State.Waiting _ -> "waiting";
                    case SyncTicket.State.Running _ -> "running";
                    case SyncTicket.State.Done _ -> "done";
                    case SyncTicket.State.Broken _ -> "failed";
                });
        root.put("ordered_at", ticket.ordered().toString());
        root.put("finished_at", ticket.state().end().map(Instant::toString).orElse(null));
        root.put("force", ticket.order().force());
        root.put("accept", ticket.order().accept());
        ArrayNode asked = root.putArray("requested_sources");
        ticket.order().sources().stream().sorted().forEach(asked::add);
        ArrayNode visits = root.putArray("sources");
        ticket.visits().forEach(visit -> visits.add(SyncJson.of(visit)));
        switch (ticket.state()) {
            case SyncTicket.State.Done(Instant _, SyncReport report) -> {
                SyncJson.put(root, report);
            }
            case SyncTicket.State.Broken(Instant _, String problem) -> root.put("problem", problem);
            case SyncTicket.State.Waiting _, SyncTicket.State.Running _ -> {}
        }
        return root;
    }

    static ObjectNode status(
            Snapshot snapshot,
            List<SourceStatus> statuses,
            Optional<QualityReport> report,
            List<SyncTicket> recent,
            Instant now) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        ObjectNode evidence = root.putObject("evidence");
        evidence.put("snapshot", snapshot.hash());
        evidence.put("models", snapshot.catalog().models().size());
        evidence.put("offers", snapshot.catalog().offers().size());
        evidence.put("observations", snapshot.observations().size());
        evidence.put("benchmarks", snapshot.benchmarks().size());
        evidence.put("performance_figures", snapshot.extras().performance().size());
        evidence.put("unmatched_names", snapshot.extras().unmatched().size());
        evidence.put("quarantined_lines", snapshot.extras().quarantine().size());
        ArrayNode sources = root.putArray("sources");
        statuses.forEach(status -> sources.add(of(status, snapshot, report, now)));
        ArrayNode syncs = root.putArray("syncs");
        recent.stream()
                .limit(10)
                .forEach(ticket ->
                        syncs.addObject()
                                .put("id", ticket.id())
                                .put("ordered_at", ticket.ordered().toString())
                                .put(
                                        "finished_at",
                                        ticket.state().end().map(Instant::toString).orElse(null)));
        return root;
    }

    private static ObjectNode of(
            SourceStatus status, Snapshot snapshot, Optional<QualityReport> report, Instant now) {
        String id = status.source().id();
        Optional<SourceRecord> record = status.record();
        Optional<SourceState> state = status.state();
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.put("source", id);
        node.put("name", status.source().name());
        node.put("url", status.source().url().toString());
        node.put("status", status.standing().word());
        node.put("layer", status.source().layer().word());
        node.put("reliability", status.source().reliability());
        node.put("licence", status.source().licence().id());
        node.put("attribution", status.source().licence().attribution());
        node.put("shareable", status.source().licence().shareable());
        node.put("last_attempt", record.map(each -> each.attempted().toString()).orElse(null));
        node.put(
                "last_success",
                record.flatMap(SourceRecord::succeeded).map(Instant::toString).orElse(null));
        node.put(
                "last_change",
                record.flatMap(SourceRecord::content)
                        .map(content -> content.changed().toString())
                        .orElse(null));
        node.put("content_date", state.map(each -> each.contentDate().toString()).orElse(null));
        node.put(
                "content_age_seconds",
                status.contentAge(now).map(Duration::toSeconds).orElse(null));
        node.put("refresh_interval_seconds", status.interval().toSeconds());
        node.put("lines", state.map(SourceState::rows).orElse(null));
        node.put("used", state.map(SourceState::observations).orElse(null));
        node.put("unmatched_names", state.map(SourceState::unmatched).orElse(null));
        List<Quarantined> out =
                snapshot.extras().quarantine().stream()
                        .filter(line -> line.source().equals(id))
                        .sorted(Comparator.comparingDouble(Quarantined::anomaly).reversed())
                        .toList();
        node.put("quarantined_lines", out.size());
        ArrayNode worst = node.putArray("quarantine");
        out.stream().limit(WORST).forEach(line -> worst.add(QualityJson.of(line)));
        Optional<QualityReport.OfSource> quality = report.flatMap(known -> known.source(id));
        QualityJson.marks(node, quality.map(QualityReport.OfSource::marks));
        node.put(
                "rejected",
                quality.map(QualityReport.OfSource::rejected)
                        .filter(reason -> !reason.isEmpty())
                        .orElse(null));
        node.put(
                "accepted",
                record.flatMap(SourceRecord::content)
                        .filter(SourceRecord.Content::accepted)
                        .isPresent());
        node.put("requests_today", status.requests().sent());
        node.put(
                "requests_allowed",
                status.requests().allowed() == 0
                        ? null
                        : Integer.valueOf(status.requests().allowed()));
        node.put(
                "failures",
                record.flatMap(SourceRecord::trouble)
                        .map(SourceRecord.Trouble::failures)
                        .orElse(0));
        node.put("problem", status.problem().orElse(null));
        node.put("missing", status.key().missing().orElse(null));
        node.put("key", status.key().access() instanceof Access.Key key ? key.variable() : null);
        return node;
    }
}
