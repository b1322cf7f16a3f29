package dev.assayer.resilience;

import dev.assayer.provider.AttemptReport;
import dev.assayer.provider.Outcome;
import dev.assayer.provider.TokenUsage;
import dev.assayer.routing.Health.OfferHealth;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

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
    private static final double STEP = Math.log(1.15);

    private static final double SHARE_STEPS = 20;

    /// A picture stays at its step until what is observed is so many steps away: a mean that lies
    /// between two steps must not make it flicker, since each new picture goes into the ledger.
    private static final double STAYS_WITHIN = 0.9;

    private static final int FEWEST_TOKENS_FOR_RATE = 16;

    private double errorShare;
    private double logFirstByteMillis;
    private boolean hasFirstByte;
    private double logTokensPerSecond;
    private boolean hasRate;
    private int faultsInRow;
    private long lastNanos;
    private long lastFaultNanos;
    private long coolUntilNanos;
    private boolean isCooling;

    /// The steps that the last picture showed.
    private long shownShare;

    private long shownFirstByte;
    private long shownRate;

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
            lastFaultNanos = now;
            coolDown(outcome, now);
        } else if (faultsInRow > 0 && startedAt(report, now) - lastFaultNanos >= 0) {
            faultsInRow = 0;
            isCooling = false;
        }
        if (outcome instanceof Outcome.Success success) {
            addSpeed(report, success);
        }
    }

    /// An answer that began before the last fault says nothing of what came behind it.
    private static long startedAt(AttemptReport report, long now) {
        return now - TimeUnit.MICROSECONDS.toNanos(report.totalMicros());
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
        long until = now + spell.toNanos();
        if (!spell.isZero() && (!isCooling || until - coolUntilNanos > 0)) {
            isCooling = true;
            coolUntilNanos = until;
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
        // Before the first call there is no time since the last.
        return errorShare == 0 ? 0 : errorShare * Math.pow(0.5, seconds / FORGIVEN_HALF_SECONDS);
    }

    synchronized OfferHealth picture(long now) {
        shownShare = step(shownShare, forgiven(now) * SHARE_STEPS);
        shownFirstByte = step(shownFirstByte, logFirstByteMillis / STEP);
        shownRate = step(shownRate, logTokensPerSecond / STEP);
        return new OfferHealth(
                isCooling && now - coolUntilNanos < 0,
                shownShare / SHARE_STEPS,
                hasFirstByte ? atStep(shownFirstByte) : 0,
                hasRate ? atStep(shownRate) : 0);
    }

    private static long step(long shown, double observed) {
        return Math.abs(observed - shown) <= STAYS_WITHIN ? shown : Math.round(observed);
    }

    /// At least 1, because 0 means unknown.
    private static int atStep(long step) {
        return Math.clamp(Math.round(Math.exp(step * STEP)), 1, Integer.MAX_VALUE);
    }
}
