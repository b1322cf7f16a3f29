package dev.assayer.quality;

/// Something odd that stays in force.
///
/// @param subject a model's id or a source's
/// @param text what is odd about it, for people
public record Flag(String subject, String text) {}
