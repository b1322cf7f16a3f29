package dev.assayer.evidence;

/// A name that is no model of the catalogue, or cannot be told for certain.
///
/// @param source id of the [Source]
/// @param name as the source wrote it
/// @param lines how many of its lines bear that name and are left out for it
public record Unmatched(String source, String name, int lines) {}
