package dev.assayer.admin;

import dev.assayer.catalog.Usd;
import dev.assayer.ledger.DecisionIds;
import dev.assayer.ledger.LedgerRecord.Attempted;
import dev.assayer.ledger.LedgerRecord.Decided;
import dev.assayer.ledger.LedgerRecord.Tokens;
import dev.assayer.routing.ExplanationJson;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A kept decision as JSON: what was decided, why, and what became of it.
public final class DecisionView {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private DecisionView() {}

    /// The whole of it. The explanation is made again from the stored inputs; `replay.same` says
    /// whether it leads to the recorded choice.
    public static ObjectNode of(Replay.Replayed replayed) {
        ObjectNode root = head(replayed.decided());
        root.set("attempts", attempts(replayed.attempts()));
        ObjectNode replay = root.putObject("replay");
        replay.put("same", replayed.isSame());
        ArrayNode differences = replay.putArray("differences");
        replayed.differences().forEach(differences::add);
        root.set(
                "explanation",
                ExplanationJson.of(
                        replayed.explanation(), replayed.table(), replayed.decided().healthHash()));
        return root;
    }

    /// A line of a list: without explanation and attempts.
    public static ObjectNode head(Decided decided) {
        return MAPPER.createObjectNode()
                .put("id", DecisionIds.format(decided.id()))
                .put("at", Instant.ofEpochMilli(decided.atMillis()).toString())
                .put("chosen", decided.chosen())
                .put("category", decided.category())
                .put("policy", decided.policy())
                .put("session", decided.session());
    }

    private static ArrayNode attempts(List<Attempted> attempts) {
        ArrayNode array = MAPPER.createArrayNode();
        for (Attempted attempt : attempts) {
            ObjectNode node = array.addObject();
            node.put("offer", attempt.offer());
            node.put("result", attempt.result());
            if (attempt.status().isPresent()) {
                node.put("status", attempt.status().getAsInt());
            } else {
                node.putNull("status");
            }
            Tokens usage = attempt.usage();
            if (usage == null) {
                node.putNull("usage");
            } else {
                node.putObject("usage")
                        .put("input_tokens", usage.input())
                        .put("cached_input_tokens", usage.cachedInput())
                        .put("output_tokens", usage.output())
                        .put("reasoning_tokens", usage.reasoning());
            }
            node.put(
                    "cost_usd",
                    attempt.costPicos() < 0 ? null : new Usd(attempt.costPicos()).dollars());
            node.put("started", Instant.ofEpochMilli(attempt.timing().startedMillis()).toString());
            if (attempt.timing().firstByteMicros() >= 0) {
                node.put("first_byte_seconds", attempt.timing().firstByteMicros() / 1e6);
            } else {
                node.putNull("first_byte_seconds");
            }
            node.put("total_seconds", attempt.timing().totalMicros() / 1e6);
        }
        return array;
    }
}
