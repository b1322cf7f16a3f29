package dev.assayer.admin;

import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SnapshotStore;
import dev.assayer.ledger.LedgerRecord;
import dev.assayer.ledger.LedgerStore;
import dev.assayer.routing.Choice;
import dev.assayer.routing.Explanation;
import dev.assayer.routing.Health;
import dev.assayer.routing.RoutingJson;
import dev.assayer.routing.RoutingRequest;
import dev.assayer.routing.RoutingTable;
import dev.assayer.routing.TableSpec;
import dev.assayer.scoring.ScoringMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes a kept decision again from what the ledger and the snapshots hold of it: stored features,
/// candidates, health and evidence. May block; thread-safe.
public final class Replay {

    /// A decision made again.
    ///
    /// @param decided what the ledger holds
    /// @param attempts what became of it
    /// @param table what the routing table is made from
    /// @param explanation of the choice as it comes out now
    /// @param differences between then and now, for people; empty when the same choice comes out
    public record Replayed(
            LedgerRecord.Decided decided,
            List<LedgerRecord.Attempted> attempts,
            TableSpec table,
            Explanation explanation,
            List<String> differences) {

        public Replayed {
            attempts = List.copyOf(attempts);
            differences = List.copyOf(differences);
        }

        /// Whether the same choice came out.
        public boolean isSame() {
            return differences.isEmpty();
        }
    }

    /// A decision that cannot be made again. The message says what is missing.
    public static final class NotReplayable extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotReplayable(String message) {
            super(message);
        }
    }

    private final LedgerStore ledger;
    private final SnapshotStore snapshots;
    private final ScoringMethod scoring;
    private @Nullable RoutingTable lastTable;

    public Replay(LedgerStore ledger, SnapshotStore snapshots, ScoringMethod scoring) {
        this.ledger = ledger;
        this.snapshots = snapshots;
        this.scoring = scoring;
    }

    /// Makes a decision again; empty when the ledger does not have it.
    ///
    /// @throws NotReplayable when something it was made on is missing
    public Optional<Replayed> replay(long id) {
        return ledger.decision(id).map(this::replay);
    }

    private Replayed replay(LedgerRecord.Decided decided) {
        var differences = new ArrayList<String>();
        RoutingTable table = table(decided.tableHash());
        if (!table.hash().equals(decided.tableHash())) {
            differences.add(
                    "the routing table has the hash "
                            + table.hash()
                            + " where the decision names "
                            + decided.tableHash());
        }
        Health health = RoutingJson.readHealth(basis(decided.healthHash(), "health"));
        if (!health.hash().equals(decided.healthHash())) {
            differences.add("the state of health does not have the hash that the decision names");
        }
        RoutingRequest request = RoutingJson.readRequest(decided.request());
        Explanation explanation = Explanation.of(request, table, health);
        Choice choice = explanation.choice();
        String now = choice.isEmpty() ? null : table.offer(choice.order()[0]).id();
        if (!java.util.Objects.equals(now, decided.chosen())) {
            differences.add("the choice is " + now + " where it was " + decided.chosen());
        }
        return new Replayed(
                decided, ledger.attempts(decided.id()), table.spec(), explanation, differences);
    }

    private synchronized RoutingTable table(String hash) {
        RoutingTable last = lastTable;
        if (last != null && last.hash().equals(hash)) {
            return last;
        }
        TableSpec spec = RoutingJson.readTable(basis(hash, "table"));
        if (!spec.scoringMethod().equals(scoring.id())) {
            throw new NotReplayable(
                    "The decision was scored by "
                            + spec.scoringMethod()
                            + ", and this version scores by "
                            + scoring.id()
                            + ": replay it with the version that made it.");
        }
        Snapshot snapshot =
                snapshots
                        .find(spec.snapshotHash())
                        .orElseThrow(() ->
                                new NotReplayable(
                                        "The evidence snapshot "
                                                + spec.snapshotHash()
                                                + " is not in the store."));
        RoutingTable table = RoutingTable.of(spec, scoring.score(snapshot, spec.asOf()));
        lastTable = table;
        return table;
    }

    private String basis(String hash, String kind) {
        return ledger.basis(hash)
                .filter(basis -> basis.kind().equals(kind))
                .map(LedgerRecord.Basis::content)
                .orElseThrow(() ->
                        new NotReplayable(
                                "The ledger does not hold the "
                                        + kind
                                        + " "
                                        + hash
                                        + " that the decision was made on."));
    }
}
