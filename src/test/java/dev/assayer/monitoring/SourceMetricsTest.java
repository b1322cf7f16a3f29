package dev.assayer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.catalog.Variant;
import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Quarantine;
import dev.assayer.evidence.Quarantined;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SourceRecord;
import dev.assayer.quality.QualityReport;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SourceMetricsTest {

    private static final Instant NOW = Instant.parse("2026-08-22T12:00:00Z");

    private static final QualityReport QUALITY =
            new QualityReport(
                    "",
                    List.of(
                            new QualityReport.OfSource(
                                    "aider",
                                    10,
                                    1,
                                    new QualityReport.Marks(0.9, 0.1, 0.8, 0.7),
                                    "columns: swapped")),
                    List.of());

    @Test
    void everySourceShowsItsAgeLinesFailuresAndRequests() {
        Snapshot snapshot =
                Quarantine.apply(
                        BundledEvidence.load(),
                        List.of(
                                new Quarantined(
                                        "aider",
                                        Quarantined.Subject.OBSERVATION,
                                        Variant.parse("openai/gpt-5@low"),
                                        "gpt-5 (low)",
                                        "aider/polyglot",
                                        0.813,
                                        1,
                                        "range: planted")),
                        List.of(),
                        Map.of());
        var record =
                new SourceRecord(
                        "aider",
                        NOW,
                        Optional.of(NOW.minusSeconds(90)),
                        Optional.of(new SourceRecord.Trouble(2, "aider: status 503")),
                        new SourceRecord.Usage(LocalDate.of(2026, 8, 22), 7),
                        Optional.empty());
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        SourceMetrics.register(
                registry,
                List.of("aider", "never-asked"),
                () ->
                        new SourceMetrics.Known(
                                Map.of("aider", record), snapshot, Optional.of(QUALITY)),
                InstantSource.fixed(NOW));

        long kept =
                snapshot.extras().quarantine().stream()
                        .filter(line -> line.source().equals("aider"))
                        .count();
        assertThat(kept).isPositive();
        assertThat(registry.scrape())
                .contains(
                        "assayer_source_age_seconds{source=\"aider\"} 90.0",
                        "assayer_source_age_seconds{source=\"never-asked\"} NaN",
                        "assayer_source_quarantined_lines{source=\"aider\"} " + kept + ".0",
                        "assayer_source_quarantined_lines{source=\"never-asked\"} 0.0",
                        "assayer_source_validation_score{source=\"aider\"} 0.9",
                        "assayer_source_anomaly_score{source=\"aider\"} 0.1",
                        "assayer_source_consistency_score{source=\"aider\"} 0.8",
                        "assayer_source_data_completeness{source=\"aider\"} 0.7",
                        "assayer_source_data_completeness{source=\"never-asked\"} NaN",
                        "assayer_source_rejected{source=\"aider\"} 1.0",
                        "assayer_source_rejected{source=\"never-asked\"} 0.0",
                        "assayer_source_failures{source=\"aider\"} 2.0",
                        "assayer_source_requests_today{source=\"aider\"} 7.0")
                .containsPattern("assayer_source_rows\\{source=\"aider\"} [1-9]");
    }
}
