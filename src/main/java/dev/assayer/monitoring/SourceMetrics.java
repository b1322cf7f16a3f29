package dev.assayer.monitoring;

import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SourceRecord;
import dev.assayer.evidence.SourceRecord.Trouble;
import dev.assayer.evidence.SourceState;
import dev.assayer.quality.QualityReport;
import dev.assayer.quality.QualityReport.Marks;
import dev.assayer.quality.QualityReport.OfSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// How the sources of evidence are: age, lines, what is kept out of them, failures, requests.
public final class SourceMetrics {

    private final String source;
    private final Supplier<Known> known;
    private final InstantSource clock;

    private SourceMetrics(String source, Supplier<Known> known, InstantSource clock) {
        this.source = source;
        this.known = known;
        this.clock = clock;
    }

    /// What there is to know of all sources.
    ///
    /// @param records how asking them went, by source
    /// @param snapshot the evidence in force
    /// @param quality how good it is, where that is known
    public record Known(
            Map<String, SourceRecord> records, Snapshot snapshot, Optional<QualityReport> quality) {

        public Known {
            records = Map.copyOf(records);
        }

        private Optional<SourceRecord> record(String source) {
            return Optional.ofNullable(records.get(source));
        }

        private Optional<SourceState> state(String source) {
            return snapshot.sources().stream()
                    .filter(state -> state.source().id().equals(source))
                    .findFirst();
        }
    }

    /// Publishes gauges with the label `source`.
    ///
    /// @param sources ids of all sources there are
    /// @param known asked at every look at a gauge, so it has to be at hand
    /// @param clock tells how old things are
    public static void register(
            MeterRegistry registry,
            Collection<String> sources,
            Supplier<Known> known,
            InstantSource clock) {
        for (String source : sources) {
            new SourceMetrics(source, known, clock).register(registry);
        }
    }

    private void register(MeterRegistry registry) {
        gauge(
                registry,
                "age.seconds",
                "Since it last gave or confirmed its content",
                SourceMetrics::ageSeconds);
        gauge(
                registry,
                "content.age.seconds",
                "Since the newest date inside its content in force",
                SourceMetrics::contentAgeSeconds);
        gauge(registry, "rows", "Lines read", one -> one.ofState(SourceState::rows));
        gauge(
                registry,
                "used.lines",
                "Lines that became observations or offers",
                one -> one.ofState(SourceState::observations));
        gauge(
                registry,
                "unmatched.names",
                "Names that are no known model",
                one -> one.ofState(SourceState::unmatched));
        gauge(
                registry,
                "quarantined.lines",
                "Lines kept out because they cannot be right",
                SourceMetrics::quarantined);
        gauge(
                registry,
                "validation.score",
                "Share of lines that keep the rules, 0..1",
                one -> one.mark(Marks::validation));
        gauge(
                registry,
                "anomaly.score",
                "Mean of how unlikely its lines are to be right, 0..1",
                one -> one.mark(Marks::anomaly));
        gauge(
                registry,
                "consistency.score",
                "Share of values that other sources confirm where they have them, 0..1",
                one -> one.mark(Marks::consistency));
        gauge(
                registry,
                "data.completeness",
                "Share of what could be told that is told, 0..1",
                one -> one.mark(Marks::completeness));
        gauge(
                registry,
                "rejected",
                "1 while its newest content is not believed as a whole",
                SourceMetrics::rejected);
        gauge(
                registry,
                "failures",
                "Failures in a row since it last gave usable content",
                SourceMetrics::failures);
        gauge(
                registry,
                "requests.today",
                "Requests sent on this day, UTC",
                SourceMetrics::requests);
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            String description,
            ToDoubleFunction<SourceMetrics> value) {
        Gauge.builder("assayer.source." + name, this, value)
                .description(description)
                .tag("source", source)
                .strongReference(true)
                .register(registry);
    }

    private double ageSeconds() {
        return known.get()
                .record(source)
                .flatMap(SourceRecord::succeeded)
                .map(this::secondsSince)
                .orElse(Double.NaN);
    }

    private double contentAgeSeconds() {
        return known.get()
                .state(source)
                .map(state -> state.contentDate().atStartOfDay(ZoneOffset.UTC).toInstant())
                .map(this::secondsSince)
                .orElse(Double.NaN);
    }

    private double secondsSince(Instant then) {
        return Duration.between(then, clock.instant()).toSeconds();
    }

    private double ofState(ToDoubleFunction<SourceState> value) {
        return known.get().state(source).map(value::applyAsDouble).orElse(0.0);
    }

    private double quarantined() {
        return known.get().snapshot().extras().quarantine().stream()
                .filter(line -> line.source().equals(source))
                .count();
    }

    private double mark(ToDoubleFunction<Marks> mark) {
        return quality().map(OfSource::marks).map(mark::applyAsDouble).orElse(Double.NaN);
    }

    private double rejected() {
        return known.get()
                .quality()
                .map(report -> report.rejected().containsKey(source) ? 1.0 : 0.0)
                .orElse(Double.NaN);
    }

    private Optional<OfSource> quality() {
        return known.get().quality().flatMap(report -> report.source(source));
    }

    private double failures() {
        return known.get()
                .record(source)
                .flatMap(SourceRecord::trouble)
                .map(Trouble::failures)
                .orElse(0);
    }

    private double requests() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return known.get().record(source).map(record -> record.usage().on(today)).orElse(0);
    }
}
