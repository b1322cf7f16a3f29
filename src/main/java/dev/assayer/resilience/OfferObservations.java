package dev.assayer.resilience;

import dev.assayer.provider.AttemptReport;
import dev.assayer.provider.Outcome;
import dev.assayer.provider.TokenUsage;
import dev.assayer.routing.Health.OfferHealth;
import java.time.Duration;

/// What was seen of one offer: exponentially weighted shares and means, so that the last twenty
/// attempts or so count. Guarded by itself.
final class OfferObservations {

    /// Weight of the newest attempt.
    private static final double NEWEST = 0.1;

    /// An error counts for half after this time without attempts, so that an offer that nobody asks
    /// is forgiven.
    private static final double FORGIVEN_HALF_SECONDS = 60;

    /// So many faults in a row, and the offer is spared for a while.
    private static final int FAULTS_TO_COOL = 3;

    private static final Duration COOLDOWN = Duration.ofSeconds(20);
    private static final Duration COOLDOWN_RATE_LIMITED = Duration.ofSeconds(5);

    /// A refused key or an unknown model does not mend itself within seconds.
    private static final Duration COOLDOWN_MISCONFIGURED = Duration.ofMinutes(2);

    /// Pictures are rounded to steps of this ratio, so that they change seldom.
    private static final double STEP = 1.15;

    private static final double SHARE_STEPS = 20;
    private static final int FEWEST_TOKENS_FOR_RATE = 16;

    private double errorShare;
    private double logFirstByteMillis;
    private boolean hasFirstByte;
    private double logTokensPerSecond;
    private boolean hasRate;
    private int faultsInRow;
    private long lastNanos;
    private long coolUntilNanos;
    private boolean isCooling;

    synchronized void add(AttemptReport report, long now) {
        Outcome outcome = report.outcome();
        if (outcome instanceof Outcome.ClientGone || outcome instanceof Outcome.Rejected) {
            return;
        }
        boolean fault = outcome.isFault();
        errorShare = forgiven(now) * (1 - NEWEST) + (fault ? NEWEST : 0);
        lastNanos = now;
        if (fault) {
            faultsInRow++;
            coolDown(outcome, now);
        } else {
            faultsInRow = 0;
            isCooling = false;
        }
        if (outcome instanceof Outcome.Success success) {
            addSpeed(report, success);
        }
    }

    private void coolDown(Outcome outcome, long now) {
        Duration spell =
                switch (outcome) {
                    case Outcome.RateLimited limited ->
                            limited.retryAfter().orElse(COOLDOWN_RATE_LIMITED);
                    case Outcome.Unauthorized _, Outcome.NotFound _ -> COOLDOWN_MISCONFIGURED;
                    case Outcome.ServerError _,
                            Outcome.Unreachable _,
                            Outcome.TimedOut _,
                            Outcome.Malformed _,
                            Outcome.Broken _ ->
                            faultsInRow >= FAULTS_TO_COOL ? COOLDOWN : Duration.ZERO;
                    case Outcome.Success _, Outcome.Rejected _, Outcome.ClientGone _ ->
                            Duration.ZERO;
                };
        if (!spell.isZero()) {
            isCooling = true;
            coolUntilNanos = now + spell.toNanos();
        }
    }

    private void addSpeed(AttemptReport report, Outcome.Success success) {
        long output = success.usage().map(TokenUsage::output).orElse(0L);
        long writingMicros = report.totalMicros();
        if (report.streamed() && report.firstByteMicros() > 0) {
            double millis = Math.log(Math.max(1, report.firstByteMicros() / 1_000.0));
            logFirstByteMillis = hasFirstByte ? mixed(logFirstByteMillis, millis) : millis;
            hasFirstByte = true;
            writingMicros -= report.firstByteMicros();
        }
        if (output >= FEWEST_TOKENS_FOR_RATE && writingMicros > 0) {
            double rate = Math.log(Math.max(1, output * 1e6 / writingMicros));
            logTokensPerSecond = hasRate ? mixed(logTokensPerSecond, rate) : rate;
            hasRate = true;
        }
    }

    private static double mixed(double before, double newest) {
        return before * (1 - NEWEST) + newest * NEWEST;
    }

    private double forgiven(long now) {
        double seconds = (now - lastNanos) / 1e9;
        return errorShare * Math.pow(0.5, seconds / FORGIVEN_HALF_SECONDS);
    }

    synchronized OfferHealth picture(long now) {
        return new OfferHealth(
                isCooling && now - coolUntilNanos < 0,
                Math.round(forgiven(now) * SHARE_STEPS) / SHARE_STEPS,
                hasFirstByte ? stepped(logFirstByteMillis) : 0,
                hasRate ? stepped(logTokensPerSecond) : 0);
    }

    private static int stepped(double log) {
        double step = Math.log(STEP);
        return (int) Math.max(1, Math.round(Math.exp(Math.round(log / step) * step)));
    }
}
