package dev.assayer.evidence;

import dev.assayer.catalog.Variant;

/// Which variant a source's own identifier stood beside, so that it is known again when the source
/// renames it.
///
/// @param source id of the [Source]
/// @param id as the source gives it, see [dev.assayer.catalog.WrittenName#ownId()]
/// @param variant what the name beside it meant
/// @param name the last one beside it that meant something by itself, as the source wrote it
public record Anchor(String source, String id, Variant variant, String name) {}
