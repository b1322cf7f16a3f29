package dev.assayer.admin;

import dev.assayer.evidence.SourceFailure;
import dev.assayer.evidence.sync.SyncReport;
import dev.assayer.evidence.sync.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How a sync looks in JSON: one object per visit, and one for what all came to. `sync --json`
/// prints them a line each, and [Reader] reads that back.
public final class SyncJson {

    private static final String SNAPSHOT = "snapshot";

    private SyncJson() {}

    /// A visit, on one line.
    public static String line(Visit visit) {
        return of(visit).toString();
    }

    /// What a sync came to without its visits, on one line.
    public static String line(SyncReport report) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        put(root, report);
        return root.toString();
    }

    static ObjectNode of(Visit visit) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.put("source", visit.source());
        switch (visit) {
            case Visit.NotConfigured(String _, String reason) ->
                    node.put("result", "not_configured").put("reason", reason);
            case Visit.Unchanged(String _, int lines) ->
                    node.put("result", "unchanged").put("lines", lines);
            case Visit.Changed(String _, int lines, List<String> setAside) -> {
                node.put("result", "changed").put("lines", lines);
                ArrayNode aside = node.putArray("set_aside");
                setAside.forEach(aside::add);
            }
            case Visit.Failed(String _, SourceFailure failure) ->
                    node.put("result", "failed").put("reason", failure.message());
        }
        return node;
    }

    static void put(ObjectNode root, SyncReport report) {
        SyncReport.Evidence evidence = report.evidence();
        root.put(SNAPSHOT, evidence.snapshot());
        root.put("changed", report.isNew());
        root.put("complete", report.isComplete());
        root.put("observations", evidence.observations());
        root.put("models", evidence.models());
        root.put("unmatched_names", evidence.unmatched());
        root.put("quarantined_lines", evidence.quarantined());
        ObjectNode rejected = root.putObject("rejected");
        new TreeMap<>(report.rejected()).forEach(rejected::put);
    }

    /// Reads what `sync --json` prints, line by line; lines that are no JSON are passed over.
    /// Confined to one thread.
    public static final class Reader {

        private final Consumer<Visit> progress;
        private final List<Visit> visits = new ArrayList<>();
        private @Nullable JsonNode whole;

        /// @param progress told of each visit
        public Reader(Consumer<Visit> progress) {
            this.progress = progress;
        }

        public void line(String text) {
            JsonNode node;
            try {
                node = JsonMapper.shared().readTree(text);
            } catch (JacksonException _) {
                return;
            }
            if (node.has("source")) {
                Visit visit = visit(node);
                visits.add(visit);
                progress.accept(visit);
            } else if (node.has(SNAPSHOT)) {
                whole = node;
            }
        }

        private static Visit visit(JsonNode node) {
            String source = node.path("source").asString("");
            String reason = node.path("reason").asString("");
            int lines = node.path("lines").asInt(0);
            return switch (node.path("result").asString("")) {
                case "not_configured" -> new Visit.NotConfigured(source, reason);
                case "unchanged" -> new Visit.Unchanged(source, lines);
                case "changed" -> {
                    var aside = new ArrayList<String>();
                    node.path("set_aside").forEach(each -> aside.add(each.asString("")));
                    yield new Visit.Changed(source, lines, aside);
                }
                default -> new Visit.Failed(source, new SourceFailure.Told(source, reason));
            };
        }

        /// What the sync came to; empty if it did not say.
        public Optional<SyncReport> report() {
            JsonNode node = whole;
            if (node == null) {
                return Optional.empty();
            }
            var rejected = new TreeMap<String, String>();
            node.path("rejected")
                    .properties()
                    .forEach(entry -> rejected.put(entry.getKey(), entry.getValue().asString("")));
            return Optional.of(
                    new SyncReport(
                            visits,
                            new SyncReport.Evidence(
                                    node.path(SNAPSHOT).asString(""),
                                    node.path("observations").asInt(0),
                                    node.path("models").asInt(0),
                                    node.path("unmatched_names").asInt(0),
                                    node.path("quarantined_lines").asInt(0)),
                            node.path("changed").asBoolean(false),
                            rejected));
        }
    }
}
