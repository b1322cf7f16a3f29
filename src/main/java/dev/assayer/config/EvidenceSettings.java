package dev.assayer.config;

import java.time.Duration;
import java.util.Map;

/// Where evidence comes from, how often, and how far it is trusted.
///
/// @param background whether a running gateway asks sources by itself when their time has come
/// @param interval how old the last word of a source may be before it is asked again; sources may
///   have one of their own
/// @param sources by the source's id; a source that is not named here is asked as usual
/// @param own the user's own files
/// @param trust how far sources and lines are trusted
/// @param allowPrivateAddresses whether an address may lead into a private network
public record EvidenceSettings(
        boolean background,
        Duration interval,
        Map<String, SourceSettings> sources,
        OwnEvidence own,
        Trust trust,
        boolean allowPrivateAddresses) {

    static final Range<Duration> INTERVAL =
            new Range<>(Duration.ofMinutes(1), Duration.ofDays(365));
    static final Range<Integer> DAILY_REQUESTS = new Range<>(1, 1_000_000);

    public static final EvidenceSettings DEFAULT =
            new EvidenceSettings(
                    true,
                    Duration.ofHours(12),
                    Map.of(),
                    OwnEvidence.DEFAULT,
                    Trust.DEFAULT,
                    false);

    public EvidenceSettings {
        INTERVAL.require("refresh-interval", interval);
        sources = Map.copyOf(sources);
    }

    /// What is set for a source.
    public SourceSettings source(String id) {
        return sources.getOrDefault(id, SourceSettings.DEFAULT);
    }

    /// How old the last word of a source may be before it is asked again.
    public Duration interval(String source) {
        return source(source).interval().orElse(interval);
    }

    /// How far sources and lines are trusted.
    ///
    /// @param minReliability of a source whose figures count; below it is experimental
    /// @param anomalyLimit how unlikely to be right, 0..1, a line is kept out of the scores from; 1
    ///   keeps out only what breaks a rule
    public record Trust(double minReliability, double anomalyLimit) {

        public static final Trust DEFAULT = new Trust(0.5, 0.3);
    }
}
