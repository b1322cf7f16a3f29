package dev.assayer.evidence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// How asking one source went.
///
/// @param source id of the [Source]
/// @param attempted when it was last asked
/// @param succeeded when it last gave, or confirmed, usable content; empty for never
/// @param trouble what went wrong since; empty when the last attempt succeeded
/// @param usage requests sent today
/// @param content what it last gave; empty for nothing yet
public record SourceRecord(
        String source,
        Instant attempted,
        Optional<Instant> succeeded,
        Optional<Trouble> trouble,
        Usage usage,
        Optional<Content> content) {

    /// Failures since the last success.
    ///
    /// @param failures how many in a row, at least 1
    /// @param message the last one, for people
    public record Trouble(int failures, String message) {}

    /// Requests sent on one day.
    ///
    /// @param day in UTC
    /// @param requests sent on it
    public record Usage(LocalDate day, int requests) {

        /// Requests sent on that day.
        public int on(LocalDate other) {
            return day.equals(other) ? requests : 0;
        }
    }

    /// What was had, without the findings themselves.
    ///
    /// @param hash lower-case hexadecimal SHA-256 over the files
    /// @param version of the reader that read them, see [Feed#version()]
    /// @param lines usable lines
    /// @param changed when content other than before was first had
    /// @param validators by which to ask for changes; empty where the servers give none
    /// @param accepted whether a person said that it counts, although it may not be believed as a
    ///   whole
    /// @param place the address where it was had instead of the source's own; empty for that
    public record Content(
            String hash,
            int version,
            int lines,
            Instant changed,
            List<Validator> validators,
            boolean accepted,
            String place) {

        public Content {
            validators = List.copyOf(validators);
        }

        /// The same, to be read again whatever the source says: no content has its hash.
        public Content toBeRead() {
            return new Content("", version, lines, changed, List.of(), accepted, place);
        }
    }
}
