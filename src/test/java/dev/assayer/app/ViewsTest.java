package dev.assayer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.assayer.admin.EvidenceView;
import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Snapshot;
import dev.assayer.scoring.Scores;
import dev.assayer.scoring.ScoringMethod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The evidence in force by several methods.
final class ViewsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final Standing STANDING =
            Standing.of(BundledEvidence.load(), Scorings.named("default"), DAY);

    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    /// The merged view, which counts how often it is worked out.
    private final ScoringMethod counted =
            new ScoringMethod() {
                @Override
                public String id() {
                    return "counted/1";
                }

                @Override
                public Scores score(Snapshot snapshot, LocalDate asOf) {
                    runs.incrementAndGet();
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("not this time");
                    }
                    return Scorings.named("merged").score(snapshot, asOf);
                }
            };

    private final Views views =
            new Views(
                    STANDING,
                    name ->
                            switch (name) {
                                case "counted", "the same" -> Optional.of(counted);
                                case "default" -> Optional.of(STANDING.scoring());
                                default -> Optional.empty();
                            });

    @Test
    void aViewIsWorkedOutOnceHoweverManyAskAtOnce()
            throws InterruptedException, ExecutionException {
        var asking = new ArrayList<Future<Optional<EvidenceView>>>();
        var start = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                String name = i % 2 == 0 ? "counted" : "the same";
                asking.add(
                        callers.submit(() -> {
                            start.await();
                            return views.of(name);
                        }));
            }
            start.countDown();
        }

        assertThat(runs).hasValue(1);
        EvidenceView first = asking.getFirst().get().orElseThrow();
        assertThat(first.method()).isEqualTo("counted/1");
        assertThat(first.asOf()).isEqualTo(DAY);
        for (Future<Optional<EvidenceView>> each : asking) {
            assertThat(each.get().orElseThrow()).isSameAs(first);
        }
    }

    @Test
    void oneThatFailedIsTriedAgain() {
        failures.set(1);

        assertThatIllegalStateException().isThrownBy(() -> views.of("counted"));

        assertThat(views.of("counted")).isPresent();
        assertThat(runs).hasValue(2);
    }

    @Test
    void theMethodInForceIsNotWorkedOutAgain() {
        assertThat(views.of("default").orElseThrow().scores()).isSameAs(STANDING.scores());
        assertThat(views.of("astrology")).isEmpty();
    }
}
