package dev.assayer.gateway;

/// How much one request may be.
///
/// @param bodyBytes longest body; beyond it the answer is 413
/// @param headerCount most header lines; beyond it the answer is 431
/// @param concurrent most requests under way on all event loops; beyond it the answer is 503
public record RequestLimits(int bodyBytes, int headerCount, int concurrent) {

    public static final RequestLimits DEFAULT = new RequestLimits(16 << 20, 100, 10_000);
}
