package dev.assayer.routing;

/// The outcome of a decision: which offers to try, in which order, and by which rule.
///
/// @param rule what decided
/// @param order indexes into the routing table, best first, at most [Router#MOST_CANDIDATES]; empty
///   if nothing is left. Callers must not change the array
@SuppressWarnings("ArrayRecordComponent") // made once per request; never compared
public record Choice(Rule rule, int[] order) {

    /// What a choice rests on.
    public enum Rule {
        /// The highest utility under the policy.
        UTILITY,
        /// The caller named the model.
        PINNED,
        /// No candidate has evidence; the configured default offer answers.
        DEFAULT_OFFER,
        /// No candidate has evidence; candidates take turns.
        ROUND_ROBIN,
        /// Every offer was ruled out.
        NOTHING_LEFT
    }

    public boolean isEmpty() {
        return order.length == 0;
    }
}
