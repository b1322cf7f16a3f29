package dev.assayer.app;

import dev.assayer.gateway.Lineup;
import dev.assayer.ledger.LedgerRecord;
import dev.assayer.provider.Endpoint;
import dev.assayer.resilience.ObservedHealth;
import dev.assayer.routing.Health;
import dev.assayer.routing.RoutingJson;
import dev.assayer.routing.RoutingTable;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps the lineup that requests are answered with, behind one volatile reference: replaces it
/// when the table changes and when the offers' health does, and has the ledger keep what decisions
/// refer to before any decision can. [#current()] may be called from anywhere; changes come one at
/// a time.
final class LineupKeeper {

    private final ObservedHealth health;
    private final Consumer<LedgerRecord> ledger;
    private volatile @Nullable Lineup lineup;

    LineupKeeper(ObservedHealth health, Consumer<LedgerRecord> ledger) {
        this.health = health;
        this.ledger = ledger;
    }

    /// The lineup in force.
    ///
    /// @throws NullPointerException before the first table
    Lineup current() {
        return Objects.requireNonNull(lineup, "no lineup yet");
    }

    synchronized void replace(RoutingTable table, Map<String, Endpoint> endpoints) {
        health.follow(table);
        Health picture = health.current();
        ledger.accept(
                new LedgerRecord.Basis(table.hash(), "table", RoutingJson.write(table.spec())));
        keep(picture);
        lineup = Lineup.of(table, picture, endpoints);
    }

    synchronized void refreshHealth() {
        Lineup now = current();
        Health picture = health.current();
        if (!picture.equals(now.health())) {
            keep(picture);
            lineup = now.with(picture);
        }
    }

    private void keep(Health picture) {
        ledger.accept(new LedgerRecord.Basis(picture.hash(), "health", RoutingJson.write(picture)));
    }
}
