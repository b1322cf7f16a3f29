package dev.assayer.evidence.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How far a sync that was ordered has come, as it stood when it was asked for.
///
/// @param id by which it can be asked for again
/// @param order what was ordered
/// @param ordered when
/// @param state how far it is
/// @param visits the sources asked so far
public record SyncTicket(
        String id, SyncOrder order, Instant ordered, State state, List<Visit> visits) {

    public SyncTicket {
        visits = List.copyOf(visits);
    }

    /// Whether nothing more will change.
    public boolean isOver() {
        return state instanceof State.Done || state instanceof State.Broken;
    }

    /// How far a sync is.
    public sealed interface State {

        /// Others are before it.
        record Waiting() implements State {}

        /// Sources are being asked.
        record Running() implements State {}

        /// It ended.
        ///
        /// @param finished when
        /// @param report what it came to
        record Done(Instant finished, SyncReport report) implements State {}

        /// It could not be carried out, for a reason that is no source's.
        ///
        /// @param finished when
        /// @param problem what went wrong, for people
        record Broken(Instant finished, String problem) implements State {}

        /// When it ended; empty while it has not.
        default Optional<Instant> end() {
            return switch (this) {
                case Waiting _, Running _ -> Optional.empty();
                case Done done -> Optional.of(done.finished());
                case Broken broken -> Optional.of(broken.finished());
            };
        }
    }
}
