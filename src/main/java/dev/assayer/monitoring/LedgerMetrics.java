package dev.assayer.monitoring;

import dev.assayer.ledger.DropReason;
import dev.assayer.ledger.Ledger;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/// How the ledger keeps up.
public final class LedgerMetrics {

    private static final double MILLIS = 1_000;

    private LedgerMetrics() {}

    /// Publishes the ledger's depth, lag, and what it wrote and dropped.
    public static void register(MeterRegistry registry, Ledger ledger) {
        Gauge.builder("assayer.ledger.queue", ledger, Ledger::depth)
                .description("Records that wait to be written")
                .register(registry);
        Gauge.builder("assayer.ledger.lag.seconds", ledger, each -> each.lagMillis() / MILLIS)
                .description("How long the oldest of them may have waited")
                .register(registry);
        FunctionCounter.builder("assayer.ledger.written", ledger, Ledger::written)
                .description("Records written")
                .register(registry);
        for (DropReason reason : DropReason.values()) {
            FunctionCounter.builder("assayer.ledger.dropped", ledger, each -> each.dropped(reason))
                    .description("Records dropped instead of written")
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }
}
