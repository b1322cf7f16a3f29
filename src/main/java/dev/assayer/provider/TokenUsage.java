package dev.assayer.provider;

/// Tokens of one answer as the provider reports, and bills, them.
///
/// @param input all input tokens, cached ones included
/// @param cachedInput how many of them came from the provider's cache
/// @param output all output tokens, reasoning included
/// @param reasoning how many of them were reasoning
public record TokenUsage(long input, long cachedInput, long output, long reasoning) {}
