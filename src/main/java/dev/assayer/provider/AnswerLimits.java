package dev.assayer.provider;

/// How much of an answer is taken before it counts as hostile.
///
/// @param wholeBytes the longest answer in one piece
/// @param streamBytes the longest stream
/// @param eventBytes the longest single event
public record AnswerLimits(int wholeBytes, long streamBytes, int eventBytes) {

    public static final AnswerLimits DEFAULT = new AnswerLimits(32 << 20, 256L << 20, 4 << 20);
}
