/// What is publicly claimed or was measured about models: observations with source, date and
/// licence, frozen into immutable, hashed snapshots.
@NullMarked
package dev.assayer.evidence;

import org.jspecify.annotations.NullMarked;
