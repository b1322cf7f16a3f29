package dev.assayer.ledger;

import dev.assayer.catalog.Usd;
import dev.assayer.ledger.LedgerRecord.Attempted;
import dev.assayer.ledger.LedgerRecord.Timing;
import dev.assayer.ledger.LedgerRecord.Tokens;
import dev.assayer.provider.AttemptListener;
import dev.assayer.provider.AttemptReport;
import dev.assayer.provider.Outcome;
import dev.assayer.provider.TokenUsage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes every attempt's end into the ledger, with its exact cost where the provider reported the
/// tokens and the offer has a price.
public final class AttemptRecorder implements AttemptListener {

    private static final long UNKNOWN = -1;

    private final Consumer<LedgerRecord> ledger;

    /// @param ledger takes records without blocking
    public AttemptRecorder(Consumer<LedgerRecord> ledger) {
        this.ledger = ledger;
    }

    @Override
    public void ended(AttemptReport report) {
        TokenUsage usage =
                report.outcome() instanceof Outcome.Success success
                        ? success.usage().orElse(null)
                        : null;
        ledger.accept(
                new Attempted(
                        report.decision(),
                        report.ordinal(),
                        report.offer().id(),
                        report.outcome().word(),
                        report.outcome().providerStatus(),
                        tokens(usage),
                        cost(report, usage),
                        new Timing(
                                report.startedMillis(),
                                report.firstByteMicros(),
                                report.totalMicros())));
    }

    private static @Nullable Tokens tokens(@Nullable TokenUsage usage) {
        return usage == null
                ? null
                : new Tokens(usage.input(), usage.cachedInput(), usage.output(), usage.reasoning());
    }

    private static long cost(AttemptReport report, @Nullable TokenUsage usage) {
        if (usage == null) {
            return UNKNOWN;
        }
        return report.offer()
                .price()
                .map(price -> price.cost(usage.input(), usage.cachedInput(), usage.output()))
                .map(Usd::picos)
                .orElse(UNKNOWN);
    }
}
