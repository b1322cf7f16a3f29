package dev.assayer.monitoring;

import dev.assayer.evidence.SourceRecord;
import dev.assayer.evidence.SourceState;
import dev.assayer.evidence.sync.SourceStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// The sources of evidence as metrics, each tagged with its source. Brought up to date by whoever
/// has new statuses. Thread-safe.
public final class SourceMetrics {

    private final MultiGauge heard;
    private final MultiGauge content;
    private final MultiGauge lines;
    private final MultiGauge failures;
    private final MultiGauge requests;

    public SourceMetrics(MeterRegistry registry) {
        heard =
                gauge(
                        registry,
                        "assayer.source.heard.age.seconds",
                        "Time since a source last gave or confirmed its content");
        content =
                gauge(registry, "assayer.source.content.age.seconds", "Age of its newest content");
        lines = gauge(registry, "assayer.source.rows", "Usable lines it gave");
        failures = gauge(registry, "assayer.source.failures", "Failures since its last success");
        requests = gauge(registry, "assayer.source.requests.today", "Requests sent to it today");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    /// Takes over how sources stand.
    public void update(List<SourceStatus> statuses, Instant now) {
        register(
                heard,
                statuses,
                status ->
                        status.record()
                                .flatMap(SourceRecord::succeeded)
                                .map(at -> (double) Duration.between(at, now).toSeconds())
                                .orElse(Double.NaN));
        register(
                content,
                statuses,
                status ->
                        status.contentAge(now)
                                .map(age -> (double) age.toSeconds())
                                .orElse(Double.NaN));
        register(
                lines,
                statuses,
                status -> status.state().map(SourceState::rows).orElse(0).doubleValue());
        register(
                failures,
                statuses,
                status ->
                        status.record()
                                .flatMap(SourceRecord::trouble)
                                .map(SourceRecord.Trouble::failures)
                                .orElse(0)
                                .doubleValue());
        register(requests, statuses, status -> (double) status.requests().sent());
    }

    private static void register(
            MultiGauge gauge, List<SourceStatus> statuses, Function<SourceStatus, Double> value) {
        gauge.register(
                statuses.stream()
                        .map(status ->
                                MultiGauge.Row.of(
                                        Tags.of("source", status.source().id()),
                                        value.apply(status)))
                        .toList(),
                true);
    }
}
