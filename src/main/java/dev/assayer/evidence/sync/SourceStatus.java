package dev.assayer.evidence.sync;

import dev.assayer.evidence.Access;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.Source;
import dev.assayer.evidence.SourceRecord;
import dev.assayer.evidence.SourceRecord.Trouble;
import dev.assayer.evidence.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// How a source stands: what it gave, how old that is, what it costs to ask.
///
/// @param source the source
/// @param standing in one word
/// @param state what the evidence in force holds of it; empty for nothing
/// @param record how asking it went; empty for never
/// @param requests sent today, and how many may be
/// @param key what it needs to be asked
/// @param interval how old its last word may get before it is asked again
public record SourceStatus(
        Source source,
        Standing standing,
        Optional<SourceState> state,
        Optional<SourceRecord> record,
        Requests requests,
        Key key,
        Duration interval) {

    /// Evidence up to so many days old is fresh.
    public static final int FRESH_DAYS = 7;

    /// Evidence older than that is as good as none of today.
    public static final int STALE_DAYS = 30;

    /// How a source stands.
    public enum Standing {
        /// Heard of within the last week.
        FRESH,
        /// Heard of within the last month.
        STALE,
        /// Not heard of for longer.
        RED,
        /// The last attempt failed; what it said before counts.
        FAILING,
        /// Never heard of here: what ships with the program counts.
        BUNDLED,
        /// Its key or file is missing, or it is switched off.
        NOT_CONFIGURED,
        /// Trusted less than the limit: shown, and left out of the scores.
        EXPERIMENTAL,
        /// Nothing was ever had of it.
        NONE;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// Requests of one day (UTC).
    ///
    /// @param sent so far
    /// @param allowed at most; 0 for any number
    public record Requests(int sent, int allowed) {}

    /// What a source needs to be asked.
    ///
    /// @param access how it is asked
    /// @param missing why it cannot be asked, and how to mend that; empty where it can
    public record Key(Access access, Optional<String> missing) {}

    /// What is set for a source.
    ///
    /// @param interval how old its last word may get
    /// @param allowedRequests most requests a day; 0 for any number
    /// @param missing why it is not asked; empty where it is
    /// @param minReliability of sources that count
    public record Terms(
            Duration interval,
            int allowedRequests,
            Optional<String> missing,
            double minReliability) {}

    /// Works it out.
    public static SourceStatus of(
            Feed feed,
            Terms terms,
            Optional<SourceState> state,
            Optional<SourceRecord> record,
            Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        int sent = record.map(known -> known.usage().on(today)).orElse(0);
        return new SourceStatus(
                feed.source(),
                standing(feed.source(), terms, state, record, now),
                state,
                record,
                new Requests(sent, terms.allowedRequests()),
                new Key(feed.access(), terms.missing()),
                terms.interval());
    }

    private static Standing standing(
            Source source,
            Terms terms,
            Optional<SourceState> state,
            Optional<SourceRecord> record,
            Instant now) {
        Optional<Instant> heard = record.flatMap(SourceRecord::succeeded);
        if (source.reliability() < terms.minReliability()) {
            return Standing.EXPERIMENTAL;
        }
        if (record.flatMap(SourceRecord::trouble).isPresent()) {
            return Standing.FAILING;
        }
        if (heard.isEmpty()) {
            if (terms.missing().isPresent() && state.isEmpty()) {
                return Standing.NOT_CONFIGURED;
            }
            return state.isPresent() ? Standing.BUNDLED : Standing.NONE;
        }
        long days = Duration.between(heard.get(), now).toDays();
        return days <= FRESH_DAYS
                ? Standing.FRESH
                : days <= STALE_DAYS ? Standing.STALE : Standing.RED;
    }

    /// What went wrong last; empty where nothing did.
    public Optional<String> problem() {
        return record.flatMap(SourceRecord::trouble).map(Trouble::message);
    }

    /// Age of the newest thing that it said, by the date of its content.
    public Optional<Duration> contentAge(Instant now) {
        return state.map(known ->
                Duration.ofDays(
                        LocalDate.ofInstant(now, ZoneOffset.UTC).toEpochDay()
                                - known.contentDate().toEpochDay()));
    }
}
