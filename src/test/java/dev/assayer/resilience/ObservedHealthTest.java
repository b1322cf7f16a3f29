package dev.assayer.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assayer.catalog.Offer;
import dev.assayer.provider.AttemptReport;
import dev.assayer.provider.Outcome;
import dev.assayer.provider.TokenUsage;
import dev.assayer.routing.Health;
import dev.assayer.routing.Health.OfferHealth;
import dev.assayer.routing.SampleOffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservedHealthTest {

    private static final SampleOffer SAMPLE = SampleOffer.of("p/m");
    private static final Offer OFFER = SAMPLE.offer();

    /// Close to the end, so that the ticker overflows in the tests, as System.nanoTime may.
    private long now = Long.MAX_VALUE - Duration.ofSeconds(4).toNanos();

    private final ObservedHealth health = new ObservedHealth(() -> now);

    ObservedHealthTest() {
        health.follow(SampleOffer.table(SampleOffer.of("other/m"), SAMPLE));
    }

    private OfferHealth seen() {
        return health.current().of(1);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void seconds(int count) {
        pass(Duration.ofSeconds(count));
    }

    private void ends(Outcome outcome) {
        ends(outcome, Duration.ofMillis(200), Duration.ofMillis(1_200), true);
    }

    private void ends(Outcome outcome, Duration firstByte, Duration total, boolean streamed) {
        health.ended(
                new AttemptReport(
                        1,
                        0,
                        OFFER,
                        outcome,
                        0,
                        firstByte.toNanos() / 1_000,
                        total.toNanos() / 1_000,
                        streamed));
    }

    private static Outcome fault() {
        return new Outcome.ServerError(500);
    }

    private static Outcome limited(int seconds) {
        return new Outcome.RateLimited(Optional.of(Duration.ofSeconds(seconds)));
    }

    private static Outcome success(int tokens) {
        return new Outcome.Success(Optional.of(new TokenUsage(10, 0, tokens, 0)));
    }

    // --- cooldown

    @Test
    void nothingIsKnownAtFirst() {
        assertThat(health.current()).isEqualTo(Health.unknown(2));
    }

    @Test
    void threeFaultsInARowCool() {
        ends(fault());
        ends(new Outcome.Unreachable("refused"));
        assertThat(seen().coolingDown()).isFalse();
        ends(new Outcome.TimedOut(Outcome.Phase.FIRST_BYTE));
        assertThat(seen().coolingDown()).isTrue();
        assertThat(health.current().of(0)).isEqualTo(OfferHealth.UNKNOWN);
        pass(Duration.ofSeconds(20).minusNanos(1));
        assertThat(seen().coolingDown()).isTrue();
        pass(Duration.ofNanos(1));
        assertThat(seen().coolingDown()).isFalse();
    }

    @Test
    void theNextFaultBehindACooldownCoolsAgainAtOnce() {
        for (int i = 0; i < 3; i++) {
            ends(fault());
        }
        seconds(21);
        assertThat(seen().coolingDown()).isFalse();
        ends(fault());
        assertThat(seen().coolingDown()).isTrue();
    }

    @Test
    void aSuccessBetweenFaultsCountsAnew() {
        ends(fault());
        ends(fault());
        seconds(5);
        ends(success(50));
        ends(fault());
        ends(fault());
        assertThat(seen().coolingDown()).isFalse();
    }

    @Test
    void aSuccessThatBeganAfterwardsEndsTheCooldown() {
        for (int i = 0; i < 3; i++) {
            ends(fault());
        }
        seconds(3);
        ends(success(50));
        assertThat(seen().coolingDown()).isFalse();
    }

    /// A long stream that began before the provider fell over says nothing of it now.
    @Test
    void aSuccessThatBeganEarlierDoesNot() {
        for (int i = 0; i < 3; i++) {
            ends(fault());
        }
        seconds(3);
        ends(success(50), Duration.ofMillis(300), Duration.ofSeconds(40), true);
        assertThat(seen().coolingDown()).isTrue();
    }

    @Test
    void aRateLimitCoolsAtOnceForAsLongAsItSays() {
        ends(limited(42));
        seconds(41);
        assertThat(seen().coolingDown()).isTrue();
        seconds(1);
        assertThat(seen().coolingDown()).isFalse();
    }

    @Test
    void aRateLimitWithoutATimeCoolsForFiveSeconds() {
        ends(new Outcome.RateLimited(Optional.empty()));
        pass(Duration.ofMillis(4_999));
        assertThat(seen().coolingDown()).isTrue();
        pass(Duration.ofMillis(1));
        assertThat(seen().coolingDown()).isFalse();
    }

    @Test
    void aRateLimitOfNoTimeDoesNotCool() {
        ends(limited(0));
        assertThat(seen().coolingDown()).isFalse();
    }

    /// Requests that were under way together end with different waits: the longest holds.
    @Test
    void aShorterWaitDoesNotCutALongerOne() {
        ends(limited(60));
        ends(new Outcome.RateLimited(Optional.empty()));
        ends(limited(0));
        ends(fault());
        ends(fault());
        ends(fault());
        seconds(59);
        assertThat(seen().coolingDown()).isTrue();
        seconds(1);
        assertThat(seen().coolingDown()).isFalse();
    }

    @Test
    void aLongerWaitExtendsAShorterOne() {
        ends(limited(5));
        ends(limited(30));
        seconds(29);
        assertThat(seen().coolingDown()).isTrue();
    }

    @Test
    void aWrongKeyCoolsForMinutes() {
        ends(new Outcome.Unauthorized(401));
        seconds(119);
        assertThat(seen().coolingDown()).isTrue();
        seconds(1);
        assertThat(seen().coolingDown()).isFalse();
    }

    @Test
    void whatIsNotTheProvidersFaultLeavesNoTrace() {
        for (int i = 0; i < 20; i++) {
            ends(new Outcome.Rejected(400));
            ends(new Outcome.ClientGone());
        }
        assertThat(seen()).isEqualTo(OfferHealth.UNKNOWN);
        ends(fault());
        ends(fault());
        ends(new Outcome.Rejected(400));
        ends(new Outcome.ClientGone());
        ends(fault());
        assertThat(seen().coolingDown()).isTrue();
    }

    // --- error share

    @Test
    void errorsAddUpAndAreForgivenWithTime() {
        for (int i = 0; i < 50; i++) {
            ends(fault());
        }
        assertThat(seen().errorShare()).isCloseTo(1, within(0.05));
        seconds(60);
        assertThat(seen().errorShare()).isCloseTo(0.5, within(0.05));
        seconds(60);
        assertThat(seen().errorShare()).isCloseTo(0.25, within(0.05));
        seconds(1_000);
        assertThat(seen().errorShare()).isZero();
    }

    @Test
    void errorsAreForgivenWithSuccesses() {
        ends(fault());
        double after = seen().errorShare();
        assertThat(after).isPositive();
        for (int i = 0; i < 60; i++) {
            ends(success(50));
        }
        assertThat(seen().errorShare()).isZero();
    }

    @Test
    void theShareOfMixedTrafficIsThatOfItsErrors() {
        var random = new Random(7);
        double sum = 0;
        for (int i = 0; i < 4_000; i++) {
            pass(Duration.ofMillis(10));
            ends(random.nextInt(10) < 3 ? new Outcome.Malformed("x") : success(50));
            sum += i < 100 ? 0 : seen().errorShare();
        }
        assertThat(sum / 3_900).isCloseTo(0.3, within(0.04));
    }

    // --- speed

    @Test
    void speedIsThatOfTheStream() {
        ends(success(100), Duration.ofMillis(400), Duration.ofMillis(2_400), true);
        assertThat((double) seen().firstByteMillis()).isCloseTo(400, within(60.0));
        assertThat((double) seen().tokensPerSecond()).isCloseTo(50, within(7.0));
    }

    @Test
    void aWholeAnswerTellsTheRateButNoFirstByte() {
        ends(success(100), Duration.ofMillis(1_999), Duration.ofSeconds(2), false);
        assertThat(seen().firstByteMillis()).isZero();
        assertThat((double) seen().tokensPerSecond()).isCloseTo(50, within(7.0));
    }

    @Test
    void tooFewTokensTellNoRate() {
        ends(success(3), Duration.ofMillis(400), Duration.ofMillis(401), true);
        ends(new Outcome.Success(Optional.empty()));
        assertThat(seen().tokensPerSecond()).isZero();
        assertThat(seen().firstByteMillis()).isPositive();
    }

    @Test
    void absurdSpeedsStayNumbers() {
        ends(success(100_000_000), Duration.ZERO, Duration.ofNanos(1_000), true);
        ends(success(100_000_000), Duration.ZERO, Duration.ofNanos(1_000), false);
        assertThat(seen().tokensPerSecond()).isPositive();
        ends(success(20), Duration.ofNanos(1_000), Duration.ofDays(300), true);
        assertThat(seen().firstByteMillis()).isPositive();
        assertThat(seen().tokensPerSecond()).isPositive();
    }

    @Test
    void speedFollowsTheProvider() {
        for (int i = 0; i < 100; i++) {
            ends(success(100), Duration.ofMillis(200), Duration.ofMillis(1_200), true);
        }
        for (int i = 0; i < 100; i++) {
            ends(success(100), Duration.ofSeconds(2), Duration.ofSeconds(12), true);
        }
        assertThat((double) seen().firstByteMillis()).isCloseTo(2_000, within(300.0));
        assertThat((double) seen().tokensPerSecond()).isCloseTo(10, within(2.0));
    }

    // --- pictures

    /// Every picture is kept in the ledger: under steady traffic there must be few, even where the
    /// mean lies right between two steps.
    @ParameterizedTest
    @ValueSource(doubles = {180, 187.2, 193.6, 200, 207.4, 215.3})
    void steadyTrafficGivesASteadyPicture(double usualMillis) {
        var random = new Random(42);
        Set<Health> pictures = new HashSet<>();
        int changes = 0;
        Health last = health.current();
        for (int i = 0; i < 5_000; i++) {
            pass(Duration.ofMillis(20));
            long first = Math.round(usualMillis * 1_000 * (0.85 + 0.3 * random.nextDouble()));
            long rest = Math.round(2_000_000 * (0.85 + 0.3 * random.nextDouble()));
            ends(
                    success(100),
                    Duration.ofNanos(first * 1_000),
                    Duration.ofNanos((first + rest) * 1_000),
                    true);
            Health picture = health.current();
            if (i > 100) {
                pictures.add(picture);
                changes += picture.equals(last) ? 0 : 1;
            }
            last = picture;
        }
        assertThat(pictures).hasSizeLessThanOrEqualTo(3);
        assertThat(changes).isLessThanOrEqualTo(3);
    }

    @Test
    void lookingTwiceChangesNothing() {
        ends(fault());
        ends(success(100));
        Health first = health.current();
        assertThat(health.current()).isEqualTo(first);
        assertThat(health.current().hash()).isEqualTo(first.hash());
    }

    @Test
    void whatWasSeenOfAnOfferStaysWithItsId() {
        ends(limited(60));
        health.follow(SampleOffer.table(SAMPLE));
        assertThat(health.current().size()).isEqualTo(1);
        assertThat(health.current().of(0).coolingDown()).isTrue();
        health.follow(SampleOffer.table());
        assertThat(health.current().size()).isZero();
        health.follow(SampleOffer.table(SampleOffer.of("x/y"), SAMPLE));
        assertThat(seen().coolingDown()).isTrue();
    }
}
