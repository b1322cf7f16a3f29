package dev.assayer.monitoring;

import dev.assayer.catalog.Offer;
import dev.assayer.catalog.Usd;
import dev.assayer.provider.AttemptListener;
import dev.assayer.provider.AttemptReport;
import dev.assayer.provider.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/// Counts attempts, tokens and money and times answers, per offer. Labels are offers and outcome
/// words: few values, and never anything that a caller wrote. Thread-safe.
public final class AttemptMetrics implements AttemptListener {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60)
    };
    private static final double DOLLARS_PER_PICO = 1e-12;

    private final MeterRegistry registry;
    private final ConcurrentMap<String, OfferMeters> byOffer = new ConcurrentHashMap<>();

    /// @param registry where the meters are published
    public AttemptMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void ended(AttemptReport report) {
        OfferMeters meters =
                byOffer.computeIfAbsent(
                        report.offer().id(), _ -> new OfferMeters(registry, report.offer()));
        meters.count(report.outcome().word());
        if (report.outcome() instanceof Outcome.Success success) {
            meters.total.record(report.totalMicros(), TimeUnit.MICROSECONDS);
            if (report.streamed() && report.firstByteMicros() >= 0) {
                meters.firstByte.record(report.firstByteMicros(), TimeUnit.MICROSECONDS);
            }
            success.usage()
                    .ifPresent(usage -> {
                        meters.input.increment((double) usage.input());
                        meters.output.increment((double) usage.output());
                        report.offer()
                                .price()
                                .map(price ->
                                        price.cost(
                                                usage.input(), usage.cachedInput(), usage.output()))
                                .map(Usd::picos)
                                .ifPresent(
                                        picos -> meters.cost.increment(picos * DOLLARS_PER_PICO));
                    });
        }
    }

    private static final class OfferMeters {
        private final MeterRegistry registry;
        private final Offer offer;
        private final ConcurrentMap<String, Counter> byResult = new ConcurrentHashMap<>();
        private final Timer total;
        private final Timer firstByte;
        private final Counter input;
        private final Counter output;
        private final Counter cost;

        OfferMeters(MeterRegistry registry, Offer offer) {
            this.registry = registry;
            this.offer = offer;
            this.total = timer("assayer.answer", "Time to the end of an answer");
            this.firstByte = timer("assayer.first.byte", "Time to the first byte of a stream");
            this.input = tokens("input");
            this.output = tokens("output");
            this.cost =
                    Counter.builder("assayer.cost.usd")
                            .description("Money spent at list prices, in US dollars")
                            .tags("provider", offer.provider(), "model", offer.upstreamModel())
                            .register(registry);
        }

        void count(String result) {
            byResult.computeIfAbsent(
                            result,
                            _ ->
                                    Counter.builder("assayer.attempts")
                                            .description("Attempts to answer, by outcome")
                                            .tags(
                                                    "provider",
                                                    offer.provider(),
                                                    "model",
                                                    offer.upstreamModel(),
                                                    "result",
                                                    result)
                                            .register(registry))
                    .increment();
        }

        private Timer timer(String name, String description) {
            return Timer.builder(name)
                    .description(description)
                    .tags("provider", offer.provider(), "model", offer.upstreamModel())
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry);
        }

        private Counter tokens(String kind) {
            return Counter.builder("assayer.tokens")
                    .description("Tokens as providers reported them")
                    .tags(
                            "provider",
                            offer.provider(),
                            "model",
                            offer.upstreamModel(),
                            "kind",
                            kind)
                    .register(registry);
        }
    }
}
