package dev.assayer.ledger;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One line of the ledger. Records are written in the order in which they were handed in.
public sealed interface LedgerRecord {

    /// What decisions refer to by hash so that it is stored once: a routing table or a state of
    /// health.
    ///
    /// @param hash lower-case hexadecimal SHA-256 of `content`
    /// @param kind `table` or `health`
    /// @param content JSON text from which `routing` rebuilds it
    record Basis(String hash, String kind, String content) implements LedgerRecord {

        private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

        public Basis {
            if (!SHA_256.matcher(hash).matches()) {
                throw new IllegalArgumentException(
                        "basis: hash '" + hash + "' (expected: 64 lower-case hexadecimal digits)");
            }
        }
    }

    /// A decision, with all that is needed to make it again.
    ///
    /// @param id the decision's id; ids grow with time
    /// @param atMillis epoch milliseconds
    /// @param tableHash the routing table it was made on
    /// @param healthHash the state of health it was made on
    /// @param request compact JSON of the routing request (features, policy, target, turn), without
    ///   any prompt text
    /// @param chosen id of the chosen offer; null when no candidate was left
    /// @param category the category's word
    /// @param policy the policy's word, or `pinned`
    /// @param session the caller's session hint, if any
    record Decided(
            long id,
            long atMillis,
            String tableHash,
            String healthHash,
            String request,
            @Nullable String chosen,
            String category,
            String policy,
            @Nullable String session)
            implements LedgerRecord {}

    /// What became of one attempt to answer.
    ///
    /// @param decision id of the decision
    /// @param ordinal 0 for the first candidate, 1 for its first fallback, ...
    /// @param offer id of the offer called
    /// @param result stable word of the outcome, `success` or a failure's code
    /// @param status HTTP status of the provider, if it answered
    /// @param usage tokens as billed, if the provider reported them
    /// @param costPicos exact cost in pico-dollars; -1 when unknown (no usage or no price)
    /// @param timing when and how long
    record Attempted(
            long decision,
            int ordinal,
            String offer,
            String result,
            OptionalInt status,
            @Nullable Tokens usage,
            long costPicos,
            Timing timing)
            implements LedgerRecord {}

    /// The text of a request; handed in only where the user asked for texts to be kept.
    record Text(long decision, String body) implements LedgerRecord {}

    /// Tokens of one answer as the provider bills them.
    ///
    /// @param input all input tokens, cached ones included
    /// @param cachedInput how many of them came from the provider's cache
    /// @param output all output tokens, reasoning included
    /// @param reasoning how many of them were reasoning
    record Tokens(long input, long cachedInput, long output, long reasoning) {}

    /// When an attempt started and how long it took.
    ///
    /// @param startedMillis epoch milliseconds at which the attempt started
    /// @param firstByteMicros from there to the first byte of the answer's body; -1 if none came
    /// @param totalMicros from there to the end
    record Timing(long startedMillis, long firstByteMicros, long totalMicros) {}
}
